import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { World } from '../../controlplane/world.ts';
import type { JsonObject } from '../../model/json.ts';
import { send } from '../send.ts';
import { randomCase } from './caseArbitrary.ts';
import { adding, keeping, meshPolicy } from './policyEdits.ts';
import { worldOf } from './randomMesh.ts';
import { conditionValues, entriesOf, negated, operationValues, sourceValues } from './ruleArbitrary.ts';
import { rbacStep, seed } from './said.ts';

/** A rule that asks for one value of one field, and the one that asks for its absence. */
interface Pair {
  readonly positive: JsonObject;
  readonly negative: JsonObject;
}

const source = (fields: JsonObject): JsonObject => ({ from: [{ source: fields }] });
const operation = (fields: JsonObject): JsonObject => ({ to: [{ operation: fields }] });
const condition = (fields: JsonObject): JsonObject => ({ when: [fields] });

const fields: readonly (readonly [name: string, pair: fc.Arbitrary<Pair>])[] = [
  ...entriesOf(sourceValues).map(
    ([name, values]) =>
      [
        name,
        values.map((value) => ({
          positive: source({ [name]: [value] }),
          negative: source({ [negated(name)]: [value] }),
        })),
      ] as const,
  ),
  ...entriesOf(operationValues).map(
    ([name, values]) =>
      [
        name,
        values.map((value) => ({
          positive: operation({ [name]: [value] }),
          negative: operation({ [negated(name)]: [value] }),
        })),
      ] as const,
  ),
  ...entriesOf(conditionValues).map(
    ([key, values]) =>
      [
        key,
        values.map((value) => ({
          positive: condition({ key, values: [value] }),
          negative: condition({ key, notValues: [value] }),
        })),
      ] as const,
  ),
];

const isRejected = (world: World): boolean =>
  world.rejected.some(({ resource }) => resource.kind === 'AuthorizationPolicy');

const cases = randomCase({ policies: 0, requests: 12 });

describe('on an HTTP chain, the negated form of a field with one value admits exactly what the plain form refuses', {
  timeout: 60_000,
}, () => {
  it.each(fields)('%s', (_, pairs) => {
    let asked = 0;
    fc.assert(
      fc.property(cases, pairs, ({ mesh, requests }, { positive, negative }) => {
        const bare = keeping(mesh, () => false);
        const [plain, opposite] = [positive, negative].map((rule) =>
          worldOf(adding(bare, meshPolicy(mesh, 'probe', { rules: [rule] }))),
        );
        if (plain === undefined || opposite === undefined) return;
        expect(isRejected(plain)).toBe(isRejected(opposite));
        for (const request of requests) {
          const step = rbacStep(send(plain, request), 'ALLOW');
          if (step?.layer !== 'HTTP') continue;
          asked += 1;
          expect(rbacStep(send(opposite, request), 'ALLOW')?.matches).toBe(step.matches === 0 ? 1 : 0);
        }
      }),
      { seed, numRuns: 12 },
    );
    expect(asked).toBeGreaterThan(10);
  });
});
