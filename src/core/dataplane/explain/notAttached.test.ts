import { describe, expect, it } from 'vitest';
import type { World } from '../../controlplane/world.ts';
import { workloadId } from '../../model/resource.ts';
import { edge, plain, sent } from '../gateway/gateway.fixture.ts';
import { send } from '../send.ts';
import { call, peerAuthentication, worldWith } from '../world.fixture.ts';
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

  it('stand each beside the filter of its own kind', () => {
    const off = 'selector: {matchLabels: {app: x}}';
    const all = [
      ...['ALLOW', 'DENY', 'AUDIT'].flatMap((action) => [
        policy(
          `on-${action.toLowerCase()}`,
          'b',
          `{action: ${action}, rules: [{to: [{operation: {notPaths: [/x]}}]}]}`,
        ),
        policy(`off-${action.toLowerCase()}`, 'b', `{${off}, action: ${action}, rules: [{}]}`),
      ]),
      policy('off-custom', 'b', `{${off}, action: CUSTOM, provider: {name: p}, rules: [{}]}`),
      policy('on-custom', 'b', '{action: CUSTOM, provider: {name: p}, rules: [{to: [{operation: {paths: [/y]}}]}]}'),
      policy('on-tokens', 'b', '{jwtRules: [{issuer: i}]}', 'RequestAuthentication'),
      policy('off-tokens', 'b', `{${off}, jwtRules: [{issuer: i}]}`, 'RequestAuthentication'),
    ].join('\n');
    const trace = send(worldWith(all), call({ path: '/x' }));
    const asides = asidesOf(worldWith(all), trace);
    expect([...asides].map(([id, checks]) => [id, checks.map(({ name }) => name)])).toEqual([
      ['b/s/inbound/extAuthz-p', ['off-custom']],
      ['b/s/inbound/jwt', ['off-tokens']],
      ['b/s/inbound/rbac-audit', ['off-audit']],
      ['b/s/inbound/rbac-deny', ['off-deny']],
      ['b/s/inbound/rbac-allow', ['off-allow']],
    ]);
    // Where everything takes part there is nothing beside it.
    const plain = worldWith(policy('mine', 'b', '{rules: [{}]}'));
    expect(asidesOf(plain, send(plain, call())).size).toBe(0);
  });

  it('stand nowhere where no filter was reached, and beside those of a gateway', () => {
    const off = '{selector: {matchLabels: {app: x}}, rules: [{}]}';
    const strict = [peerAuthentication('STRICT'), policy('off', 'b', off)].join('\n---\n');
    const refused = send(worldWith(strict), call({ from: 'legacy/n' }));
    expect([refused.verdict.kind, asidesOf(worldWith(strict), refused).size]).toEqual(['denied', 0]);
    const pod =
      '{apiVersion: v1, kind: Pod, metadata: {name: g, namespace: a, labels: {app: g, istio: edge}, annotations: {inject.istio.io/templates: gateway}}, spec: {containers: [{name: istio-proxy, image: auto}]}}';
    const servers = edge(plain('["*"]'));
    const gateway = worldWith([pod, servers, policy('off', 'a', off)].join('\n---\n'));
    const names = [...asidesOf(gateway, sent([servers, policy('off', 'a', off)]))].map(([id, checks]) => [
      id,
      checks.map(({ name }) => name),
    ]);
    expect(names).toEqual([['a/g/gateway/route', ['off']]]);
  });

  it('are told whole: kind, place, what was asked for and what there is', () => {
    expect(found(worldWith(policy('x', 'b', '{selector: {matchLabels: {app: x}}, rules: [{}]}')), 'ALLOW')).toEqual([
      {
        kind: 'notAttached',
        name: 'x',
        source: { resource: 'AuthorizationPolicy/b/x', path: ['spec', 'selector', 'matchLabels', 'app'] },
        matched: false,
        expected: { kind: 'value', value: 'app=x' },
        actual: { kind: 'value', value: 'app=s' },
        children: [],
        note: { key: 'attach.selectorMisses', args: {} },
      },
    ]);
    const one = policy(
      'x',
      'b',
      '{targetRef: {group: gateway.networking.k8s.io, kind: Gateway, name: g}, rules: [{}]}',
    );
    expect(found(worldWith(one), 'ALLOW')).toMatchObject([
      { source: { path: ['spec', 'targetRef'] }, expected: { kind: 'values', values: ['g'] } },
    ]);
    // What Istio refuses without saying its action was meant as ALLOW.
    const refused = policy('x', 'b', '{rules: [{from: [{}]}]}');
    expect([found(worldWith(refused), 'ALLOW').length, found(worldWith(refused), 'DENY').length]).toEqual([1, 0]);
    const tokens = policy('x', 'b', '{jwtRules: [{issuer: ""}]}', 'RequestAuthentication');
    expect([found(worldWith(tokens), 'JWT').length, found(worldWith(tokens), 'ALLOW').length]).toEqual([1, 0]);
  });

  it('have no part in the trace', () => {
    const without = worldWith(policy('mine', 'b', '{selector: {matchLabels: {app: s}}, rules: [{}]}'));
    expect(send(world, call())).toEqual(send(without, call()));
  });
});
