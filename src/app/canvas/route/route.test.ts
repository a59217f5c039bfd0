import { expect, test } from 'vitest';
import { centerY, holds, type Point, type Rect } from '../layout/rect.ts';
import { cut, endAngle, lengthOf, pointAt, sample, straight } from './line.ts';
import { indexObstacles } from './obstacles.ts';
import { route, trafficOf } from './route.ts';

const box = (x: number, y: number) => ({ x, y, width: 160, height: 72 });

function way(
  from: Rect,
  to: Rect,
  mouth: Point | null = null,
  obstacles: readonly Rect[] = [],
  busy: readonly number[] = [],
) {
  const end = mouth ?? { x: to.x, y: centerY(to) };
  const known = indexObstacles(obstacles.map((rect) => ({ rect, owner: null })));
  return route({
    from,
    to,
    end,
    open: mouth !== null,
    doors: true,
    ids: { from: 'a', to: 'b' },
    obstacles: known,
    busy: new Set(busy),
  });
}

test('a callee at the right is reached by a line that leaves and arrives level', () => {
  const found = way(box(0, 0), box(400, 200));
  expect(found).toMatchObject({ leaves: 'right', arrives: 'left' });
  expect(Math.abs(endAngle(found?.line ?? []))).toBeLessThan(3);
});

test('a callee below in the same column is reached through its top door', () => {
  const found = way(box(0, 0), box(0, 132));
  expect(found).toMatchObject({ leaves: 'bottom', arrives: 'top' });
});

test('a node between the two is passed, not crossed', () => {
  const between = box(0, 132);
  const found = way(box(0, 0), box(0, 264), null, [between]);
  expect(found).not.toBeNull();
  expect(found?.line.some((point) => holds(between, point))).toBe(false);
});

test('with an open passage every caller arrives at its mouth', () => {
  const mouth = { x: 180, y: 168 };
  for (const from of [box(0, 0), box(400, 0), box(400, 400), box(800, 132)]) {
    const found = way(from, box(400, 132), mouth);
    expect(found?.arrives).toBe('left');
    expect(found?.line.at(-1)).toEqual(mouth);
  }
});

test('a caller right of its callee goes around and arrives from the left', () => {
  const found = way(box(600, 0), box(0, 40));
  expect(found?.arrives).toBe('left');
  expect(Math.min(...(found?.line.map((point) => point.x) ?? []))).toBeLessThan(0);
});

test('distances along a line find points and parts of it', () => {
  const line = straight({ x: 0, y: 0 }, { x: 100, y: 0 });
  expect(lengthOf(line)).toBeCloseTo(100);
  expect(pointAt(line, 30).x).toBeCloseTo(30);
  expect(pointAt(line, 900)).toEqual({ x: 100, y: 0 });
  expect(lengthOf(cut(line, 20, 70))).toBeCloseTo(50);
  expect(sample(line, 80, 20, 3).map((point) => Math.round(point.x))).toEqual([80, 50, 20]);
});

test('a proxy is left by its out-door or its top and bottom, never by its in-door', () => {
  for (const to of [box(-600, 0), box(0, 300), box(-300, 300), box(300, -300)]) {
    expect(way(box(0, 0), to)?.leaves).not.toBe('left');
  }
});

test('an edge keeps apart from one that already runs there', () => {
  const between = box(0, 132);
  const first = way(box(0, 0), box(0, 264), null, [between]);
  const second = way(box(0, 0), box(0, 264), null, [between], trafficOf(first?.line ?? []));
  expect(second?.line).not.toEqual(first?.line);
});
