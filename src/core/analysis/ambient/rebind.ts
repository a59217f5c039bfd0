import { valueAt } from '../../cluster/fields.ts';
import { hasSelector } from '../../controlplane/selector.ts';
import type { World } from '../../controlplane/world.ts';
import type { CannotAdd } from '../../model/addition.ts';
import { isList, isObject, type Json, type JsonObject } from '../../model/json.ts';
import type { Connected } from './connect.ts';
import { actsOn, type PodPolicy } from './guarded.ts';
import type { Place } from './places.ts';
import { readRules } from './readRules.ts';
import { remainderOf } from './remainder.ts';
import { accountsOf, samePorts, toServicePorts } from './servicePorts.ts';

/** A policy as it has to stand in one namespace: who has it, and its rules as they read there. */
export interface Copy {
  readonly namespace: string;
  readonly to: { readonly targetRefs: readonly JsonObject[] } | { readonly selector: JsonObject | null };
  /** Undefined: it has none. */
  readonly rules: Json | undefined;
}

const gatewayApi = 'gateway.networking.k8s.io';
/** "targetRefs ≤ 16" (9.5). */
const mostTargets = 16;

/** Everything that a policy has to become, for waypoints to enforce it at these places and the other proxies as before. */
export function copiesOf(
  world: World,
  policy: PodPolicy,
  places: readonly Place[],
  { waypointOf }: Connected,
): { readonly copies: readonly Copy[] } | { readonly cannot: CannotAdd } {
  const { resource, spec } = policy;
  const home = resource.namespace;
  const written = valueAt(resource.body, ['spec', 'rules']);
  const own = places.filter((place) => isFor(world, policy, place));
  const remainder = remainderOf(world, policy);
  if ('cannot' in remainder) return remainder;
  const read = (namespace: string, place: Place | null): Json | null | undefined => {
    if (written === undefined || !isList(written)) return written;
    const port = place?.kind === 'service' ? toServicePorts(world, place.service) : samePorts;
    return readRules(written, { port, account: accountsOf(home, namespace) });
  };
  const rest = remainder.rest.map(({ namespace, labels }): Copy => {
    const kept = valueAt(resource.body, ['spec', 'selector']);
    const selector = labels === null ? (isObject(kept) ? kept : null) : { matchLabels: { ...labels } };
    return { namespace, to: { selector }, rules: read(namespace, null) ?? undefined };
  });
  const wide = hasSelector(spec) ? null : wideTarget(world, home, own, places, waypointOf);
  const unchanged = (place: Place): boolean => JSON.stringify(read(home, place)) === JSON.stringify(written);
  if (wide !== null && own.every(unchanged))
    return { copies: [{ namespace: home, to: { targetRefs: wide }, rules: written }, ...rest] };
  const byRules = new Map<string, { namespace: string; rules: Json | undefined; refs: JsonObject[] }>();
  for (const place of own) {
    const rules = read(place.namespace, place);
    if (rules === null)
      return { cannot: { code: 'mixedPort', name: place.kind === 'service' ? place.service.name : '' } };
    // Nothing that could come there is meant; "DENY and rules `[]`" is refused (9.2).
    if (rules !== undefined && isList(rules) && rules.length === 0 && !allows(resource.body)) continue;
    const key = JSON.stringify([place.namespace, rules]);
    const group = byRules.get(key) ?? { namespace: place.namespace, rules, refs: [] };
    byRules.set(key, group);
    group.refs.push(refTo(place, waypointOf));
  }
  const bound = [...byRules.values()].flatMap(({ namespace, rules, refs }) =>
    chunks(refs).map((targetRefs): Copy => ({ namespace, to: { targetRefs }, rules })),
  );
  return { copies: [...bound, ...rest] };
}

function isFor(world: World, policy: PodPolicy, place: Place): boolean {
  const pods =
    place.kind === 'pods'
      ? place.pods
      : [...world.cluster.workloads.values()].filter(
          (pod) => pod.running && world.cluster.servicesOf(pod.id).includes(place.service),
        );
  return pods.some((pod) => actsOn(world, policy, pod));
}

function refTo(place: Place, waypointOf: Connected['waypointOf']): JsonObject {
  return place.kind === 'service'
    ? { group: '', kind: 'Service', name: place.service.name }
    : { group: gatewayApi, kind: 'Gateway', name: waypointOf.get(place)?.name ?? '' };
}

/** One for the mesh is for all waypoints, one for a namespace for all that its waypoints take; null: they take more than that. */
function wideTarget(
  { mesh }: World,
  home: string,
  own: readonly Place[],
  places: readonly Place[],
  waypointOf: Connected['waypointOf'],
): readonly JsonObject[] | null {
  if (home === mesh.rootNamespace)
    return own.length === places.length ? [{ group: gatewayApi, kind: 'GatewayClass', name: 'istio-waypoint' }] : null;
  const used = [...new Set(own.flatMap((place) => waypointOf.get(place) ?? []))];
  const whole = used.every(
    (waypoint) =>
      waypoint.exclusive &&
      waypoint.namespace === home &&
      places.every((place) => waypointOf.get(place) !== waypoint || own.includes(place)),
  );
  return whole ? used.map(({ name }) => ({ group: gatewayApi, kind: 'Gateway', name })) : null;
}

function allows(body: JsonObject): boolean {
  const action = valueAt(body, ['spec', 'action']);
  return action === undefined || action === 'ALLOW';
}

function chunks(refs: readonly JsonObject[]): readonly (readonly JsonObject[])[] {
  const parts: JsonObject[][] = [];
  for (let start = 0; start < refs.length; start += mostTargets) parts.push(refs.slice(start, start + mostTargets));
  return parts;
}
