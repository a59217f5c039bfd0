import { describe, expect, it } from 'vitest';
import { targetAt } from './hit.ts';
import type { Layout } from './layout/layout.ts';
import { straight } from './route/line.ts';
import type { DrawnEdge } from './scene/locks.ts';

const layout: Layout = {
  boxes: new Map([
    ['a/x', { x: 100, y: 100, width: 160, height: 72 }],
    ['a/y', { x: 500, y: 100, width: 160, height: 72 }],
  ]),
  plots: [{ namespace: 'a', x: 40, y: 40, width: 700, height: 200 }],
  bounds: { x: 0, y: 0, width: 900, height: 400 },
};
const edge: DrawnEdge = {
  id: 'a/x>a/y',
  from: 'a/x',
  to: 'a/y',
  verdict: 'allowed',
  encryption: 'mtls',
  tube: false,
  what: ['GET /'],
  route: { line: straight({ x: 260, y: 136 }, { x: 500, y: 136 }), leaves: 'right', arrives: 'left', penalty: 0 },
  lock: null,
};
const at = (x: number, y: number) => targetAt({ x, y }, layout, [edge], 10);

describe('what a press on the canvas means', () => {
  it('is the node, wherever on it', () => {
    expect(at(101, 101)).toEqual({ kind: 'node', id: 'a/x' });
    expect(at(659, 171)).toEqual({ kind: 'node', id: 'a/y' });
  });
  it('is the line within reach of it', () => {
    expect(at(380, 143)).toEqual({ kind: 'edge', from: 'a/x', to: 'a/y' });
    expect(at(380, 150)).toEqual({ kind: 'namespace', name: 'a' });
  });
  it('is the node where a line arrives', () => {
    expect(at(501, 136)).toEqual({ kind: 'node', id: 'a/y' });
  });
  it('is the namespace, then the ground', () => {
    expect(at(60, 220)).toEqual({ kind: 'namespace', name: 'a' });
    expect(at(20, 20)).toEqual({ kind: 'canvas' });
  });
});
