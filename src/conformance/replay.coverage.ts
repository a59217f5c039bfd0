import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replay } from './replay.ts';
import { readVector } from './vector.ts';

const folder = 'src/conformance/vectors';

describe('recorded verdicts, as the coverage counts them', () => {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.jsonl'))) {
    it(`replays ${name}`, () => {
      const lines = readFileSync(join(folder, name), 'utf8').split('\n');
      const requests = lines.filter((line) => line.trim() !== '').flatMap((line) => replay(readVector(line)));
      expect(requests.length).toBeGreaterThan(0);
    });
  }
});
