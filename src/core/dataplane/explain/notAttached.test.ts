import { describe, expect, it } from 'vitest';
import type { World } from '../../controlplane/world.ts';
import { workloadId } from '../../model/resource.ts';
import { send } from '../send.ts';
import { call, worldWith } from '../world.fixture.ts';
import { asidesOf } from './asides.ts';
import { type Concern, notAttached } from './notAttached.ts';

function policy(name: string, namespace: string, spec: string, kind = 'AuthorizationPolicy'): string {
  return `
apiVersion: security.istio.io/v1
kind: ${kind}
metadata: {name: ${name}, namespace: ${namespace}}
spec: ${spec}
---`;
}

const mesh = [
  policy('mine', 'b', '{selector: {matchLabels: {app: s}}, rules: [{}]}'),
  policy('other', 'b', '{selector: {matchLabels: {tier: x, app: s}}, rules: [{}]}'),
  policy(
    'gate',
    'istio-system',
    '{targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: g}], rules: [{}]}',
  ),
  policy('deny', 'b', '{selector: {matchLabels: {app: x}}, action: DENY, rules: [{}]}'),
  policy('refused', 'b', '{action: DENY}'),
  policy('elsewhere', 'a', '{selector: {matchLabels: {app: x}}, rules: [{}]}'),
  policy('tokens', 'b', '{selector: {matchLabels: {app: x}}, jwtRules: [{issuer: i}]}', 'RequestAuthentication'),
].join('\n');

function found(world: World, concern: Concern) {
  const workload = world.cluster.workloads.get(workloadId('b', 's'));
  if (workload === undefined) throw new Error('no workload');
  return notAttached(world, workload, concern);
}

describe('policies that do not act on a proxy', () => {
  const world = worldWith(mesh);

  it('say which label differs, or that target refs do not lead to a sidecar', () => {
    expect(found(world, 'ALLOW')).toMatchObject([
      {
        name: 'gate',
        source: { path: ['spec', 'targetRefs'] },
        expected: { values: ['g'] },
        note: { key: 'attach.targetRefAtSidecar' },
      },
      {
        name: 'other',
        source: { path: ['spec', 'selector', 'matchLabels', 'tier'] },
        expected: { value: 'tier=x' },
        actual: { kind: 'none' },
        note: { key: 'attach.selectorMisses' },
      },
    ]);
  });

  it('are told by action, with those that Istio refuses', () => {
    expect(found(world, 'DENY').map(({ name, note }) => [name, note?.key])).toEqual([
      ['deny', 'attach.selectorMisses'],
      ['refused', 'rejected.webhook'],
    ]);
    expect(found(world, 'JWT').map(({ name }) => name)).toEqual(['tokens']);
    expect([found(world, 'AUDIT'), found(world, 'CUSTOM')]).toEqual([[], []]);
  });

  it('stand beside the filter of their action, or behind all filters where there is none', () => {
    const asides = asidesOf(world, send(world, call()));
    expect([...asides].map(([id, checks]) => [id, checks.map(({ name }) => name)])).toEqual([
      ['b/s/inbound/inboundRoute', ['tokens', 'deny', 'refused']],
      ['b/s/inbound/rbac-allow', ['gate', 'other']],
    ]);
  });

  it('have no part in the trace', () => {
    const without = worldWith(policy('mine', 'b', '{selector: {matchLabels: {app: s}}, rules: [{}]}'));
    expect(send(world, call())).toEqual(send(without, call()));
  });
});
