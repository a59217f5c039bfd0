import { isObject, type Json, type JsonObject } from '../../../core/model/json.ts';
import { inBlock } from '../address.ts';
import { at, map, maps, text, texts } from '../json.ts';
import type { Connection, End, NetworkPod } from './cluster.ts';
import { selects } from './labels.ts';
import type { Direction } from './namespaced.ts';

export type Tier = 'Admin' | 'Baseline';

/**
 * What a tier says: it goes, it does not, or (null) the next tier decides. `any`: "two policies with the same priority could
 * both match: the implementation can apply any of them", and they differ.
 */
export function tierSays(
  policies: readonly JsonObject[],
  tier: Tier,
  connection: Connection,
  direction: Direction,
  subject: NetworkPod,
): boolean | 'any' | null {
  const selecting = policies.filter(
    (policy) => tierOf(policy) === tier && isSubject(map(at(policy, 'spec', 'subject')), subject),
  );
  // "Inside a tier lower `priority` number first."
  const priorities = [...new Set(selecting.map(priorityOf))].sort((a, b) => a - b);
  for (const priority of priorities) {
    const actions = selecting
      .filter((policy) => priorityOf(policy) === priority)
      .map((policy) => firstAction(policy, connection, direction))
      .filter((action) => action !== null);
    if (new Set(actions).size > 1) return 'any';
    const [action] = actions;
    if (action !== undefined) return action === 'Pass' ? null : action !== 'Deny';
  }
  return null;
}

function priorityOf(policy: JsonObject): number {
  return Number(at(policy, 'spec', 'priority') ?? 0);
}

/** "Rules top-down": the action of the first that matches. */
function firstAction(policy: JsonObject, connection: Connection, direction: Direction): string | null {
  const other = direction === 'ingress' ? connection.from : connection.to;
  const rule = maps(at(policy, 'spec', direction)).find(
    (each) =>
      maps(each[direction === 'ingress' ? 'from' : 'to']).some((peer) => isPeer(peer, other)) &&
      (maps(each['ports']).length === 0 || maps(each['ports']).some((port) => olderPort(port, connection))) &&
      (maps(each['protocols']).length === 0 || maps(each['protocols']).some((port) => newerPort(port, connection))),
  );
  return rule === undefined ? null : text(rule['action']);
}

function tierOf(policy: JsonObject): Tier | null {
  if (policy['kind'] === 'AdminNetworkPolicy') return 'Admin';
  if (policy['kind'] === 'BaselineAdminNetworkPolicy') return 'Baseline';
  const tier = at(policy, 'spec', 'tier');
  return tier === 'Admin' || tier === 'Baseline' ? tier : null;
}

/** "`namespaces` is used to select pods via namespace selectors", "`pods` … via namespace AND pod selectors". */
function isSubject({ namespaces, pods }: JsonObject, pod: NetworkPod): boolean {
  if (isObject(namespaces)) return selects(namespaces, pod.namespaceLabels);
  return (
    isObject(pods) &&
    selects(map(pods['namespaceSelector']), pod.namespaceLabels) &&
    selects(map(pods['podSelector']), pod.labels)
  );
}

/** "`networks`: cluster-internal traffic will be checked against the rule as well." */
function isPeer(peer: JsonObject, { pod, ip }: End): boolean {
  if (texts(peer['networks']).some((block) => inBlock(block, ip))) return true;
  return pod !== null && isSubject(peer, pod);
}

/** v1alpha1: `portNumber`, `namedPort`, `portRange`. "If not specified, this field defaults to TCP." */
function olderPort({ portNumber, namedPort, portRange }: JsonObject, connection: Connection): boolean {
  const same = (json: Json | undefined): boolean => (text(at(json, 'protocol')) || 'TCP') === connection.protocol;
  if (isObject(portNumber)) return same(portNumber) && portNumber['port'] === connection.port;
  if (isObject(portRange)) return same(portRange) && isWithin(portRange, connection.port);
  return isNamed(text(namedPort), connection);
}

/** v1alpha2: `tcp`, `udp`, `sctp`, `destinationNamedPort`. */
function newerPort(protocol: JsonObject, connection: Connection): boolean {
  const { destinationNamedPort } = protocol;
  const other = protocol[connection.protocol === 'TCP' ? 'udp' : 'tcp'];
  if (isObject(other)) return false;
  const same = protocol[connection.protocol === 'TCP' ? 'tcp' : 'udp'];
  if (isObject(same)) {
    const port = map(same['destinationPort']);
    return isObject(port['range']) ? isWithin(port['range'], connection.port) : port['number'] === connection.port;
  }
  return isNamed(text(destinationNamedPort), connection);
}

function isWithin({ start, end }: JsonObject, port: number): boolean {
  return Number(start) <= port && port <= Number(end);
}

/** "Selects a destination port on a pod based on the ContainerPort name": of any protocol, so of the connection's. */
function isNamed(wanted: string, { port, to, ...connection }: Connection): boolean {
  return (to.pod?.ports ?? []).some(
    ({ name, number, protocol }) =>
      name !== '' && name === wanted && number === port && protocol === connection.protocol,
  );
}
