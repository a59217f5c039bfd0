import type { Workload } from '../cluster/types.ts';
import { takesHbone } from './ambient/tunnels.ts';
import { isOwnService } from './ambient/waypointClusters.ts';
import type { AutoMtlsReason } from '../model/note.ts';
import type { SourceRef } from '../model/resource.ts';
import type { OutboundCluster } from './clusters.ts';
import { tlsModeOf } from './clientTls.ts';
import type { ClientTls } from './destinationRule.ts';
import type { ClusterEndpoint } from './entryEndpoints.ts';
import { namespacePeerMode, type PeerMode, workloadPeerMode } from './peerAuthentication.ts';
import type { World } from './world.ts';

/** How the client's proxy encrypts towards one endpoint. */
export type Transport =
  | {
      readonly mode: 'mtls';
      readonly by: 'autoMtls' | 'destinationRule';
      readonly reason: AutoMtlsReason | null;
      readonly tls: ClientTls | null;
      readonly source: SourceRef | null;
    }
  | {
      readonly mode: 'plaintext';
      readonly by: 'autoMtls' | 'destinationRule' | 'tunnel';
      readonly reason: AutoMtlsReason | null;
      readonly source: SourceRef | null;
      /** The mTLS mode by which automatic mTLS decided. */
      readonly peer?: PeerMode;
      /** The rule asks for TLS with a credential that this proxy does not take. */
      readonly credential?: boolean;
    }
  | { readonly mode: 'tls'; readonly by: 'destinationRule'; readonly tls: ClientTls; readonly source: SourceRef }
  /** Through the endpoint's ztunnel or sidecar on port 15008; `tls`: what a DestinationRule puts inside. */
  | {
      readonly mode: 'hbone';
      readonly by: 'tunnel';
      readonly tls: ClientTls | null;
      readonly source: SourceRef | null;
    };

/** The transport towards one endpoint: an explicit DestinationRule beats everything, else automatic mTLS (3.5–3.11). */
export function transportTo(
  world: World,
  client: Workload,
  cluster: OutboundCluster,
  endpoint: ClusterEndpoint,
): Transport {
  const explicit = cluster.tls.tls;
  const mode = explicit ? tlsModeOf(explicit.value) : null;
  const source = explicit ? { resource: explicit.source.resource, path: [...explicit.source.path, 'mode'] } : null;
  const own = isOwnService(world, client, cluster.service);
  if (tunnels(world, own, cluster, endpoint)) {
    // "DR DISABLE and ISTIO_MUTUAL both still use HBONE; SIMPLE and MUTUAL run inside" (3.13).
    const inside = explicit && (mode === 'SIMPLE' || mode === 'MUTUAL') ? explicit.value : null;
    return { mode: 'hbone', by: 'tunnel', tls: inside, source: inside && source };
  }
  // "Waypoints do not support legacy mTLS": towards its own services a waypoint knows HBONE and plaintext only.
  if (own && mode !== 'SIMPLE' && mode !== 'MUTUAL')
    return { mode: 'plaintext', by: 'tunnel', reason: null, source: null };
  if (explicit && source) {
    if (mode === 'ISTIO_MUTUAL')
      return { mode: 'mtls', by: 'destinationRule', reason: null, tls: explicit.value, source };
    if (mode === 'DISABLE') return { mode: 'plaintext', by: 'destinationRule', reason: null, source };
    // "SIMPLE/MUTUAL with credentialName on a sidecar through a rule without workloadSelector: no TLS context at all."
    const credential = explicit.value.credentialName;
    // "Gateways honour it" (3.7).
    const sidecar = client.proxy !== 'gateway';
    if (sidecar && credential && !credential.startsWith('configmap://') && !cluster.search.rule?.selected) {
      return { mode: 'plaintext', by: 'destinationRule', reason: null, source, credential: true };
    }
    return { mode: 'tls', by: 'destinationRule', tls: explicit.value, source };
  }
  return autoMtls(world, cluster, endpoint);
}

/** "Sidecars and gateways prefer legacy mTLS if the endpoint has tlsMode istio, else HBONE to port 15008" (3.13). */
function tunnels(world: World, own: boolean, cluster: OutboundCluster, endpoint: ClusterEndpoint): boolean {
  const server = workloadOf(world, endpoint);
  if (!server || cluster.discovery !== 'EDS' || !takesHbone(server)) return false;
  return own || tlsMode(world, endpoint) !== 'istio';
}

function autoMtls(world: World, cluster: OutboundCluster, endpoint: ClusterEndpoint): Transport {
  const plain = (reason: AutoMtlsReason, peer?: PeerMode): Transport => ({
    mode: 'plaintext',
    by: 'autoMtls',
    reason,
    source: peer?.source ?? null,
    ...(peer ? { peer } : {}),
  });
  const mtls: Transport = { mode: 'mtls', by: 'autoMtls', reason: 'endpointHasSidecar', tls: null, source: null };
  if (!world.mesh.enableAutoMtls) return plain('off');
  // "Auto mTLS applies only when the service is not MESH_EXTERNAL" (3.9).
  if (cluster.service.entry?.external) return plain('meshExternal');
  // "nsMode = DISABLE: the whole cluster is plaintext, even if a workload-level policy says STRICT."
  const namespaceMode = namespacePeerMode(world, cluster.service.namespace);
  if (namespaceMode.mode === 'DISABLE') return plain('namespaceDisabled', namespaceMode);
  if (cluster.discovery === 'ORIGINAL_DST') {
    // "mTLS iff there is at least one known endpoint, none has tlsMode disabled, and nsMode is not DISABLE."
    if (cluster.endpoints.length === 0) return plain('noKnownEndpoint');
    const naked = cluster.endpoints.some((each) => tlsMode(world, each) !== 'istio');
    return naked ? plain('headlessMixed') : mtls;
  }
  if (tlsMode(world, endpoint) !== 'istio') return plain('endpointHasNoSidecar');
  // "The endpoint side falls back to the top-level mode when the port entry has no tls."
  if (cluster.tls.endpointMode !== null) {
    return cluster.tls.endpointMode === 'ISTIO_MUTUAL' ? mtls : plain('ruleElsewhere');
  }
  // "Per endpoint: mTLS iff tlsMode = istio and the effective mode of that endpoint's port is not DISABLE."
  const server = workloadOf(world, endpoint);
  const peer = server ? workloadPeerMode(world, server, endpoint.port) : namespaceMode;
  return peer.mode === 'DISABLE' ? plain('endpointDisabled', peer) : mtls;
}

function workloadOf(world: World, endpoint: ClusterEndpoint): Workload | undefined {
  return endpoint.workload === null ? undefined : world.cluster.workloads.get(endpoint.workload);
}

/** "tlsMode: the pod's label; of a WorkloadEntry its label, or istio when serviceAccount is set" (3.10). */
function tlsMode(world: World, endpoint: ClusterEndpoint): string {
  return endpoint.tlsMode ?? workloadOf(world, endpoint)?.labels['security.istio.io/tlsMode'] ?? 'disabled';
}
