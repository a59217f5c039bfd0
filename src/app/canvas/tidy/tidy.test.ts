import Elk from 'elkjs/lib/elk.bundled.js';
import { expect, test } from 'vitest';
import { layoutMesh } from '../layout/layout.ts';
import { type MeshGraph, type MeshNode, outsideId } from '../layout/meshGraph.ts';
import { metrics } from '../layout/metrics.ts';
import { intersects } from '../layout/rect.ts';
import { tidyPlaces } from './tidy.ts';

const elk = new Elk();

function mesh(size: number, namespaces: number): MeshGraph {
  const nodes = Array.from({ length: size }, (_, i): MeshNode => {
    const { width, height } = i % 9 === 4 ? metrics.bare : metrics.node;
    const namespace = `ns${(i * 7) % namespaces}`;
    return {
      id: `w${i}`,
      name: `w${i}`,
      shape: 'sidecar',
      namespace,
      width,
      height,
      reserve: [0, 92, 220][i % 3] ?? 0,
    };
  });
  const ground = { namespace: null, reserve: 0 };
  nodes.push({ id: outsideId, name: '', shape: 'outside', ...ground, ...metrics.outside });
  nodes.push({ id: 'external:a', name: 'a', shape: 'external', ...ground, width: 190, height: 56 });
  const calls = Array.from({ length: size }, (_, i) => ({
    from: `w${(i * 13) % size}`,
    to: `w${(i * 29 + 7) % size}`,
  }));
  const links = [{ from: outsideId, to: 'w0' }, ...calls, { from: 'w1', to: 'external:a' }];
  return { nodes, links: links.filter(({ from, to }) => from !== to) };
}

for (const [size, namespaces] of [
  [5, 2],
  [60, 7],
] as const) {
  test(`Nothing overlaps in a mesh of ${size} workloads that was tidied, and it is the same each time`, async () => {
    const graph = mesh(size, namespaces);
    const places = await tidyPlaces(graph, (one) => elk.layout(one));
    expect(await tidyPlaces(graph, (one) => elk.layout(one))).toEqual(places);
    const { boxes, plots } = layoutMesh(graph, Object.fromEntries(places));
    const rects = graph.nodes.map(({ id, reserve }) => {
      const box = boxes.get(id);
      if (box === undefined) throw new Error(`${id} has no place`);
      return { id, box: { ...box, x: box.x - reserve, width: box.width + reserve } };
    });
    for (const [i, a] of rects.entries())
      for (const b of rects.slice(i + 1)) expect(intersects(a.box, b.box), `${a.id} and ${b.id}`).toBe(false);
    for (const [i, a] of plots.entries())
      for (const b of plots.slice(i + 1)) expect(intersects(a, b), `${a.namespace}, ${b.namespace}`).toBe(false);
    const ground = graph.nodes.filter(({ namespace }) => namespace === null).map(({ id }) => boxes.get(id));
    for (const box of ground.filter((one) => one !== undefined))
      for (const plot of plots) expect(intersects(plot, box), plot.namespace).toBe(false);
  });
}
