import type { Workload } from '../../../cluster/types.ts';
import { sidecarScope } from '../../../controlplane/sidecarScope.ts';
import { proxyPatch } from '../../../controlplane/unmodelled/proxy.ts';
import type { World } from '../../../controlplane/world.ts';
import { outboundBypass } from '../../../dataplane/capture.ts';
import type { Unsettled } from '../../../model/invariant.ts';

/** Annotations by which some connections do not meet the sidecar of their own pod. */
const bypasses = ['excludeOutboundPorts', 'excludeOutboundIPRanges', 'includeOutboundIPRanges'];

/** Why a workload's sidecar does not keep what it sends to the services that it knows; null: it does. */
export function sidecarFence(world: World, client: Workload): Unsettled | null {
  const { id: name } = client;
  if (client.proxy !== 'sidecar') return { code: 'leaves', name };
  const patch = proxyPatch(world, client);
  if (patch !== null) return { code: 'undetermined', name: patch.kind };
  // "App running as UID 1337 (or GID) bypasses outbound capture entirely" (9.5): wherever it sends.
  if (bypasses.some((each) => isSet(client, each)) || outboundBypass(client, '203.0.113.10', 443) !== null)
    return { code: 'bypass', name };
  const scope = sidecarScope(world, client);
  // "Anything else: PassthroughCluster, or BlackHoleCluster under REGISTRY_ONLY" (4.7).
  return scope.outbound === 'REGISTRY_ONLY' ? null : { code: 'leaves', name };
}

function isSet({ annotations }: Workload, name: string): boolean {
  const text = annotations[`traffic.sidecar.istio.io/${name}`];
  return text !== undefined && text !== '' && !(name === 'includeOutboundIPRanges' && text === '*');
}
