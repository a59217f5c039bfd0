import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildWorld, type World } from '../core/controlplane/world.ts';
import { send } from '../core/dataplane/send.ts';
import type { Request } from '../core/model/request.ts';
import { workloadId } from '../core/model/resource.ts';
import { createMemory, evaluate } from '../core/scenario/evaluate.ts';
import { parseDocument } from '../core/yaml/parse.ts';
import { meshText } from './bench/meshText.ts';

const namespaces = 10;
const settings = { mesh: {}, topology: null, clock: '2026-01-01T00:00:00Z' };

function worldOf(workloads: number, policies: number, rules: number): World {
  const text = meshText(workloads, policies, rules);
  return buildWorld(parseDocument({ files: [{ name: 'mesh.yaml', text }] }).resources, settings);
}

function requests(workloads: number): readonly Request[] {
  return Array.from({ length: 200 }, (_, index) => {
    const from = index % workloads;
    const to = (index * 7 + 1) % workloads;
    return {
      id: `r${index}`,
      title: '',
      caller: { kind: 'workload', workload: workloadId(`ns${from % namespaces}`, `w${from}`) },
      target: { kind: 'host', host: `w${to}.ns${to % namespaces}`, port: 80, via: null },
      payload: {
        kind: 'http',
        method: 'GET',
        path: `/api/v${index % 3}/items`,
        host: null,
        headers: [],
        version: '1.1',
      },
      tls: null,
    };
  });
}

/** Traced verdicts per second on one thread, checks and all. */
function verdictsPerSecond(world: World, workloads: number): number {
  const batch = requests(workloads);
  for (const request of batch) send(world, request);
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < 1500) {
    for (const request of batch) send(world, request);
    count += batch.length;
  }
  return Math.round((count / (performance.now() - start)) * 1000);
}

/** Milliseconds from an edited text to its new story, median and 95th percentile. */
function editTimes(workloads: number, edits: number): { readonly median: number; readonly p95: number } {
  const text = meshText(workloads, workloads, 2);
  const memory = createMemory();
  const request = requests(workloads)[0] ?? null;
  const times: number[] = [];
  for (let edit = 0; edit < edits; edit += 1) {
    const edited = text.replace('paths: ["/api/v0/*"', `paths: ["/api/v0/${edit}/*"`);
    const start = performance.now();
    evaluate({ files: [{ name: 'mesh.yaml', text: edited }] }, request, memory);
    if (edit > 0) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { median: at(0.5), p95: at(0.95) };
}

function chunkSizes(): void {
  const folder = 'dist/assets';
  if (!existsSync(folder)) {
    console.log('chunks: run `npm run build` first');
    return;
  }
  for (const name of readdirSync(folder).sort()) {
    if (!/\.(js|css)$/.test(name)) continue;
    console.log(
      `chunk ${name}: ${(gzipSync(readFileSync(join(folder, name)), { level: 9 }).length / 1024).toFixed(1)} kB gz`,
    );
  }
}

console.log(
  `traced verdicts/s, 100 workloads, 100 policies of 2 rules: ${verdictsPerSecond(worldOf(100, 100, 2), 100)}`,
);
for (const size of [10, 100, 1000]) {
  console.log(`traced verdicts/s, ${size} policies on one workload: ${verdictsPerSecond(worldOf(1, size, 2), 1)}`);
  console.log(
    `traced verdicts/s, ${size} workloads, ${size} policies: ${verdictsPerSecond(worldOf(size, size, 2), size)}`,
  );
  console.log(
    `traced verdicts/s, ${size} rules in each of 10 policies: ${verdictsPerSecond(worldOf(10, 10, size), 10)}`,
  );
}
for (const size of [10, 100, 1000]) {
  const { median, p95 } = editTimes(size, size === 1000 ? 15 : 60);
  console.log(`edit to new story, ${size} workloads: median ${median.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`);
}
chunkSizes();
