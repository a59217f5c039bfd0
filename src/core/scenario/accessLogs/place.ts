import type { Workload } from '../../cluster/types.ts';
import { identityOf } from '../../controlplane/certificates.ts';
import { serviceFor } from '../../controlplane/registry.ts';
import type { World } from '../../controlplane/world.ts';
import type { LoggedEntry, LoggedPod, UnplacedReason } from '../../model/accessLog.ts';
import type { ApplicationTls, Caller, Payload, Target } from '../../model/request.ts';
import type { AddressBook } from './book.ts';
import {
  clusterName,
  type ClusterName,
  dialServer,
  hostAndPort,
  meshServerName,
  payloadOf,
  serviceNamed,
  shortHost,
} from './dial.ts';
import { placeAtGateway } from './placeAtGateway.ts';
import { asRequest, type Placed, type ProxyEntry, unplaced } from './placed.ts';
import type { Meant } from './pods.ts';

type FlowEntry = Extract<LoggedEntry, { kind: 'flow' }>;

/** What is known of a mesh and of a log as a whole. */
export interface Knowledge {
  readonly world: World;
  readonly book: AddressBook;
  /** Null: neither the line nor anybody else says who wrote it. */
  readonly writerOf: (entry: ProxyEntry) => Meant | null;
  readonly podAt: (pod: LoggedPod) => Meant;
}

/** "Ports 15020, 15021 and 15090 are not intercepted at all"; 15000 and up are the proxy's. */
const agentPorts: ReadonlySet<number> = new Set([15000, 15001, 15004, 15006, 15020, 15021, 15053, 15090]);

/** The request that a line tells of, as its caller sent it. What a line does not say is not made up. */
export function place(known: Knowledge, entry: LoggedEntry): Placed {
  if (entry.kind === 'flow') return placeFlow(known, entry);
  const writer = known.writerOf(entry);
  if (writer === 'several') return unplaced('several', entry.writer?.name ?? '');
  const cluster = clusterName(entry.cluster);
  if (cluster?.side === 'inbound' || isInboundEnd(entry))
    return placeInbound(known, entry, cluster, isWorkload(writer) ? writer : null);
  // A pod that is not of this mesh wrote it, whatever address it has.
  if (writer === 'none') return unplaced('writerUnknown', entry.writer?.name ?? '');
  const client = isWorkload(writer) ? writer : byAddress(known, entry);
  if (client === undefined) return unplaced('writerUnknown', entry.writer?.name ?? entry.downstreamRemote ?? '');
  if (client.proxy === 'gateway' || client.proxy === 'waypoint') return placeAtGateway(known.world, entry, client);
  return placeOutbound(known, entry, cluster, client);
}

function isWorkload(meant: Meant | null): meant is Workload {
  return meant !== null && typeof meant !== 'string';
}

/** A refused connection has no cluster; that a sidecar called it shows that it came in. */
function isInboundEnd({ cluster, serverName, upstreamHost }: ProxyEntry): boolean {
  return cluster === null && upstreamHost === null && meshServerName(serverName) !== null;
}

/** An outgoing line that nobody signed: its program connected from the pod itself. */
function byAddress({ book }: Knowledge, { downstreamRemote, upstreamLocal }: ProxyEntry): Workload | undefined {
  return (
    (downstreamRemote === null ? undefined : book(downstreamRemote)) ??
    (upstreamLocal === null ? undefined : book(upstreamLocal))
  );
}

function placeInbound(
  known: Knowledge,
  entry: ProxyEntry,
  cluster: ClusterName | null,
  writer: Workload | null,
): Placed {
  const { world, book } = known;
  const { http, downstreamLocal, upstreamHost, serverName } = entry;
  const mesh = meshServerName(serverName);
  const called = mesh?.host ?? (http?.authority == null ? null : hostAndPort(http.authority).host);
  const server =
    writer ?? (downstreamLocal && book(downstreamLocal.ip)) ?? (upstreamHost && book(upstreamHost.ip)) ?? null;
  const namespace = server?.namespace ?? 'default';
  const service = called === null ? undefined : serviceNamed(world, called, namespace);
  const podPort = cluster?.port ?? downstreamLocal?.port ?? null;
  if (podPort !== null && agentPorts.has(podPort)) return unplaced('agentPort', String(podPort));
  const behind = server ?? (service === undefined ? null : onlyBehind(world, service.hostname, podPort));
  if (behind === 'several') return unplaced('several', called ?? '');
  if (behind === null || podPort === null) return unplaced('serverUnknown', called ?? downstreamLocal?.ip ?? '');
  // At a gateway nothing is inbound; a waypoint is on the way.
  if (behind.proxy === 'gateway' || behind.proxy === 'waypoint') return unplaced('onTheWay', behind.name);
  const caller = callerOf(known, entry);
  if (typeof caller === 'string') return unplaced(caller, entry.peer ?? entry.downstreamRemote ?? '');
  if (caller.id === behind.id) return unplaced('withinPod', caller.id);
  const target = dialServer(world, behind, podPort, service, mesh?.port ?? null);
  return asRequest(workload(caller), target, payloadOf(http, target, behind.ip), null);
}

/** The one workload behind a service, at a port of its pods. */
function onlyBehind({ cluster }: World, hostname: string, podPort: number | null): Workload | 'several' | null {
  const ports = cluster.services.get(hostname)?.ports ?? [];
  const ids = new Set(
    ports.flatMap((port) =>
      cluster
        .endpoints(hostname, port)
        .flatMap((each) => (podPort === null || each.port === podPort ? (each.workload ?? []) : [])),
    ),
  );
  const [first] = ids;
  if (first === undefined) return null;
  return ids.size > 1 ? 'several' : (cluster.workloads.get(first) ?? null);
}

/** By the verified identity where one workload alone has it, else by the address that it came from. */
function callerOf({ world, book }: Knowledge, { peer, downstreamRemote }: ProxyEntry): Workload | UnplacedReason {
  const byIp = downstreamRemote === null ? undefined : book(downstreamRemote);
  if (peer === null) return byIp ?? 'callerUnknown';
  const owners = [...world.cluster.workloads.values()].filter((each) => identityOf(world, each) === peer);
  const [first, second] = owners;
  if (first !== undefined && second === undefined) return first;
  if (byIp !== undefined && owners.includes(byIp)) return byIp;
  return first === undefined ? 'callerUnknown' : 'several';
}

function placeOutbound(
  { world, book }: Knowledge,
  entry: ProxyEntry,
  cluster: ClusterName | null,
  client: Workload,
): Placed {
  const { http, serverName, downstreamLocal, upstreamHost } = entry;
  // Bytes that a route sent through a gateway: whom they were for, the line does not say.
  if (http === null && serverName === null && isGateway(world, cluster))
    return unplaced('onTheWay', cluster?.host ?? '');
  const address = downstreamLocal ?? upstreamHost;
  const said = http?.authority == null ? null : hostAndPort(http.authority);
  const port = downstreamLocal?.port ?? said?.port ?? cluster?.port ?? upstreamHost?.port ?? null;
  if (port === null) return unplaced('noHost', http?.authority ?? '');
  if (agentPorts.has(port)) return unplaced('agentPort', String(port));
  const pod = address === null ? undefined : book(address.ip);
  if (pod?.id === client.id) return unplaced('withinPod', client.id);
  const host = dialledHost(world, client, said?.host ?? null, cluster, entry);
  if (host === null) {
    if (pod === undefined) {
      if (address === null) return unplaced('noHost', '');
      return asRequest(
        workload(client),
        { kind: 'host', host: address.ip, port, via: null },
        payloadOf(http, { kind: 'host', host: address.ip, port, via: null }, null),
        null,
      );
    }
    const target: Target = { kind: 'workload', workload: pod.id, port };
    return asRequest(workload(client), target, payloadOf(http, target, pod.ip), null);
  }
  const target: Target = { kind: 'host', host, port, via: null };
  const tls = http === null ? tlsOf(world, client, cluster, serverName) : null;
  return asRequest(workload(client), target, tls === null ? payloadOf(http, target, null) : hidden, tls);
}

function isGateway({ cluster }: World, name: ClusterName | null): boolean {
  const ports = cluster.services.get(name?.host ?? '')?.ports ?? [];
  return ports.some((port) =>
    cluster
      .endpoints(name?.host ?? '', port)
      .some(({ workload: id }) => id !== null && cluster.workloads.get(id)?.proxy === 'gateway'),
  );
}

/** TLS that the program speaks by itself, where its server name or the port that it goes to shows it. */
function tlsOf(
  world: World,
  client: Workload,
  cluster: ClusterName | null,
  said: string | null,
): ApplicationTls | null {
  if (said !== null && meshServerName(said) === null) return { sni: said, alpn: [] };
  const service = cluster === null ? null : serviceFor(world, client, cluster.host);
  const port = service?.ports.find((each) => each.port === cluster?.port);
  return port?.application === 'tls' || port?.application === 'https' ? { sni: null, alpn: [] } : null;
}

/** What TLS of the application's own hides. */
const hidden: Payload = { kind: 'http', method: 'GET', path: '/', host: null, headers: [], version: '1.1' };

/** The name that a program dialled: what it wrote into the Host header, else the service that its proxy chose, else its server name. */
function dialledHost(
  world: World,
  { namespace }: Workload,
  said: string | null,
  cluster: ClusterName | null,
  { serverName }: ProxyEntry,
): string | null {
  const named = said === null ? undefined : serviceNamed(world, said, namespace);
  if (named !== undefined) return shortHost(named);
  if (cluster !== null) {
    const service = world.cluster.services.get(cluster.host);
    // Routed by its Host header to where something else stands: an egress gateway.
    if (service !== undefined && (said === null || !said.includes('.'))) return shortHost(service);
    if (service === undefined && said === null) return cluster.host;
  }
  if (said !== null && !/^[\d.:[\]]+$/.test(said)) return said;
  if (cluster !== null) return cluster.host;
  return serverName !== null && meshServerName(serverName) === null ? serverName : null;
}

function placeFlow({ world, book, podAt }: Knowledge, { from, to, port, http, name }: FlowEntry): Placed {
  if (port === 15008) return unplaced('tunnel', '');
  if (agentPorts.has(port)) return unplaced('agentPort', String(port));
  const client = from.pod === null ? (from.ip === null ? 'none' : (book(from.ip) ?? 'none')) : podAt(from.pod);
  if (client === 'several') return unplaced('several', from.pod?.name ?? '');
  if (client === 'none') {
    if (from.reserved !== null) return unplaced('callerOutside', from.reserved);
    return unplaced('callerUnknown', from.pod?.name ?? from.ip ?? '');
  }
  if (client.proxy === 'gateway' || client.proxy === 'waypoint') return unplaced('onTheWay', client.name);
  const server = to.pod === null ? (to.ip === null ? 'none' : (book(to.ip) ?? 'none')) : podAt(to.pod);
  if (server === 'several') return unplaced('several', to.pod?.name ?? '');
  const said = http?.authority == null ? null : hostAndPort(http.authority).host;
  if (server === 'none') {
    if (to.pod !== null) return unplaced('serverUnknown', to.pod.name);
    const host = said ?? name ?? to.ip;
    if (host === null) return unplaced('noHost', '');
    const target: Target = { kind: 'host', host: host.replace(/\.$/, ''), port, via: null };
    return asRequest(workload(client), target, payloadOf(http, target, null), null);
  }
  if (server.id === client.id) return unplaced('withinPod', client.id);
  const service = said === null ? undefined : serviceNamed(world, said, client.namespace);
  const target = dialServer(world, server, port, service, null);
  return asRequest(workload(client), target, payloadOf(http, target, server.ip), null);
}

function workload({ id }: Workload): Caller {
  return { kind: 'workload', workload: id };
}
