import { buildWorld, type WorldOptions } from '../../controlplane/world.ts';
import { send } from '../../dataplane/send.ts';
import type { JsonObject } from '../../model/json.ts';
import type { RungException } from '../../model/posture.ts';
import type { Request } from '../../model/request.ts';
import { type Resource, resourceId } from '../../model/resource.ts';
import { openDoors, shutDoors } from './allow.ts';
import { checkCallsOf } from './checkCalls.ts';
import { type Door, doorsOf, legsOf } from './edges.ts';
import { outwardScope } from './egress.ts';
import { exceptionsOf } from './exceptions.ts';
import { needsOf } from './imports.ts';
import { selectorOf } from './labels.ts';
import { networkBackstop } from './network.ts';
import { namer, type Written } from './written.ts';

export interface ZeroTrust {
  readonly written: readonly Written[];
  readonly exceptions: readonly RungException[];
}

/**
 * The resources that shut a mesh but for the wanted requests: mTLS, allow-nothing, one ALLOW for each edge, scopes, and
 * network policies beneath. What an edge is, the data plane says: each request is sent where every door is open and all
 * must show a certificate, and each proxy and each connection on its way is one to open.
 */
export function zeroTrust(kept: readonly Resource[], options: WorldOptions, wanted: readonly Request[]): ZeroTrust {
  const plain = buildWorld(kept, options);
  const world = buildWorld([...kept, ...openGround(plain.mesh.rootNamespace)], options);
  const delivered = wanted
    // The kubelet needs no door: its probes go past proxies and network policies.
    .filter(({ caller }) => caller.kind !== 'peer' && caller.kind !== 'kubelet')
    .map((request) => send(world, request))
    .filter(({ verdict }) => verdict.kind === 'allowed');
  const checks = delivered.flatMap((trace) => checkCallsOf(world, trace));
  const doors = [...delivered.flatMap((trace) => doorsOf(world, trace)), ...checks.map(({ door }) => door)].filter(
    hasDoor,
  );
  const legs = [...delivered.flatMap((trace) => legsOf(world, trace)), ...checks.map(({ leg }) => leg)];
  const needs = [...delivered.flatMap((trace) => needsOf(world, trace) ?? []), ...checks.map(({ need }) => need)];
  const name = namer(plain);
  const hasLabels = (workload: Parameters<typeof selectorOf>[1] | undefined): boolean =>
    workload === undefined || Object.keys(selectorOf(world, workload).labels).length > 0;
  const written = [
    ...shutDoors(world, name),
    // An empty selector would open every door of the namespace.
    ...openDoors(
      world,
      doors.filter(({ server }) => hasLabels(server)),
      name,
    ),
    ...outwardScope(world, needs, name),
    ...networkBackstop(
      world,
      legs.filter(({ from, to }) => hasLabels(from) && hasLabels(to)),
      name,
    ),
  ];
  return { written, exceptions: exceptionsOf(world, { doors, legs, needs }) };
}

/** Only a proxy has a door. */
export function hasDoor({ server }: Door): boolean {
  return server.proxy === 'sidecar' || server.proxy === 'gateway';
}

/** Every door open, and nobody without a certificate: the ground on which edges are looked for. */
function openGround(root: string): readonly Resource[] {
  return [
    standIn('AuthorizationPolicy', root, { rules: [{}] }),
    standIn('PeerAuthentication', root, { mtls: { mode: 'STRICT' } }),
  ];
}

/** A resource for a trial; no other object has such a name. */
export function standIn(kind: string, namespace: string, spec: JsonObject): Resource {
  const name = '(every door open)';
  const apiVersion = 'security.istio.io/v1';
  const body = { apiVersion, kind, metadata: { name, namespace }, spec };
  const id = resourceId(kind, namespace, name);
  const none = { labels: {}, annotations: {}, creationTimestamp: null, file: '', index: -1 };
  return { id, apiVersion, kind, namespace, name, body, ...none };
}
