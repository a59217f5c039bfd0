import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layoutMesh } from './layout.ts';
import { kubeletId, type MeshGraph, type MeshNode, outsideId } from './meshGraph.ts';
import { metrics } from './metrics.ts';
import { includes, inflate, intersects, type Rect } from './rect.ts';

const reserves = [0, 92, 220, 268];

function node(i: number, namespaces: number, shape: MeshNode['shape']): MeshNode {
  const size = shape === 'bare' ? metrics.bare : metrics.node;
  const reserve = shape === 'bare' ? 0 : (reserves[i % reserves.length] ?? 0);
  const { width, height } = { width: size.width + (i % 3) * 18, height: size.height };
  return { id: `w${i}`, name: `w${i}`, shape, namespace: `ns${(i * 7) % namespaces}`, width, height, reserve };
}

/** A mesh of `size` workloads with gateways, a caller outside and external hosts. */
function mesh(size: number, namespaces: number, calls: readonly (readonly [number, number])[]): MeshGraph {
  const nodes = Array.from({ length: size }, (_, i) => node(i, namespaces, i % 9 === 4 ? 'bare' : 'sidecar'));
  const ground = { namespace: null, reserve: 0 };
  nodes.push({ ...node(0, 1, 'gateway'), id: 'gw', name: 'gw', namespace: 'ingress' });
  nodes.push({ id: outsideId, name: '', shape: 'outside', ...ground, ...metrics.outside });
  if (size >= 5) nodes.push({ id: kubeletId, name: 'kubelet', shape: 'kubelet', ...ground, ...metrics.outside });
  for (const host of ['external:a', 'external:b']) {
    nodes.push({ id: host, name: host, shape: 'external', ...ground, width: 190, height: 56 });
  }
  const links = calls
    .map(([from, to]) => ({ from: `w${from % size}`, to: `w${to % size}` }))
    .filter((link) => link.from !== link.to);
  return {
    nodes,
    links: [
      { from: outsideId, to: 'gw' },
      { from: 'gw', to: 'w0' },
      { from: kubeletId, to: 'w0' },
      ...links,
      { from: 'w1', to: 'external:a' },
    ],
  };
}

const calls = (size: number) => fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: size * 2 });

function expectSound(graph: MeshGraph): void {
  const layout = layoutMesh(graph);
  const box = (id: string): Rect => {
    const found = layout.boxes.get(id);
    if (found === undefined) throw new Error(`${id} has no place`);
    return found;
  };
  const boxes = graph.nodes.map((one) => ({ one, box: box(one.id) }));
  boxes.forEach(({ one, box: a }, i) => {
    // The open passage takes the room left of the node and grows the node a little.
    const open = { ...inflate(a, metrics.passage.appGrowth), x: a.x - one.reserve, width: a.width + one.reserve };
    boxes.forEach(({ one: other, box: b }, j) => {
      if (i === j) return;
      if (intersects(a, b)) throw new Error(`${one.id} overlaps ${other.id}`);
      if (one.reserve > 0 && intersects(open, b)) throw new Error(`the passage of ${one.id} meets ${other.id}`);
    });
    for (const plot of layout.plots) {
      expect(plot.namespace === one.namespace ? includes(plot, open) : !intersects(plot, a)).toBe(true);
    }
    expect(includes(layout.bounds, a)).toBe(true);
  });
  layout.plots.forEach((a, i) => {
    layout.plots.forEach((b, j) => {
      expect(i !== j && intersects(a, b)).toBe(false);
    });
  });
}

describe('the layout keeps everything apart', () => {
  test('in meshes of five workloads', () => {
    fc.assert(
      fc.property(calls(5), fc.integer({ min: 1, max: 4 }), (pairs, spaces) => expectSound(mesh(5, spaces, pairs))),
    );
  });
  test('in meshes of fifty workloads', () => {
    fc.assert(
      fc.property(calls(50), (pairs) => expectSound(mesh(50, 6, pairs))),
      { numRuns: 15 },
    );
  });
  test('in a mesh of five hundred workloads', () => {
    const pairs = Array.from({ length: 750 }, (_, i) => [(i * 13) % 500, (i * 29 + 7) % 500] as const);
    expectSound(mesh(500, 25, pairs));
  });
});

test('the same mesh is laid out the same', () => {
  const graph = mesh(20, 4, [
    [0, 5],
    [5, 9],
    [9, 0],
    [3, 7],
  ]);
  expect(layoutMesh(graph)).toEqual(layoutMesh(graph));
});

test('callees stand right of or below their callers', () => {
  const layout = layoutMesh(
    mesh(3, 3, [
      [0, 1],
      [1, 2],
    ]),
  );
  const [a, b, c] = ['w0', 'w1', 'w2'].map((id) => layout.boxes.get(id)?.x ?? Number.NaN);
  expect(a).toBeLessThan(b ?? Number.NaN);
  expect(b).toBeLessThan(c ?? Number.NaN);
});

test('a position that a person chose wins, and its namespace stretches around it', () => {
  const graph = mesh(6, 2, [[0, 1]]);
  const layout = layoutMesh(graph, { w0: { x: 5000, y: -700 } });
  expect(layout.boxes.get('w0')).toMatchObject({ x: 5000, y: -700 });
  const plot = layout.plots.find((one) => one.namespace === 'ns0');
  const box = layout.boxes.get('w0');
  expect(plot !== undefined && box !== undefined && includes(plot, box)).toBe(true);
});

test('a position that is no number is ignored', () => {
  const graph = mesh(6, 2, [[0, 1]]);
  expect(layoutMesh(graph, { w0: { x: Number.NaN, y: 3 } })).toEqual(layoutMesh(graph));
});
