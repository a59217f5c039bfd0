import { objectAt, numberAt, textAt, valueAt } from '../../cluster/fields.ts';
import { matchesSelector } from '../../cluster/selectors.ts';
import type { Workload } from '../../cluster/types.ts';
import { addressIn } from '../../controlplane/authorization/cidr.ts';
import type { World } from '../../controlplane/world.ts';
import { isList, type Json, type JsonObject } from '../../model/json.ts';

/** What policies ask about a pod. */
export type Pod = Pick<Workload, 'namespace' | 'name' | 'labels' | 'hostNetwork' | 'containerPorts'>;

/** A connection as the network sees it: pod addresses and pod ports, whatever wraps the bytes. */
export interface Connection {
  /** The pod whose policies are asked. */
  readonly pod: Pod;
  /** The other end; undefined: no pod. */
  readonly peer: Pod | undefined;
  readonly peerIp: string;
  /** Where it goes; undefined: out of the cluster. */
  readonly destination: Pod | undefined;
  /** Questions to DNS are UDP; all else is TCP. */
  readonly protocol: 'TCP' | 'UDP';
  readonly port: number;
}

/** `maybe`: Kubernetes leaves it to the implementation. */
export type Match = 'yes' | 'no' | 'maybe';

/** All parts must hold; one `no` is enough to know. */
export function all(parts: readonly Match[]): Match {
  if (parts.includes('no')) return 'no';
  return parts.includes('maybe') ? 'maybe' : 'yes';
}

/** One alternative that holds is enough. */
export function any(parts: readonly Match[]): Match {
  if (parts.includes('yes')) return 'yes';
  return parts.includes('maybe') ? 'maybe' : 'no';
}

/** "Namespace by name: label kubernetes.io/metadata.name" (10.7). */
export function namespaceMatches(world: World, selector: JsonObject, namespace: string): boolean {
  const labels = world.cluster.namespaces.get(namespace)?.labels ?? {};
  return matchesSelector(selector, { 'kubernetes.io/metadata.name': namespace, ...labels });
}

/** Whether the other end is a pod that both selectors choose. "Pod selectors never match external IPs" (10.7). */
export function podMatches(peer: Pod | undefined, namespaces: (namespace: string) => boolean, pods: JsonObject): Match {
  if (peer === undefined) return 'no';
  // "hostNetwork pods are out of the model" (10.1): they show their node's address.
  if (peer.hostNetwork) return 'maybe';
  return namespaces(peer.namespace) && matchesSelector(pods, peer.labels) ? 'yes' : 'no';
}

/** "Meant for external IPs; against pod IPs implementations differ" (10.8). */
export function rangeMatches({ peer, peerIp }: Connection, cidr: string, except: readonly string[]): Match {
  if (!addressIn(peerIp, cidr) || except.some((range) => addressIn(peerIp, range))) return 'no';
  return peer === undefined ? 'yes' : 'maybe';
}

/** A port by number or range, or by the name of the destination's container port (10.9). */
export function portMatches(
  { destination, protocol, port }: Connection,
  wanted: Json | undefined,
  last: number | null,
): Match {
  if (wanted === undefined || wanted === null) return 'yes';
  if (typeof wanted === 'number') return port >= wanted && port <= (last ?? wanted) ? 'yes' : 'no';
  const named = destination?.containerPorts.find((each) => each.name === wanted && each.protocol === protocol);
  return named?.port === port ? 'yes' : 'no';
}

/** `subject` of the cluster-wide kinds: namespaces, or pods of namespaces. */
export function isSubject(world: World, subject: JsonObject, pod: Pod): boolean {
  if ('namespaces' in subject) return namespaceMatches(world, objectAt(subject, 'namespaces'), pod.namespace);
  const pods = objectAt(subject, 'pods');
  return (
    'pods' in subject &&
    namespaceMatches(world, objectAt(pods, 'namespaceSelector'), pod.namespace) &&
    matchesSelector(objectAt(pods, 'podSelector'), pod.labels)
  );
}

export function texts(json: Json | undefined): readonly string[] {
  return json !== undefined && isList(json) ? json.filter((item) => typeof item === 'string') : [];
}

/** A port entry of the cluster-wide kinds, of either version; one of another protocol never matches. */
export function adminPortMatches(connection: Connection, entry: JsonObject): Match {
  const named = textAt(entry, 'namedPort') ?? textAt(entry, 'destinationNamedPort');
  if (named !== null) return portMatches(connection, named, null);
  const single = objectAt(entry, 'portNumber');
  const range = objectAt(entry, 'portRange');
  if ('portNumber' in entry)
    return isOf(connection, single) ? portMatches(connection, valueAt(single, ['port']), null) : 'no';
  if ('portRange' in entry)
    return isOf(connection, range) ? portMatches(connection, valueAt(range, ['start']), numberAt(range, 'end')) : 'no';
  const protocol = connection.protocol === 'TCP' ? 'tcp' : 'udp';
  if (!(protocol in entry)) return 'no';
  const port = objectAt(entry, protocol, 'destinationPort');
  const span = objectAt(port, 'range');
  return 'range' in port
    ? portMatches(connection, valueAt(span, ['start']), numberAt(span, 'end'))
    : portMatches(connection, valueAt(port, ['number']), null);
}

function isOf({ protocol }: Connection, entry: JsonObject): boolean {
  return (textAt(entry, 'protocol') ?? 'TCP') === protocol;
}
