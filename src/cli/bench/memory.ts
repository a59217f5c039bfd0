import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { send } from '../../core/dataplane/send.ts';
import { requestsOf, worldOf } from './worlds.ts';

/** Prints what a world of 1,000 workloads holds on the heap, read, compiled, and after 10,000 different requests. */
export function printMemory(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  const held = (): number => {
    if (typeof collect === 'function') collect();
    return process.memoryUsage().heapUsed;
  };
  const before = held();
  const world = worldOf(1000, 1000, 2);
  for (const request of requestsOf(1000, () => '/api/v0/items')) send(world, request);
  const built = held();
  for (let round = 0; round < 50; round += 1) {
    for (const request of requestsOf(1000, (index) => `/api/v0/${round}-${index}`)) send(world, request);
  }
  const used = held();
  const megabytes = (bytes: number): string => ((bytes - before) / 1024 / 1024).toFixed(1);
  console.log(
    `memory of a world of 1000 workloads and 1000 policies: ${megabytes(built)} MB; after 10,000 requests more: ${megabytes(used)} MB`,
  );
  // Still in use here, so that it was not collected before it was measured.
  send(world, requestsOf(1000, () => '/')[0] ?? raise());
}

function raise(): never {
  throw new Error('no request');
}
