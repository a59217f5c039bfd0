import { describe, expect, it } from 'vitest';
import type { World } from '../../controlplane/world.ts';
import type { Step, Trace } from '../../model/trace.ts';
import { ambientWorld, peer, policy, service, traced, waypoint } from './ambient.fixture.ts';

const steps = <K extends Step['kind']>({ hops }: Trace, kind: K): readonly Extract<Step, { kind: K }>[] =>
  hops.flatMap((hop) => hop.steps).filter((step): step is Extract<Step, { kind: K }> => step.kind === kind);
const entry = (namespace: string, endpoint: string): string =>
  `{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: e, namespace: ${namespace}}, spec: {hosts: [${namespace}.example], addresses: [198.18.200.1], resolution: STATIC, ports: [{number: 80, name: http, protocol: HTTP}], endpoints: [{address: ${endpoint}}]}}`;

describe('what a client’s ztunnel says', () => {
  const said = (world: World, to: string): readonly unknown[] => {
    const trace = traced(world, 'amb/c', to);
    const [hop] = steps(trace, 'nextHop');
    const [transport] = steps(trace, 'transport');
    return [hop?.to, hop?.endpoint, hop?.address, transport?.mode, transport?.by];
  };
  const ip = (world: World, name: string): string | undefined =>
    [...world.cluster.workloads.values()].find(({ namespace, name: each }) => `${namespace}/${each}` === name)?.ip;

  it('is where it goes, and whether by HBONE', () => {
    const world = ambientWorld([]);
    expect(said(world, 's.amb')).toEqual(['workload', 'amb/s', `${ip(world, 'amb/s')}:8080`, 'hbone', 'tunnel']);
    expect(said(world, 'pod:amb/out')).toEqual([
      'workload',
      'amb/out',
      `${ip(world, 'amb/out')}:8080`,
      'plaintext',
      'tunnel',
    ]);
    const through = ambientWorld([waypoint('amb'), service('amb/s', ', istio.io/use-waypoint: w')]);
    expect(said(through, 's.amb')).toEqual(['waypoint', 'amb/w', `${ip(through, 'amb/w')}:15008`, 'hbone', 'tunnel']);
  });

  it('is that nobody knows, at the step where it would choose', () => {
    const other = waypoint('amb').replace('istio-waypoint', 'other');
    const trace = traced(ambientWorld([other, service('amb/s', ', istio.io/use-waypoint: w')]), 'amb/c', 's.amb');
    expect(trace.limits).toEqual([
      { code: 'trafficNotModelled', resource: 'Service/amb/s', name: 'gatewayAsWaypoint' },
    ]);
    expect(steps(trace, 'nextHop')).toMatchObject([{ to: 'nowhere', outcome: 'undetermined' }]);
  });

  it('is of its own namespace first, where two have one address', () => {
    const to = (...namespaces: readonly string[]): string | null | undefined => {
      const entries = namespaces.map((namespace, index) => entry(namespace, `198.18.201.${index + 1}`));
      return steps(traced(ambientWorld(entries), 'amb/c', '198.18.200.1'), 'nextHop')[0]?.service;
    };
    expect([to('amb', 'car'), to('car', 'amb'), to('car', 'plain')]).toEqual([
      'amb.example',
      'amb.example',
      'car.example',
    ]);
  });
});

describe('what a server’s ztunnel says of its policies', () => {
  const rbac = (world: World, from: string, waive: readonly string[] = []) => {
    const trace = traced(world, from, 's.amb', { waive });
    return { trace, step: steps(trace, 'rbac').at(-1) };
  };
  const matched = (name: string, namespace = 'amb') => ({ kind: 'matched', rules: [{ namespace, name, rule: 0 }] });

  it('is which of them decided, and how many there are', () => {
    const allow = policy('amb/p', '{rules: [{from: [{source: {principals: [cluster.local/ns/amb/sa/c]}}]}]}');
    const none = policy('amb/q', '{}');
    const admitted = rbac(ambientWorld([allow, none]), 'amb/c');
    expect(admitted.trace.verdict).toMatchObject({ kind: 'allowed', determining: matched('p') });
    expect(admitted.step).toMatchObject({ selects: 2, matches: 1, rule: { name: 'p' } });
    const refused = rbac(ambientWorld([allow, none]), 'plain/c');
    const policies = [{ name: 'p' }, { name: 'q' }];
    expect(refused.trace.verdict).toMatchObject({ determining: { kind: 'unmatched', policies } });
    const waived = rbac(ambientWorld([allow, none]), 'plain/c', ['amb/s/ztunnel-inbound/rbac-allow']);
    expect(waived.trace.verdict).toMatchObject({ kind: 'allowed', determining: { kind: 'unmatched', policies } });
    expect(rbac(ambientWorld([]), 'amb/c').trace.verdict).toEqual({ kind: 'allowed', determining: null });
  });

  it('holds the policy that istiod made up for a waypoint (10.5)', () => {
    const world = ambientWorld(
      [waypoint('amb'), service('amb/s', ', istio.io/use-waypoint: w'), policy('amb/p', '{}')],
      {
        PILOT_AUTO_ALLOW_WAYPOINT_POLICY: 'true',
      },
    );
    const refused = rbac(world, 'plain/c');
    expect(refused.step).toMatchObject({ action: 'ALLOW', selects: 2, matches: 0, rule: null });
    expect(refused.step?.checks.map(({ name, matched: hit }) => [name, hit])).toEqual([
      ['p', false],
      ['istio_allow_waypoint_amb_w', false],
    ]);
    const through = rbac(world, 'amb/c');
    expect(through.step).toMatchObject({ selects: 2, matches: 1, rule: { name: 'istio_allow_waypoint_amb_w' } });
    expect(through.trace.verdict).toMatchObject({ determining: matched('istio_allow_waypoint_amb_w') });
  });

  it('holds PeerAuthentications that istiod turned into policies (2.12)', () => {
    const world = ambientWorld([peer('amb/p', '{mtls: {mode: STRICT}}')]);
    const { step } = rbac(world, 'plain/c');
    expect(step).toMatchObject({ action: 'DENY', outcome: 'denied', rule: { name: 'istio_converted_static_strict' } });
    expect(step?.checks.map(({ source, matched: hit }) => [source?.resource, hit])).toEqual([
      ['PeerAuthentication/amb/p', false],
    ]);
  });

  it('and that STRICT is not enforced, where istiod’s conversion leaves a hole (2.12)', () => {
    const told = (...resources: readonly string[]): number => {
      const trace = traced(ambientWorld(resources), 'plain/c', 's.amb');
      return steps(trace, 'capture').at(-1)?.checks.length ?? -1;
    };
    const mesh = peer('istio-system/m', '{mtls: {mode: STRICT}}');
    const own = (spec: string): string => peer('amb/own', `{selector: {matchLabels: {app: s}}, ${spec}}`);
    expect(told(mesh, own('mtls: {mode: PERMISSIVE}, portLevelMtls: {8080: {mode: STRICT}}'))).toBe(1);
    expect(told(mesh)).toBe(0);
    expect(told()).toBe(0);
    expect(told(own('mtls: {mode: PERMISSIVE}'))).toBe(0);
  });
});
