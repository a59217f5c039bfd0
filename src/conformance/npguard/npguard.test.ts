import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Compared, compared } from './answers.ts';
import { causes } from './causes.ts';
import type { Recorded, RecordedWorld } from './recorded.ts';

const recorded = JSON.parse(
  readFileSync(new URL('../vectors/npguard/answers.json', import.meta.url), 'utf8'),
) as Recorded;

const differs = ({ ours, theirs }: Compared): boolean => ours !== null || theirs !== null;
const causesOf = (world: RecordedWorld, cell: Compared) => causes.filter(({ explains }) => explains(world, cell));

describe('what np-guard and Hopwise let through', () => {
  const answers = recorded.worlds
    .filter(({ allowed }) => allowed !== null)
    .map((world) => ({ world, cells: compared(recorded, world) }));

  it('is the same, request for request, where both look at the same: HTTP and TCP between sidecars', () => {
    const random = answers.filter(({ world }) => world.name.startsWith('random-') && world.base !== 'bare');
    expect(random.length).toBeGreaterThan(200);
    expect(random.flatMap(({ world, cells }) => cells.filter(differs).map((cell) => [world.name, cell]))).toEqual([]);
    // Policies and networks do something: neither everything gets through nor nothing.
    const told = new Set(random.map(({ world }) => JSON.stringify(world.allowed)));
    expect(told.size).toBeGreaterThan(100);
  });

  it('is the same in its own tests, but for what has a known cause', () => {
    const own = answers.filter(({ world }) => /^(?:bookinfo|testcase)/.test(world.name));
    expect(own.length).toBeGreaterThan(35);
    const different = own.filter(({ cells }) => cells.some(differs)).map(({ world }) => world.name);
    expect(different).toEqual([
      'bookinfo-demo/bookinfo-policy-test-methods-paths.yaml',
      'testcase2/testcase2-policy-7.yaml',
    ]);
  });

  it('is told of fewer policies by np-guard, which refuses these', () => {
    const refused = recorded.worlds.filter(({ allowed }) => allowed === null).map(({ name }) => name);
    // `notIpBlocks` alone, conditions on headers, `serviceAccounts`, templates of paths, a star in the middle, AUDIT.
    expect(refused).toEqual(['other-addresses', 'headers', 'service-accounts', 'path-templates', 'two-stars', 'audit']);
  });

  it('differs nowhere without a cause, and in just so many cells for each', () => {
    const unexplained: unknown[] = [];
    const counts = new Map(causes.map(({ name }) => [name, 0]));
    let cellsAsked = 0;
    for (const { world, cells } of answers) {
      cellsAsked += cells.length;
      for (const cell of cells.filter(differs)) {
        const [cause] = causesOf(world, cell);
        if (cause === undefined) unexplained.push([world.name, cell]);
        else counts.set(cause.name, (counts.get(cause.name) ?? 0) + 1);
      }
    }
    expect(unexplained).toEqual([]);
    expect({ cellsAsked, ...Object.fromEntries(counts) }).toMatchInlineSnapshot(`
      {
        "a policy without spec allows nothing": 12,
        "a workload without a sidecar": 48,
        "an identity is proved by mTLS": 2,
        "cellsAsked": 8406,
        "names are looked up": 4,
        "pods have addresses, too": 10,
        "the Host header is that of the service": 2,
        "the root namespace is a constant": 24,
      }
    `);
  });
});
