import { valueAt } from '../../cluster/fields.ts';
import type { World } from '../../controlplane/world.ts';
import type { CannotAdd } from '../../model/addition.ts';
import type { Edit } from '../../model/lint.ts';
import type { Resource } from '../../model/resource.ts';
import { connect, type Waypoint } from './connect.ts';
import { type PodPolicy, together } from './guarded.ts';
import { type Place, placesOf } from './places.ts';
import { copiesOf } from './rebind.ts';
import { writeCopies } from './writeCopies.ts';

/** A policy of pods, bound to waypoints before them. */
export interface Bound {
  readonly edits: readonly Edit[];
  readonly places: readonly Place[];
  readonly along: readonly PodPolicy[];
}

/**
 * "The waypoint enforces targetRef policies; behind it ztunnel sees the waypoint's identity" (10.1, 10.5): so all policies that
 * act on the same pods go along. `shut`: the pods let in the waypoint and nobody else.
 */
export function bindToWaypoint(world: World, policy: PodPolicy, shut: boolean): Bound | { readonly cannot: CannotAdd } {
  const group = together(world, policy);
  const field = group.policies.map(({ resource }) => seenOtherwise(resource)).find((each) => each !== undefined);
  if (field !== undefined) return { cannot: { code: 'seenOtherwise', name: field } };
  const found = placesOf(world, group);
  if ('cannot' in found) return found;
  const { places } = found;
  const connected = connect(world, places, policy.resource.id);
  const freeName = namer(world);
  const bound: Edit[] = [];
  for (const each of group.policies) {
    const made = copiesOf(world, each, places, connected);
    if ('cannot' in made) return made;
    bound.push(...writeCopies(each.resource, made.copies, freeName));
  }
  const doors = shut
    ? [...connected.waypointOf].flatMap(([place, waypoint]) => door(place, waypoint, policy.resource, freeName))
    : [];
  // A policy that goes to another namespace is found under its old name until then.
  return { edits: [...connected.edits, ...doors, ...bound], places, along: group.policies.slice(1) };
}

const otherwise = ['ipBlocks', 'notIpBlocks', 'source.ip', 'destination.ip', 'connection.sni'] as const;

/** "`ipBlocks` never, `destination.ip` = VIP" at a waypoint (10.5), and a server name on ports for TLS alone. */
function seenOtherwise({ body }: Resource): string | undefined {
  const text = JSON.stringify(valueAt(body, ['spec', 'rules']) ?? null);
  return otherwise.find((field) => text.includes(`"${field}"`));
}

/** "To force passage add an L4 ALLOW for the waypoint's principal only" (10.5). */
function door(
  place: Place,
  { name, principal }: Waypoint,
  { id }: Resource,
  freeName: (name: string, namespace: string) => string,
): readonly Edit[] {
  const labels = place.kind === 'pods' ? { 'istio.io/use-waypoint': name } : place.service.selector;
  if (labels === null) return [];
  const { namespace } = place;
  const manifest = {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: {
      name: freeName(`${place.kind === 'pods' ? name : place.service.name}-by-waypoint`, namespace),
      namespace,
    },
    spec: {
      selector: { matchLabels: { ...labels } },
      rules: [{ from: [{ source: { principals: [principal] } }] }],
    },
  };
  return [{ op: 'add', beside: id, manifest }];
}

/** Names that no policy has, and none is given twice. */
function namer(world: World): (name: string, namespace: string) => string {
  const policies = [...world.authorizationPolicies.values(), ...world.requestAuthentications.values()].flat();
  const taken = new Set(policies.map(({ resource: { namespace, name } }) => `${namespace}/${name}`));
  return (wanted, namespace) => {
    let name = wanted;
    for (let count = 2; taken.has(`${namespace}/${name}`); count += 1) name = `${wanted}-${count}`;
    taken.add(`${namespace}/${name}`);
    return name;
  };
}
