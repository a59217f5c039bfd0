import { resolveName } from '../cluster/dns.ts';
import type { Endpoint, ServicePort, Workload } from '../cluster/types.ts';
import { ingressWaypoint } from '../controlplane/ambient/ingressWaypoint.ts';
import { clusterNameAt } from '../controlplane/ambient/waypointClusters.ts';
import { type OutboundCluster, outboundCluster } from '../controlplane/clusters.ts';
import type { ClusterEndpoint } from '../controlplane/entryEndpoints.ts';
import { mayBeHidden } from '../controlplane/entryVisibility.ts';
import type { MeshService } from '../controlplane/serviceEntry.ts';
import { backendPolicy } from '../controlplane/unmodelled/gatewayApi.ts';
import { acrossNetworks } from '../controlplane/networks.ts';
import type { HttpRoute } from '../controlplane/virtualService.ts';
import type { World } from '../controlplane/world.ts';
import type { DenyCause, LogLine } from '../model/trace.ts';
import { toWaypoint } from './ambient/toWaypoint.ts';
import { ruleChecks } from './explain/destinationRule.ts';
import { type Journey, record } from './journey.ts';
import { policySetting } from './network/network.ts';
import { limited, limitEntry, limitNetworks, type OutboundResult } from './outboundResult.ts';
import { proxyLookup } from './proxyLookup.ts';
import { retriesOf } from './retries.ts';
import type { ProxyView, Upstream } from './upstream.ts';
import { isLoopback } from './withinPod.ts';
import { waitingBehind, waitingCheck, waitingSetting } from './waiting.ts';
import { upstreamOf } from './wrap.ts';
import { serverNameIn } from '../model/wire.ts';

/** The cluster that a route or a TCP listener names. */
export interface ClusterTarget {
  readonly side: ProxyView['side'];
  /** The address that was dialled, for ORIGINAL_DST clusters; null at gateways, which have none. */
  readonly dialled: string | null;
  readonly service: MeshService;
  readonly port: ServicePort;
  readonly layer: 'HTTP' | 'TCP';
  readonly subset: string | null;
  /** The route's name in the access log. */
  readonly route: string | null;
  /** Envoy's name of it, where a route names it. */
  readonly cluster?: string;
  /** What its VirtualService says of retries. */
  readonly retries?: HttpRoute['retries'];
}

/** One service's cluster, by EDS or the dialled address, and how it is wrapped. */
export function toCluster(journey: Journey, world: World, client: Workload, target: ClusterTarget): OutboundResult {
  const { side, service, port, layer, subset, route } = target;
  const cluster = outboundCluster(world, client, service, port, subset);
  const words = { host: service.hostname, port: port.port, subset, layer } as const;
  const name = target.cluster ?? clusterNameAt(world, client, service, words);
  const unasked = cluster && proxyLookup(world, client, service);
  const stop = (cause: DenyCause, body: string, flags: readonly string[], details: string): OutboundResult => {
    const waiting = cause === 'noEndpoints' ? waitingBehind(world, service) : [];
    const checks = [...(unasked?.checks ?? []), ...waiting.map((workload) => waitingCheck(world, workload))];
    record(journey, { kind: 'cluster', cluster: name, endpoint: null, address: null }, 'denied', checks);
    const determining = unasked ? policySetting(unasked.policy, unasked.direction) : waitingSetting(world, waiting[0]);
    const log: Partial<LogLine> =
      layer === 'HTTP'
        ? {
            status: 503,
            flags,
            details,
            cluster: flags.includes('NC') ? null : name,
            route,
          }
        : { log: 'tcp', flags, cluster: flags.includes('NC') ? null : name };
    return { kind: 'stop', stop: { cause, status: layer === 'HTTP' ? 503 : null, body, log, determining } };
  };
  // "Route names a missing cluster: 503 NC cluster_not_found, empty body."
  if (cluster === null) return stop('clusterMissing', '', ['NC'], 'cluster_not_found');
  const open = { kind: 'cluster', cluster: name, endpoint: null, address: null } as const;
  if (mayBeHidden(world, client, service)) return limitEntry(journey, open, service);
  const policy = backendPolicy(world, service);
  if (policy) return limited(journey, open, policy);
  if (unasked?.verdict === 'unknown') return limited(journey, open, unasked.policy);
  const retries = retriesOf(world, target.retries);
  const proxy: ProxyView = { client, side, layer, cluster: name, route, chain: null, retries };
  const lead = <To extends Endpoint>(to: To | undefined, onward: (to: To) => Upstream): OutboundResult => {
    // "No endpoints: 503 UH no_healthy_upstream."
    if (!to) return stop('noEndpoints', 'no healthy upstream', ['UH'], 'no_healthy_upstream');
    const detail = { ...open, endpoint: to.workload, address: `${to.ip}:${to.port}` };
    const server = to.workload === null ? undefined : world.cluster.workloads.get(to.workload);
    if (server && acrossNetworks(world, client, server)) return limitNetworks(journey, detail, server);
    record(journey, detail, 'passed', ruleChecks(cluster));
    return { kind: 'upstream', upstream: onward(to) };
  };
  const waypoint = ingressWaypoint(world, client, service);
  if (waypoint) {
    const address = { ip: waypoint.clusterIp, port: port.port };
    return lead(waypoint.endpoint, (to) => toWaypoint(journey, world, to, address, proxy));
  }
  const endpoint = unasked ? undefined : endpointFor(journey, world, cluster, target);
  return lead(endpoint, (to) => upstreamOf(journey, world, client, cluster, to, proxy));
}

/** The address a cluster's discovery leads to; undefined: none. */
function endpointFor(
  journey: Journey,
  world: World,
  cluster: OutboundCluster,
  { side, dialled }: ClusterTarget,
): ClusterEndpoint | undefined {
  const { endpoints, service, port } = cluster;
  const target = typeof port.targetPort === 'number' ? port.targetPort : port.port;
  switch (cluster.discovery) {
    case 'EDS':
      return endpoints[0];
    case 'ORIGINAL_DST': {
      // "ORIGINAL_DST needs a restored address": a gateway has none, nor has a socket of the proxy's own.
      if (side === 'gateway' || (dialled !== null && isLoopback(dialled))) return undefined;
      const known = endpoints.find((each) => each.ip === dialled);
      // "NONE connects to the dialled IP; targetPort overrides the port" (5.3, 5.8).
      if (service.entry && dialled !== null) return { workload: null, ip: dialled, port: target, tlsMode: 'disabled' };
      if (known) return { ...known, port: journey.packet.destination.port };
      if (dialled === null || side !== 'outbound') return endpoints[0];
      // Whatever service the route names, the connection goes on to where it was dialled.
      return { workload: null, ip: dialled, port: journey.packet.destination.port, tlsMode: 'disabled' };
    }
    case 'DYNAMIC_DNS': {
      // "Dynamic forward proxy": the name in the request is looked up by the proxy.
      const { wire, http } = journey.packet;
      const authority = wire.kind === 'plaintext' ? (http?.authority ?? '') : `${serverNameIn(wire)}:${target}`;
      const name = authority.replace(/:\d+$/, '');
      // A Host without port means 80.
      const named = Number(/:(\d+)$/.exec(authority)?.[1] ?? 80);
      const answer = resolveName(world.cluster, name, 'default');
      const ip = answer.kind === 'external' || answer.kind === 'address' ? answer.ip : null;
      return ip === null ? undefined : { workload: null, ip, port: named, tlsMode: 'disabled' };
    }
  }
}
