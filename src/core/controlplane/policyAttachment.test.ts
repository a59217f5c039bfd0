import { describe, expect, it } from 'vitest';
import type { Workload } from '../cluster/types.ts';
import { workloadId } from '../model/resource.ts';
import { worldWith } from '../dataplane/world.fixture.ts';
import { type Attachment, attachment, type Chain, chainOf } from './policyAttachment.ts';

const gatewayLabel = 'gateway.networking.k8s.io/gateway-name';
const world = worldWith(
  `{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: p, namespace: a}, spec: {}}
---
{apiVersion: v1, kind: Pod, metadata: {name: g, namespace: a, labels: {app: g, ${gatewayLabel}: edge}}, spec: {containers: [{name: istio-proxy, args: [proxy, router]}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: x, namespace: a}, spec: {ports: [{name: http, port: 80}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: x, namespace: b}, spec: {ports: [{name: http, port: 80}]}}
---
{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: x, namespace: a}, spec: {hosts: [db.example], resolution: DNS, ports: [{number: 80, name: http, protocol: HTTP}]}}`,
);
const policy = world.authorizationPolicies.get('a')?.[0]?.resource;

const all: Chain = { service: null, rootNamespace: 'istio-system', gatewaysTakeSelectors: true };

/** What is decided for a policy of namespace `a` and the pod `name` of it. */
function decided(spec: Attachment, name: string, more: Partial<Workload> = {}, chain: Chain = all): string {
  const workload = world.cluster.workloads.get(workloadId('a', name));
  if (!policy || !workload) throw new Error('not in the fixture');
  return attachment(policy, spec, { ...workload, ...more }, chain).reason;
}

const ref = { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'edge' };

describe('a policy attaches', () => {
  it('to a sidecar by its selector, and never by a target', () => {
    expect(decided({}, 'c')).toBe('all');
    expect(decided({ selector: { matchLabels: { app: 'c' } } }, 'c')).toBe('selectorMatches');
    expect(decided({ selector: { matchLabels: { app: 'x' } } }, 'c')).toBe('selectorMisses');
    expect(decided({ targetRefs: [ref] }, 'c')).toBe('targetRefAtSidecar');
    expect(decided({ targetRef: ref, targetRefs: [] }, 'c')).toBe('targetRefAtSidecar');
  });

  it('to a proxy of a Gateway by a target of its name, kind, group and namespace; the selector is then not read', () => {
    expect(decided({ targetRefs: [ref] }, 'g')).toBe('targetRefMatches');
    expect(decided({ targetRef: { ...ref, namespace: 'a' } }, 'g')).toBe('targetRefMatches');
    expect(decided({ selector: { matchLabels: { app: 'x' } }, targetRefs: [ref] }, 'g')).toBe('targetRefMatches');
    for (const odd of [{ name: 'other' }, { kind: 'GatewayClass' }, { group: '' }, { namespace: 'b' }])
      expect(decided({ targetRefs: [{ ...ref, ...odd }] }, 'g')).toBe('targetRefMisses');
    expect(decided({ selector: { matchLabels: { app: 'g' } } }, 'g')).toBe('selectorMatches');
  });

  it('to a proxy of a Gateway by nothing else, if istiod is told so by ENABLE_SELECTOR_BASED_K8S_GATEWAY_POLICY', () => {
    const told = (value: string): Chain =>
      chainOf({ ...world, flags: { ENABLE_SELECTOR_BASED_K8S_GATEWAY_POLICY: value } });
    for (const value of ['false', '0'])
      for (const spec of [{}, { selector: { matchLabels: { app: 'g' } } }])
        expect(decided(spec, 'g', {}, told(value))).toBe('selectorAtGateway');
    expect(decided({ targetRefs: [ref] }, 'g', {}, told('false'))).toBe('targetRefMatches');
    expect(decided({}, 'c', {}, told('false'))).toBe('all');
    for (const chain of [told('true'), chainOf(world)]) expect(decided({}, 'g', {}, chain)).toBe('all');
  });

  it('to a waypoint only by a target', () => {
    expect(decided({}, 'g', { proxy: 'waypoint' })).toBe('selectorAtWaypoint');
    expect(decided({ targetRefs: [ref] }, 'g', { proxy: 'waypoint' })).toBe('targetRefMatches');
  });

  it('to all waypoints by the GatewayClass istio-waypoint, from the root namespace alone', () => {
    const toClass = { group: 'gateway.networking.k8s.io', kind: 'GatewayClass', name: 'istio-waypoint' };
    const by = (target: typeof toClass, rootNamespace: string, proxy: Workload['proxy'] = 'waypoint'): string =>
      decided({ targetRefs: [target] }, 'g', { proxy }, { ...all, rootNamespace });
    expect(by(toClass, 'a')).toBe('targetRefMatches');
    expect(by(toClass, 'istio-system')).toBe('targetRefMisses');
    expect(by({ ...toClass, name: 'other' }, 'a')).toBe('targetRefMisses');
    expect(by(toClass, 'a', 'gateway')).toBe('targetRefMisses');
  });

  it('to the chains of one service by a Service or ServiceEntry of its own namespace, each by its own kind', () => {
    const by = (target: Partial<typeof ref>, hostname: string, proxy: Workload['proxy'] = 'waypoint'): string => {
      const service = world.registry.get(hostname)?.[0] ?? null;
      return decided({ targetRefs: [{ ...none, ...target }] }, 'g', { proxy }, { ...all, service, rootNamespace: 'r' });
    };
    const none = { kind: '', name: 'x' };
    const [service, entry] = ['x.a.svc.cluster.local', 'db.example'];
    for (const group of [{}, { group: '' }, { group: 'core' }])
      expect([group, by({ ...group, kind: 'Service' }, service)]).toEqual([group, 'targetRefMatches']);
    expect(by({ group: 'networking.istio.io', kind: 'ServiceEntry' }, entry)).toBe('targetRefMatches');
    for (const [target, hostname] of [
      [{ kind: 'Service', name: 'y' }, service],
      [{ kind: 'Service' }, entry],
      [{ group: 'networking.istio.io', kind: 'ServiceEntry' }, service],
      [{ group: 'apps', kind: 'Service' }, service],
      [{ kind: 'Service' }, 'x.b.svc.cluster.local'],
      [{ kind: 'Service' }, 'nobody'],
    ] as const)
      expect([target, hostname, by(target, hostname)]).toEqual([target, hostname, 'targetRefMisses']);
    expect(by({ kind: 'Service' }, service, 'gateway')).toBe('targetRefMisses');
  });
});
