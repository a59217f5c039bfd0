import { expect, test } from 'vitest';
import { intersects } from '../layout/rect.ts';
import { placePlate, plateRows, tail } from './plate.ts';

test('identities keep the end that differs, from one part before it', () => {
  expect(tail('cluster.local/ns/shop/sa/frontend', 'cluster.local/ns/shop/sa/reviews')).toBe('sa/frontend');
  expect(tail('cluster.local/ns/a/sa/x', 'cluster.local/ns/b/sa/x')).toBe('ns/a/sa/x');
  expect(tail('cluster.local/ns/shop/sa/frontend', null)).toBe('sa/frontend');
  expect(tail('cluster.local/ns/shop/sa/reviews', 'x')).toBe('sa/reviews');
  expect(tail('/charges/42/refunds', '*')).toBe('/charges/42/refunds');
  expect(tail('GET', 'POST')).toBe('GET');
});

test('a long value is cut at its start', () => {
  expect(tail('a-very-long-host-name.example.com', null)).toBe('…ong-host-name.example.com');
});

test('the plate says what the gate asks for and what the caller is', () => {
  const plate = { field: 'principals', asks: ['td/ns/a/sa/admin'], negated: false, has: null, more: 2 };
  expect(plateRows(plate)).toEqual([
    { key: 'gate asks for', value: 'sa/admin', fails: false, note: '+ 2 more' },
    { key: 'caller is', value: 'none', fails: true, note: '' },
  ]);
});

test('the plate moves aside for a node below the gate', () => {
  const passage = { x: 0, y: 0, width: 300, height: 100 };
  const rows = plateRows({ field: 'principals', asks: ['a'], negated: false, has: 'b', more: 0 });
  const node = { x: 140, y: 132, width: 160, height: 72 };
  expect(intersects(placePlate(rows, { x: 120, y: 50 }, passage, [node], []), node)).toBe(false);
});
