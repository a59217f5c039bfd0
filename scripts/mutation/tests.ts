import { readdirSync, readFileSync } from 'node:fs';
import { replay, resourcesOf } from '../../src/conformance/replay.ts';
import { readVector, type Vector } from '../../src/conformance/vector.ts';
import type { Resource } from '../../src/core/model/resource.ts';
import { declared } from './expect.mjs';

interface Test {
  readonly id: string;
  readonly run: () => void;
}

import.meta.glob(['../../src/core/{controlplane,dataplane}/**/*.test.ts', '!**/properties/**', '!**/limits.test.ts'], {
  eager: true,
});

const folder = 'src/conformance/vectors/';

interface Recorded {
  readonly id: string;
  readonly vector: Vector;
  readonly resources: readonly Resource[];
}

/** No mutant changes how a recording is read: read once, however often the engine is loaded. */
const recordings = ((globalThis as { recordings?: readonly Recorded[] }).recordings ??= readdirSync(folder)
  .filter((name) => name.endsWith('.jsonl'))
  .flatMap(read));

/** The named cases beside the engine, and one test for each recorded line. */
export function collect(): readonly Test[] {
  return [...declared, ...recordings.map((recording) => ({ id: recording.id, run: () => agrees(recording) }))];
}

function read(set: string): readonly Recorded[] {
  const lines = readFileSync(folder + set, 'utf8').split('\n');
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const vector = readVector(line);
      return { id: `recorded ${set} ${vector.name}`, vector, resources: resourcesOf(vector) };
    });
}

function agrees({ vector, resources }: Recorded): void {
  // What the engine remembers of a resource must not outlive a mutant.
  const fresh = resources.map((resource) => ({ ...resource }));
  for (const { request, disagreements } of replay(vector, fresh)) {
    const [first] = disagreements;
    if (first) throw new Error(`${request} ${first.field}: expected ${first.expected}, actual ${first.actual}`);
  }
}
