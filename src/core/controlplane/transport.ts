import type { Endpoint, Workload } from '../cluster/types.ts';
import type { SourceRef } from '../model/resource.ts';
import type { OutboundCluster } from './clusters.ts';
import { tlsModeOf } from './clientTls.ts';
import type { ClientTls } from './destinationRule.ts';
import { namespacePeerMode, workloadPeerMode } from './peerAuthentication.ts';
import type { World } from './world.ts';

/** Why automatic mTLS decided as it did. */
export type AutoMtlsReason =
  | 'endpointHasSidecar'
  | 'endpointHasNoSidecar'
  | 'endpointDisabled' // the effective PeerAuthentication mode of the endpoint's port is DISABLE
  | 'namespaceDisabled' // nsMode is DISABLE: the whole cluster is plaintext
  | 'headlessMixed' // one endpoint without sidecar turns an ORIGINAL_DST cluster to plaintext
  | 'noKnownEndpoint'
  | 'ruleElsewhere' // another part of the DestinationRule turns the endpoints off
  | 'off'; // enableAutoMtls: false

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
      readonly by: 'autoMtls' | 'destinationRule';
      readonly reason: AutoMtlsReason | null;
      readonly source: SourceRef | null;
    }
  | { readonly mode: 'tls'; readonly by: 'destinationRule'; readonly tls: ClientTls; readonly source: SourceRef };

/** The transport towards one endpoint: an explicit DestinationRule beats everything, else automatic mTLS (3.5–3.11). */
export function transportTo(world: World, cluster: OutboundCluster, endpoint: Endpoint): Transport {
  const explicit = cluster.tls.tls;
  if (explicit) {
    const mode = tlsModeOf(explicit.value);
    const source = { resource: explicit.source.resource, path: [...explicit.source.path, 'mode'] };
    if (mode === 'ISTIO_MUTUAL')
      return { mode: 'mtls', by: 'destinationRule', reason: null, tls: explicit.value, source };
    if (mode === 'DISABLE') return { mode: 'plaintext', by: 'destinationRule', reason: null, source };
    // "SIMPLE/MUTUAL with credentialName on a sidecar through a rule without workloadSelector: no TLS context at all."
    const credential = explicit.value.credentialName;
    if (credential && !credential.startsWith('configmap://') && !cluster.search.rule?.selected) {
      return { mode: 'plaintext', by: 'destinationRule', reason: null, source };
    }
    return { mode: 'tls', by: 'destinationRule', tls: explicit.value, source };
  }
  return autoMtls(world, cluster, endpoint);
}

function autoMtls(world: World, cluster: OutboundCluster, endpoint: Endpoint): Transport {
  const plain = (reason: AutoMtlsReason, source: SourceRef | null = null): Transport => ({
    mode: 'plaintext',
    by: 'autoMtls',
    reason,
    source,
  });
  const mtls: Transport = { mode: 'mtls', by: 'autoMtls', reason: 'endpointHasSidecar', tls: null, source: null };
  if (!world.mesh.enableAutoMtls) return plain('off');
  // "nsMode = DISABLE: the whole cluster is plaintext, even if a workload-level policy says STRICT."
  const namespaceMode = namespacePeerMode(world, cluster.service.namespace);
  if (namespaceMode.mode === 'DISABLE') return plain('namespaceDisabled', namespaceMode.source);
  if (cluster.discovery === 'ORIGINAL_DST') {
    // "mTLS iff there is at least one known endpoint, none has tlsMode disabled, and nsMode is not DISABLE."
    if (cluster.endpoints.length === 0) return plain('noKnownEndpoint');
    const naked = cluster.endpoints.some((each) => tlsMode(workloadOf(world, each)) !== 'istio');
    return naked ? plain('headlessMixed') : mtls;
  }
  const server = workloadOf(world, endpoint);
  if (!server || tlsMode(server) !== 'istio') return plain('endpointHasNoSidecar');
  // "The endpoint side falls back to the top-level mode when the port entry has no tls."
  if (cluster.tls.endpointMode !== null) {
    return cluster.tls.endpointMode === 'ISTIO_MUTUAL' ? mtls : plain('ruleElsewhere');
  }
  // "Per endpoint: mTLS iff tlsMode = istio and the effective mode of that endpoint's port is not DISABLE."
  const peer = workloadPeerMode(world, server, endpoint.port);
  return peer.mode === 'DISABLE' ? plain('endpointDisabled', peer.source) : mtls;
}

function workloadOf(world: World, endpoint: Endpoint): Workload | undefined {
  return endpoint.workload === null ? undefined : world.cluster.workloads.get(endpoint.workload);
}

function tlsMode(workload: Workload | undefined): string {
  return workload?.labels['security.istio.io/tlsMode'] ?? 'disabled';
}
