import { readdirSync, readFileSync } from 'node:fs';
import { replay, resourcesOf } from '../../src/conformance/replay.ts';
import { readVector } from '../../src/conformance/vector.ts';
import { declared } from './expect.mjs';

interface Test {
  readonly id: string;
  readonly run: () => void;
}

import.meta.glob(['../../src/core/{controlplane,dataplane}/**/*.test.ts', '!**/properties/**', '!**/limits.test.ts'], {
  eager: true,
});

const folder = 'src/conformance/vectors/';

/** The named cases beside the engine, and one test for each recorded line. */
export function collect(): readonly Test[] {
  const sets = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  return [...declared, ...sets.flatMap((set) => recorded(set))];
}

function recorded(set: string): readonly Test[] {
  const lines = readFileSync(folder + set, 'utf8').split('\n');
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const vector = readVector(line);
      const resources = resourcesOf(vector);
      return {
        id: `recorded ${set} ${vector.name}`,
        run: () => {
          // What the engine remembers of a resource must not outlive a mutant.
          const fresh = resources.map((resource) => ({ ...resource }));
          for (const { request, disagreements } of replay(vector, fresh)) {
            const [first] = disagreements;
            if (first) throw new Error(`${request} ${first.field}: expected ${first.expected}, actual ${first.actual}`);
          }
        },
      };
    });
}
