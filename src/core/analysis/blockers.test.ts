import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomCase } from '../dataplane/properties/caseArbitrary.ts';
import { adding, meshPolicy } from '../dataplane/properties/policyEdits.ts';
import { worldOf } from '../dataplane/properties/randomMesh.ts';
import { seed } from '../dataplane/properties/said.ts';
import { send } from '../dataplane/send.ts';
import { call, worldWith } from '../dataplane/world.fixture.ts';
import { blockers } from './blockers.ts';

describe('what else would block', { timeout: 60_000 }, () => {
  it('is a list that ends, each obstacle once and none of them the one that decides', () => {
    let found = 0;
    fc.assert(
      fc.property(randomCase({ policies: 6, requests: 8 }), ({ mesh, requests }) => {
        const world = worldOf(adding(mesh, meshPolicy(mesh, 'nothing', {})));
        for (const request of requests) {
          const trace = send(world, request);
          const others = blockers(world, request, trace);
          const steps = others.map(({ step }) => step);
          expect(new Set(steps).size).toBe(steps.length);
          const decisive = trace.verdict.kind === 'denied' ? [trace.verdict.step] : [];
          expect(decisive.filter((step) => steps.includes(step))).toEqual([]);
          expect(decisive.length + others.length === 0 || decisive.length === 1).toBe(true);
          found += others.length;
        }
      }),
      { seed: seed + 8, numRuns: 100 },
    );
    expect(found).toBeGreaterThan(50);
  });
});

it('a NetworkPolicy that would keep it out as well is named', () => {
  const policy = (name: string, namespace: string, type: string) =>
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: {podSelector: {}, policyTypes: [${type}]}`;
  const dns = '{egress: [{to: [{namespaceSelector: {}, podSelector: {matchLabels: {k8s-app: kube-dns}}}]}]}';
  const out = policy('out', 'a', 'Egress').replace('podSelector: {},', `podSelector: {}, ${dns.slice(1, -1)},`);
  const world = worldWith(`${out}\n---\n${policy('in', 'b', 'Ingress')}`);
  const trace = send(world, call());
  expect(trace.verdict).toMatchObject({ kind: 'denied', cause: 'networkPolicyDropped' });
  expect(blockers(world, call(), trace)).toMatchObject([
    {
      message: { args: { cause: 'networkPolicyDropped', policies: ['in'] } },
      source: { resource: 'NetworkPolicy/b/in' },
    },
  ]);
});
