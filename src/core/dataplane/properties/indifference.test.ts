import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomCase } from './caseArbitrary.ts';
import { adding, isObserver, keeping, meshPolicy, namespaceOf, rootNamespace, serverNamespace } from './policyEdits.ts';
import { rule } from './ruleArbitrary.ts';
import { allSaid, rbacStep, said, seed, tracesOf } from './said.ts';
import { scrambledMesh } from './scramble.ts';

const cases = randomCase({ policies: 6, requests: 6 });
const runs = { seed, numRuns: 150 };

describe('a verdict', { timeout: 60_000 }, () => {
  it('does not hang on the order of documents, policies, rules and values, nor on repetitions', () => {
    fc.assert(
      fc.property(cases, fc.integer(), ({ mesh, requests }, draw) => {
        expect(allSaid(scrambledMesh(mesh, draw), requests)).toEqual(allSaid(mesh, requests));
      }),
      runs,
    );
  });

  it('is not changed by AUDIT and dry-run policies', () => {
    let audited = 0;
    fc.assert(
      fc.property(cases, fc.array(rule, { minLength: 1, maxLength: 2 }), ({ mesh, requests }, rules) => {
        const bare = keeping(mesh, (policy) => !isObserver(policy));
        const watched = adding(
          mesh,
          meshPolicy(mesh, 'watch', { action: 'AUDIT', rules }),
          meshPolicy(mesh, 'try-deny', { action: 'DENY', rules }, true),
          meshPolicy(mesh, 'try-allow', { rules }, true),
          meshPolicy(mesh, 'try-nothing', {}, true),
        );
        const traces = tracesOf(watched, requests);
        audited += traces.filter((trace) => (rbacStep(trace, 'AUDIT')?.matches ?? 0) > 0).length;
        expect(traces.map(said)).toEqual(allSaid(bare, requests));
      }),
      runs,
    );
    expect(audited).toBeGreaterThan(50);
  });

  it('is not changed by policies of other namespaces, the root namespace apart', () => {
    let foreign = 0;
    fc.assert(
      fc.property(cases, ({ mesh, requests }) => {
        const all = allSaid(mesh, requests);
        for (const namespace of new Set(requests.map(serverNamespace))) {
          const own = keeping(mesh, (policy) => [namespace, rootNamespace(mesh)].includes(namespaceOf(policy)));
          foreign += mesh.policies.length - own.policies.length;
          const here = requests.flatMap((request, index) => (serverNamespace(request) === namespace ? [index] : []));
          const bare = allSaid(own, requests);
          expect(here.map((index) => bare[index])).toEqual(here.map((index) => all[index]));
        }
      }),
      { seed, numRuns: 150 },
    );
    expect(foreign).toBeGreaterThan(100);
  });

  it('is never RBAC’s where no policy is of the workload’s namespace or of the root namespace', () => {
    let freed = 0;
    fc.assert(
      fc.property(cases, ({ mesh, requests }) => {
        const before = tracesOf(mesh, requests);
        for (const [index, request] of requests.entries()) {
          const mine = [serverNamespace(request), rootNamespace(mesh)];
          const bare = keeping(mesh, (policy) => !mine.includes(namespaceOf(policy)));
          const [after] = tracesOf(bare, [request]);
          if (after === undefined) continue;
          if (rbacStep(before[index] ?? after, 'DENY') !== undefined) freed += 1;
          expect(after.hops.flatMap(({ steps }) => steps.filter(({ kind }) => kind === 'rbac'))).toEqual([]);
          expect(said(after)).not.toMatch(/rbac/);
        }
      }),
      { seed, numRuns: 60 },
    );
    expect(freed).toBeGreaterThan(20);
  });
});
