import { describe, expect, it } from 'vitest';
import { scenarios } from '../../../content/scenarios.ts';
import { compareDocuments } from '../compare.ts';
import { createMemory, evaluate } from '../evaluate.ts';
import { prepare } from '../prepare.ts';
import { asAmbient, type AmbientForm } from './ambient.ts';

const documentOf = (id: string) => ({ files: scenarios.find((scenario) => scenario.id === id)?.files ?? [] });
const changed = (id: string, form: AmbientForm) => {
  const memory = createMemory();
  const a = documentOf(id);
  const { flows } = compareDocuments(a, asAmbient(a, form, memory), memory).flows;
  return flows
    .filter(({ change }) => change !== 'reason')
    .map(({ change, caller, to, words }) => `${change} ${caller} → ${to} ${words}`);
};

describe('a mesh read in ambient mode', () => {
  it('has ztunnel at the workloads that had sidecars, and none elsewhere', () => {
    const memory = createMemory();
    const before = prepare(documentOf('shop-and-payments'), memory).world.cluster.workloads;
    const after = prepare(asAmbient(documentOf('shop-and-payments'), 'ztunnel', memory), createMemory()).world.cluster
      .workloads;
    for (const [id, { proxy }] of before) {
      expect([id, after.get(id)?.proxy]).toEqual([id, proxy === 'sidecar' ? 'ambient' : proxy]);
    }
  });

  it('closes what an HTTP rule let in: ztunnel gets the policy without it', () => {
    expect(changed('shop-and-payments', 'ztunnel')).toEqual(['closed shop/frontend → payments/backend GET /charges']);
    const b = asAmbient(documentOf('shop-and-payments'), 'ztunnel', createMemory());
    const { policies } = evaluate(b, null, createMemory()).overview;
    expect(policies.find(({ name }) => name === 'backend-callers')?.conditions?.map(({ type }) => type)).toContain(
      'ZtunnelAccepted',
    );
  });

  it('has the same flows with waypoints to which its policies are bound', () => {
    for (const id of ['shop-and-payments', 'two-blockers', 'ladder-zero-trust', 'token-and-authorizer'])
      expect([id, changed(id, 'waypoints')]).toEqual([id, []]);
  });

  it('shows who goes past a waypoint: a caller outside the mesh', () => {
    expect(changed('open-until-the-first-allow', 'waypoints')).toEqual([
      'opened legacy/batch → payments/backend GET /charges',
      'opened legacy/batch → payments/backend DELETE /charges/7',
      'opened legacy/batch → payments/backend TCP 9000',
    ]);
  });

  it('shows that ztunnel knows no registry only', () => {
    expect(changed('malicious-site-black-hole', 'ztunnel').some((flow) => flow.includes('malicious-site.com'))).toBe(
      true,
    );
  });

  it('leaves a mesh without sidecars as it is', () => {
    const plain = documentOf('ladder-plain-kubernetes');
    expect(asAmbient(plain, 'waypoints', createMemory())).toEqual(plain);
  });
});
