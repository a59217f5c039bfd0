import { describe, expect, it } from 'vitest';
import type { Workload } from '../cluster/types.ts';
import { workloadId } from '../model/resource.ts';
import { worldWith } from '../dataplane/world.fixture.ts';
import { type Attachment, attachment } from './policyAttachment.ts';

const gatewayLabel = 'gateway.networking.k8s.io/gateway-name';
const world = worldWith(
  `{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: p, namespace: a}, spec: {}}
---
{apiVersion: v1, kind: Pod, metadata: {name: g, namespace: a, labels: {app: g, ${gatewayLabel}: edge}}, spec: {containers: [{name: istio-proxy, args: [proxy, router]}]}}`,
);
const policy = world.authorizationPolicies.get('a')?.[0]?.resource;

/** What is decided for a policy of namespace `a` and the pod `name` of it. */
function decided(spec: Attachment, name: string, more: Partial<Workload> = {}): string {
  const workload = world.cluster.workloads.get(workloadId('a', name));
  if (!policy || !workload) throw new Error('not in the fixture');
  return attachment(policy, spec, { ...workload, ...more }, { service: null, rootNamespace: 'istio-system' }).reason;
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

  it('to a waypoint only by a target', () => {
    expect(decided({}, 'g', { proxy: 'waypoint' })).toBe('selectorAtWaypoint');
    expect(decided({ targetRefs: [ref] }, 'g', { proxy: 'waypoint' })).toBe('targetRefMatches');
  });
});
