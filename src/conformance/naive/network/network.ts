import type { Json, JsonObject } from '../../../core/model/json.ts';
import type { Request } from '../../../core/model/request.ts';
import { tierSays } from './clusterWide.ts';
import { type Connection, connectionOf, type NetworkPod, questionOf } from './cluster.ts';
import { type Direction, namespacedSays } from './namespaced.ts';

/** Whether the network lets a connection through; `unnamed`: the name is not even resolved; `depends`: what implements the policies decides. */
export type NetworkVerdict = 'passes' | 'dropped' | 'unnamed' | 'depends';

/** What the network policies make of a request's connection, straight from the rules; null: no opinion. */
export function networkVerdict(objects: readonly JsonObject[], request: Request): NetworkVerdict | null {
  const connection = connectionOf(objects, request);
  if (connection === null || !objects.some(isNetworkPolicy)) return null;
  const question = questionOf(connection, request);
  const asked = question === null ? 'passes' : bothEnds(objects, question);
  if (asked !== 'passes') return asked === 'dropped' ? 'unnamed' : asked;
  // "A pod cannot block access to itself", by way of its own Service either; policies of the cluster say nothing else.
  if (connection.from.pod !== null && connection.from.pod === connection.to.pod) return 'passes';
  return bothEnds(objects, connection);
}

/** "Connection allowed iff source egress allows **and** destination ingress allows": the source is asked first. */
function bothEnds(objects: readonly JsonObject[], connection: Connection): NetworkVerdict {
  const egress = oneEnd(objects, connection, 'egress');
  return egress === 'passes' ? oneEnd(objects, connection, 'ingress') : egress;
}

/** What decides at one end: "an external end never blocks". */
function oneEnd(objects: readonly JsonObject[], connection: Connection, direction: Direction): NetworkVerdict {
  const subject = direction === 'ingress' ? connection.to.pod : connection.from.pod;
  if (subject === null) return 'passes';
  // "Against pod IPs implementations differ": where the two readings of `ipBlock` differ, so do implementations.
  const readings = [true, false].map((blocksMeanPods) =>
    tiersSay(objects, connection, direction, subject, blocksMeanPods),
  );
  if (readings.includes('any') || readings[0] !== readings[1]) return 'depends';
  return readings[0] === true ? 'passes' : 'dropped';
}

/** "Tiers Admin → (namespaced NetworkPolicy) → Baseline"; "nothing → allow". */
function tiersSay(
  objects: readonly JsonObject[],
  connection: Connection,
  direction: Direction,
  subject: NetworkPod,
  blocksMeanPods: boolean,
): boolean | 'any' {
  const namespaced = objects.filter(({ kind }) => kind === 'NetworkPolicy');
  const clusterWide = objects.filter((object) => isNetworkPolicy(object) && !namespaced.includes(object));
  return (
    tierSays(clusterWide, 'Admin', connection, direction, subject) ??
    namespacedSays(namespaced, connection, direction, subject, blocksMeanPods) ??
    tierSays(clusterWide, 'Baseline', connection, direction, subject) ??
    true
  );
}

const kinds: readonly (Json | undefined)[] = [
  'NetworkPolicy',
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
  'ClusterNetworkPolicy',
];

function isNetworkPolicy({ kind }: JsonObject): boolean {
  return kinds.includes(kind);
}
