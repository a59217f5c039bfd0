import type { World } from '../../core/controlplane/world.ts';
import { send } from '../../core/dataplane/send.ts';
import type { Request } from '../../core/model/request.ts';
import { requestsOf, worldOf } from './worlds.ts';

/** Milliseconds before the clock starts: the machine's own compiler has settled by then. */
const warmUp = 1_000;
const measured = 1_000;

interface Shape {
  readonly name: string;
  readonly world: (size: number) => World;
  readonly workloads: (size: number) => number;
}

const shapes: readonly Shape[] = [
  { name: 'policies on one workload', world: (size) => worldOf(1, size, 2), workloads: () => 1 },
  { name: 'workloads, a policy for each', world: (size) => worldOf(size, size, 2), workloads: (size) => size },
  { name: 'rules in each of 10 policies', world: (size) => worldOf(10, 10, size), workloads: () => 10 },
];

/** Traced verdicts per second on one thread, checks and all; `batch` gives the requests of each round. */
function perSecond(world: World, batch: () => readonly Request[]): number {
  run(world, batch, warmUp);
  return run(world, batch, measured);
}

function run(world: World, batch: () => readonly Request[], time: number): number {
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < time) {
    const requests = batch();
    for (const request of requests) send(world, request);
    count += requests.length;
  }
  return Math.round((count / (performance.now() - start)) * 1000);
}

function figures(world: World, workloads: number): { readonly known: number; readonly fresh: number } {
  const fixed = requestsOf(workloads, (index) => `/api/v${index % 3}/items`);
  let round = 0;
  const fresh = (): readonly Request[] => {
    round += 1;
    return requestsOf(workloads, (index) => `/api/v${index % 3}/items/${round}-${index}`);
  };
  return { known: perSecond(world, () => fixed), fresh: perSecond(world, fresh) };
}

/** Prints how the engine's speed grows: one row per size, with the time of a verdict against the row above. */
export function printThroughput(): void {
  const { known, fresh } = figures(worldOf(100, 100, 2), 100);
  console.log(
    `traced verdicts/s, 100 workloads, 100 policies of 2 rules: ${known}; values never seen before: ${fresh}`,
  );
  console.log('\n| grows | size | verdicts/s | growth of time | never seen before/s | growth of time |');
  console.log('|--|--:|--:|--:|--:|--:|');
  for (const shape of shapes) {
    let above: { readonly known: number; readonly fresh: number } | null = null;
    for (const size of [10, 100, 1000]) {
      const now = figures(shape.world(size), shape.workloads(size));
      const growth = (key: 'known' | 'fresh'): string => (above ? `× ${(above[key] / now[key]).toFixed(1)}` : '');
      console.log(
        `| ${shape.name} | ${size} | ${now.known} | ${growth('known')} | ${now.fresh} | ${growth('fresh')} |`,
      );
      above = now;
    }
  }
  console.log('');
}
