import { expect, test } from 'vitest';
import { parseMarks, plainText } from './marks.ts';

test('names and values are told apart from the words around them', () => {
  expect(parseMarks('**reviews** asks for `sa/admin`.')).toEqual([
    { look: 'bold', text: 'reviews' },
    { look: 'plain', text: ' asks for ' },
    { look: 'code', text: 'sa/admin' },
    { look: 'plain', text: '.' },
  ]);
});

test('a mark that is not closed stays in the text', () => {
  expect(plainText('a ** b and `c')).toBe('a ** b and `c');
});

test('a sentence loses its marks but none of its text', () => {
  expect(plainText('**a*b** is `x`, not **b**')).toBe('a*b is x, not b');
  expect(plainText('')).toBe('');
});

test('a name may hold stars', () => {
  expect(parseMarks('***.example.com** and *****')).toEqual([
    { look: 'bold', text: '*.example.com' },
    { look: 'plain', text: ' and ' },
    { look: 'bold', text: '*' },
  ]);
});
