import { expect, test } from 'vitest';
import { nextNode } from './keyboard.ts';
import type { Layout } from './layout/layout.ts';

const at = (x: number, y: number) => ({ x, y, width: 10, height: 10 });
const layout: Layout = {
  boxes: new Map([
    ['a', at(0, 0)],
    ['b', at(100, 40)],
    ['c', at(100, 90)],
    ['d', at(0, 100)],
  ]),
  plots: [],
  bounds: at(0, 0),
};
const links = [
  { from: 'a', to: 'c' },
  { from: 'a', to: 'b' },
];

test('right leads to the nearest callee, left back to the caller', () => {
  expect(nextNode(layout, links, 'a', 'ArrowRight')).toBe('b');
  expect(nextNode(layout, links, 'c', 'ArrowLeft')).toBe('a');
  expect(nextNode(layout, links, 'd', 'ArrowRight')).toBeNull();
});

test('up and down stay in the column', () => {
  expect(nextNode(layout, links, 'a', 'ArrowDown')).toBe('d');
  expect(nextNode(layout, links, 'c', 'ArrowUp')).toBe('b');
  expect(nextNode(layout, links, 'a', 'ArrowUp')).toBeNull();
});

test('an unknown node leads nowhere', () => {
  expect(nextNode(layout, links, 'x', 'ArrowDown')).toBeNull();
});
