import type { Service, ServicePort, Workload } from '../cluster/types.ts';
import { type OutboundCluster, outboundCluster } from '../controlplane/clusters.ts';
import type { World } from '../controlplane/world.ts';
import type { Check, DenyCause, LogLine } from '../model/trace.ts';
import { type Journey, record } from './journey.ts';
import type { OutboundResult } from './outboundResult.ts';
import type { ProxyView } from './upstream.ts';
import { upstreamOf } from './wrap.ts';

const any = { kind: 'any' } as const;

/** The cluster that a route or a TCP listener names. */
export interface ClusterTarget {
  readonly side: ProxyView['side'];
  /** The address that was dialled, for ORIGINAL_DST clusters; null at gateways, which have none. */
  readonly dialled: string | null;
  readonly service: Service;
  readonly port: ServicePort;
  readonly layer: 'HTTP' | 'TCP';
  readonly subset: string | null;
  /** The route's name in the access log. */
  readonly route: string | null;
}

/** One service's cluster, by EDS or the dialled address, and how it is wrapped. */
export function toCluster(journey: Journey, world: World, client: Workload, target: ClusterTarget): OutboundResult {
  const { side, dialled, service, port, layer, subset, route } = target;
  const cluster = outboundCluster(world, client, service, port, subset);
  const name = `outbound|${port.port}|${subset ?? ''}|${service.hostname}`;
  const stop = (cause: DenyCause, body: string, flags: readonly string[], details: string): OutboundResult => {
    record(journey, { kind: 'cluster', cluster: name, endpoint: null, address: null }, 'denied');
    const log: Partial<LogLine> =
      layer === 'HTTP'
        ? {
            status: 503,
            flags,
            details,
            cluster: flags.includes('NC') ? null : name,
            route: flags.includes('NC') ? null : route,
          }
        : { log: 'tcp', flags, cluster: name };
    return { kind: 'stop', stop: { cause, status: layer === 'HTTP' ? 503 : null, body, log } };
  };
  // "Route names a missing cluster: 503 NC cluster_not_found, empty body."
  if (cluster === null) return stop('clusterMissing', '', ['NC'], 'cluster_not_found');
  const endpoint =
    cluster.discovery === 'ORIGINAL_DST'
      ? (cluster.endpoints.find((each) => each.ip === dialled) ?? cluster.endpoints[0])
      : cluster.endpoints[0];
  // "No endpoints: 503 UH no_healthy_upstream."
  if (!endpoint) return stop('noEndpoints', 'no healthy upstream', ['UH'], 'no_healthy_upstream');
  const address = `${endpoint.ip}:${endpoint.port}`;
  const detail = { kind: 'cluster', cluster: cluster.name, endpoint: endpoint.workload, address } as const;
  record(journey, detail, 'passed', ruleChecks(cluster));
  const proxy: ProxyView = { client, side, layer, cluster: cluster.name, route, chain: null, retries: true };
  return { kind: 'upstream', upstream: upstreamOf(journey, world, client, cluster, endpoint, proxy) };
}

/** The DestinationRules that were looked at for a cluster. */
function ruleChecks(cluster: OutboundCluster): readonly Check[] {
  return cluster.search.candidates.map((candidate) => ({
    kind: 'destinationRule',
    name: candidate.level,
    source: { resource: candidate.resource, path: ['spec', 'host'] },
    matched: candidate.fate === 'applies' || candidate.fate === 'merged',
    expected: any,
    actual: { kind: 'value', value: candidate.fate },
    children: [],
  }));
}
