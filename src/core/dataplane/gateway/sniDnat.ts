import type { Workload } from '../../cluster/types.ts';
import { type OutboundCluster, outboundCluster } from '../../controlplane/clusters.ts';
import type { GatewayServer } from '../../controlplane/gateway/servers.ts';
import { covers } from '../../controlplane/hostPatterns.ts';
import { serviceFor } from '../../controlplane/registry.ts';
import { transportTo } from '../../controlplane/transport.ts';
import type { World } from '../../controlplane/world.ts';
import type { LogLine, Wire } from '../../model/trace.ts';
import { protocolsIn } from '../../model/wire.ts';
import type { Doors } from '../doors.ts';
import type { ServerCheck } from '../handshake.ts';
import { type InboundResult, stopped } from '../inboundResult.ts';
import { type Journey, record } from '../journey.ts';
import { proxyLine } from '../proxyLog.ts';
import { landOnPod } from '../upstream.ts';
import { onward } from './onward.ts';

/** What sidecars announce under Istio mTLS. */
const istioAlpns: readonly string[] = ['istio-peer-exchange', 'istio', 'istio-http/1.0', 'istio-http/1.1', 'istio-h2'];

/**
 * The cluster that a server name spells, for AUTO_PASSTHROUGH: "a chain for each port and subset of each service of the mesh
 * among the server's hosts, for the protocols of Istio mTLS" (7.3); null: there is no such chain.
 */
export function dnatCluster(
  world: World,
  gateway: Workload,
  server: GatewayServer,
  wire: Wire,
  sni: string,
): OutboundCluster | null {
  const [, number, subset = '', host = ''] = /^outbound_\.(\d+)_\.(.*?)_\.(.+)$/.exec(sni) ?? [];
  if (!protocolsIn(wire).some((each) => istioAlpns.includes(each))) return null;
  const service = serviceFor(world, gateway, host);
  const port = service?.ports.find((each) => each.port === Number(number) && each.protocol !== 'UDP');
  if (!service || !port || service.entry?.external) return null;
  const offered = server.hosts.map((each) => each.split('/').at(-1) ?? each);
  if (!offered.some((pattern) => covers(pattern, service.hostname))) return null;
  return outboundCluster(world, gateway, service, port, subset === '' ? null : subset);
}

/** Passes the connection on as it is: "no authz, only mTLS endpoints" (7.3). */
export function forwardTls(
  journey: Journey,
  world: World,
  gateway: Workload,
  cluster: OutboundCluster,
  accepts: ServerCheck | null,
  doors: Doors,
): InboundResult {
  const name = cluster.sni;
  const write = (fields: Partial<LogLine>): void => {
    journey.logs.push(proxyLine(gateway, 'gateway', null, { log: 'tcp', ...fields }));
  };
  const endpoint = cluster.endpoints.find((each) => transportTo(world, gateway, cluster, each).mode === 'mtls');
  if (!endpoint) {
    record(journey, { kind: 'cluster', cluster: name, endpoint: null, address: null }, 'denied');
    write({ flags: ['UH'], cluster: name });
    return stopped({ kind: 'closed' }, 'noEndpoints', null);
  }
  const address = `${endpoint.ip}:${endpoint.port}`;
  record(journey, { kind: 'cluster', cluster: name, endpoint: endpoint.workload, address }, 'passed');
  record(journey, { kind: 'transport', mode: 'plaintext', by: 'none' }, 'passed');
  const proxy = {
    client: gateway,
    side: 'gateway',
    layer: 'TCP',
    cluster: name,
    route: null,
    chain: null,
    retries: null,
  } as const;
  const upstream = { landing: landOnPod(world, endpoint.ip, endpoint.port), wire: journey.packet.wire, accepts, proxy };
  return onward(journey, world, { kind: 'upstream', upstream }, null, write, doors);
}
