import type { Workload } from '../cluster/types.ts';
import type { ClientTls } from '../controlplane/destinationRule.ts';
import type { OutboundCluster } from '../controlplane/clusters.ts';
import type { ClusterEndpoint } from '../controlplane/entryEndpoints.ts';
import { identityOf } from '../controlplane/certificates.ts';
import { type Transport, transportTo } from '../controlplane/transport.ts';
import type { World } from '../controlplane/world.ts';
import type { Wire } from '../model/trace.ts';
import type { DirectWire } from '../model/tunnel.ts';
import { directWire } from '../model/wire.ts';
import { transportCheck } from './explain/transport.ts';
import type { ServerCheck } from './handshake.ts';
import { type Journey, record } from './journey.ts';
import { land, type ProxyView, type Upstream } from './upstream.ts';

/** Decides and records how the client's proxy wraps the connection to one endpoint. */
export function upstreamOf(
  journey: Journey,
  world: World,
  client: Workload,
  cluster: OutboundCluster,
  endpoint: ClusterEndpoint,
  proxy: ProxyView,
): Upstream {
  const transport = transportTo(world, client, cluster, endpoint);
  const wire = wireOf(journey, world, client, cluster, transport, proxy.layer, endpoint);
  journey.packet = { ...journey.packet, wire };
  if (proxy.layer === 'HTTP') journey.version = speaksHttp2(cluster, journey) ? '2' : '1.1';
  record(journey, { kind: 'transport', mode: transport.mode, by: transport.by }, 'passed', [transportCheck(transport)]);
  const landing = land(world, endpoint.ip, endpoint.port);
  return { landing, wire, accepts: acceptsOf(cluster, transport), proxy };
}

function wireOf(
  journey: Journey,
  world: World,
  client: Workload,
  cluster: OutboundCluster,
  transport: Transport,
  layer: 'HTTP' | 'TCP',
  { ip, port }: ClusterEndpoint,
): Wire {
  switch (transport.mode) {
    case 'plaintext':
      return journey.packet.wire;
    case 'hbone':
      return {
        kind: 'hbone',
        presents: identityOf(world, client),
        authority: { ip, port },
        service: null,
        inner: transport.tls ? originated(journey, transport.tls) : directWire(journey.packet.wire),
      };
    case 'mtls':
      return {
        kind: 'mtls',
        sni: transport.tls?.sni || cluster.sni,
        alpn: istioAlpn(layer, cluster, journey),
        presents: identityOf(world, client),
      };
    case 'tls':
      return originated(journey, transport.tls);
  }
}

/** "SNI is derived from the Host header unless set" (3.8). */
function originated({ packet }: Journey, tls: ClientTls): DirectWire {
  const sni = tls.sni || (packet.http?.authority.replace(/:\d+$/, '') ?? '');
  return { kind: 'tls', sni, alpn: [], by: 'proxy' };
}

/** "The ALPN filter sends istio-http/1.1|istio-h2|… so the server can pick HTTP vs TCP chains" (3.12). */
function istioAlpn(layer: 'HTTP' | 'TCP', cluster: OutboundCluster, journey: Journey): readonly string[] {
  if (layer === 'TCP') return ['istio-peer-exchange', 'istio'];
  return speaksHttp2(cluster, journey) ? ['istio-h2', 'istio', 'h2'] : ['istio-http/1.1', 'istio', 'http/1.1'];
}

/** A port declared HTTP/2 gets HTTP/2; one whose protocol is sniffed gets what the client speaks; any other HTTP/1.1. */
function speaksHttp2({ port }: OutboundCluster, journey: Journey): boolean {
  return ['http2', 'grpc'].includes(port.application) || (port.declared === 'AUTO' && journey.version === '2');
}

function acceptsOf(cluster: OutboundCluster, transport: Transport): ServerCheck | null {
  // What runs inside a tunnel is checked against the application, as without one.
  if (transport.mode === 'plaintext' || (transport.mode === 'hbone' && transport.tls === null)) return null;
  const named = transport.tls?.subjectAltNames ?? [];
  if (transport.mode === 'mtls') {
    // "DestinationRule.tls.subjectAltNames replaces the set (without alias expansion)" (1.9).
    return { identities: named.length > 0 ? named : cluster.serverIdentities, roots: 'mesh' };
  }
  const { insecureSkipVerify, caCertificates, credentialName } = transport.tls ?? {};
  // "insecureSkipVerify turns verification off; without caCertificates the OS roots verify" (3.8).
  if (insecureSkipVerify) return { identities: null, roots: 'unverified' };
  const meshRoot = caCertificates?.startsWith('/var/run/secrets/istio/') ?? false;
  const roots = meshRoot ? 'mesh' : caCertificates || credentialName ? 'given' : 'system';
  return { identities: named.length > 0 ? named : null, roots };
}
