import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomCase } from './caseArbitrary.ts';
import { adding, keeping, meshPolicy } from './policyEdits.ts';
import { rule } from './ruleArbitrary.ts';
import { allSaid, rbacStep, seed, tracesOf } from './said.ts';

const cases = randomCase({ policies: 3, requests: 6 });
const rules = fc.array(rule, { minLength: 1, maxLength: 2 });

describe('a DENY policy', { timeout: 60_000 }, () => {
  it('whose rule matches is never overruled: what the rule admits as ALLOW, it refuses as DENY', () => {
    let matched = 0;
    fc.assert(
      fc.property(cases, rules, (random, given) => {
        const { mesh, requests } = random;
        const alone = keeping(mesh, () => false);
        const asAllow = tracesOf(adding(alone, meshPolicy(mesh, 'probe', { action: 'ALLOW', rules: given })), requests);
        const asDeny = tracesOf(adding(mesh, meshPolicy(mesh, 'probe', { action: 'DENY', rules: given })), requests);
        for (const [index, trace] of asAllow.entries()) {
          if ((rbacStep(trace, 'ALLOW')?.matches ?? 0) === 0) continue;
          matched += 1;
          expect(asDeny[index]?.verdict).toMatchObject({ kind: 'denied', cause: 'rbacDenied' });
        }
      }),
      { seed, numRuns: 150 },
    );
    expect(matched).toBeGreaterThan(50);
  });

  it('never turns a denied request into an allowed one', () => {
    let changed = 0;
    fc.assert(
      fc.property(cases, rules, ({ mesh, requests }, given) => {
        const before = allSaid(mesh, requests);
        const after = allSaid(adding(mesh, meshPolicy(mesh, 'more', { action: 'DENY', rules: given })), requests);
        changed += after.filter((verdict, index) => verdict !== before[index]).length;
        const opened = after.filter((verdict, index) => verdict === 'allowed' && before[index] !== 'allowed');
        expect(opened).toEqual([]);
      }),
      { seed, numRuns: 150 },
    );
    expect(changed).toBeGreaterThan(50);
  });
});

describe('an ALLOW policy', { timeout: 60_000 }, () => {
  it('beside an enforced one for the same workloads never turns an allowed request into a denied one', () => {
    let changed = 0;
    fc.assert(
      fc.property(cases, rules, ({ mesh, requests }, given) => {
        const closed = adding(mesh, meshPolicy(mesh, 'nothing', {}));
        const before = allSaid(closed, requests);
        const after = allSaid(adding(closed, meshPolicy(mesh, 'more', { rules: given })), requests);
        changed += after.filter((verdict, index) => verdict !== before[index]).length;
        const closedNow = after.filter((verdict, index) => verdict !== 'allowed' && before[index] === 'allowed');
        expect(closedNow).toEqual([]);
      }),
      { seed, numRuns: 150 },
    );
    expect(changed).toBeGreaterThan(50);
  });

  it('without rules refuses whatever no other ALLOW policy admits', () => {
    fc.assert(
      fc.property(cases, ({ mesh, requests }) => {
        const closed = adding(
          keeping(mesh, () => false),
          meshPolicy(mesh, 'nothing', {}),
        );
        const asked = tracesOf(closed, requests).filter((trace) => rbacStep(trace, 'ALLOW') !== undefined);
        for (const { verdict } of asked) expect(verdict).toMatchObject({ kind: 'denied', cause: 'rbacNotAllowed' });
      }),
      { seed, numRuns: 100 },
    );
  });
});
