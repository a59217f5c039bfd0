import { describe, expect, it } from 'vitest';
import { ambientWorld, policy, service, waypoint } from '../dataplane/ambient/ambient.fixture.ts';
import { authorizationPolicy, peerAuthentication, worldWith } from '../dataplane/world.fixture.ts';
import { workloadId } from '../model/resource.ts';
import { attachedPolicies, namespaceMtls, workloadMtls } from './describe.ts';
import type { World } from './world.ts';

function workload(world: World, namespace: string, name: string) {
  const found = world.cluster.workloads.get(workloadId(namespace, name));
  if (!found) throw new Error(`no ${namespace}/${name}`);
  return found;
}

describe('a workload is described', () => {
  const tokens = `{apiVersion: security.istio.io/v1, kind: RequestAuthentication, metadata: {name: jwt, namespace: b}, spec: {selector: {matchLabels: {app: s}}, jwtRules: [{issuer: i}]}}`;
  const world = worldWith(
    [
      authorizationPolicy('own', '{selector: {matchLabels: {app: s}}}'),
      authorizationPolicy('labels', '{selector: {matchLabels: {app: s, tier: x}}}'),
      authorizationPolicy('other', '{selector: {matchLabels: {app: x}}}'),
      authorizationPolicy('target', '{targetRefs: [{kind: Service, name: s}]}'),
      authorizationPolicy('all', '{}'),
      authorizationPolicy('mesh', '{}', 'istio-system'),
      authorizationPolicy('naked', '{}', 'legacy'),
      tokens,
    ].join('\n---\n'),
  );

  it('by the policies that act on its proxy, those of the mesh first', () => {
    expect(attachedPolicies(world, workload(world, 'b', 's'))).toEqual([
      'AuthorizationPolicy/istio-system/mesh',
      'AuthorizationPolicy/b/all',
      'AuthorizationPolicy/b/own',
      'RequestAuthentication/b/jwt',
    ]);
    expect(attachedPolicies(world, workload(world, 'a', 'c'))).toEqual(['AuthorizationPolicy/istio-system/mesh']);
  });

  it('by those of all chains of a waypoint', () => {
    const label = ', istio.io/use-waypoint: w';
    const to = (kind: string, name: string, group = ''): string =>
      `{targetRefs: [{kind: ${kind}, group: '${group}', name: ${name}}], rules: [{}]}`;
    const ambient = ambientWorld([
      waypoint('amb'),
      service('amb/s', label),
      service('amb/o'),
      policy('amb/gate', to('Gateway', 'w', 'gateway.networking.k8s.io')),
      policy('amb/mine', to('Service', 's')),
      policy('amb/others', to('Service', 'o')),
      policy('amb/labels', '{rules: [{}]}'),
    ]);
    expect(attachedPolicies(ambient, workload(ambient, 'amb', 'w'))).toEqual([
      'AuthorizationPolicy/amb/gate',
      'AuthorizationPolicy/amb/mine',
    ]);
    expect(attachedPolicies(ambient, workload(ambient, 'amb', 's'))).toEqual(['AuthorizationPolicy/amb/labels']);
  });

  it('by none where it has no proxy', () => {
    expect(attachedPolicies(world, workload(world, 'legacy', 'n'))).toEqual([]);
  });

  it('by the mode of its namespace and its own', () => {
    const strict = worldWith(
      `${peerAuthentication('STRICT')}\n---\n{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: q, namespace: b}, spec: {selector: {matchLabels: {app: s}}, mtls: {mode: DISABLE}, portLevelMtls: {8080: {mode: STRICT}}}}`,
    );
    expect(namespaceMtls(strict, 'b').mode).toBe('STRICT');
    expect(namespaceMtls(strict, 'a').mode).toBe('PERMISSIVE');
    expect(workloadMtls(strict, workload(strict, 'b', 's')).mode).toBe('DISABLE');
  });
});
