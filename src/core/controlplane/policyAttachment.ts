import type { Workload } from '../cluster/types.ts';
import type { Resource } from '../model/resource.ts';
import { hasSelector, labelMisses, type Selecting } from './selector.ts';
import type { MeshService } from './serviceEntry.ts';
import type { World } from './world.ts';

/** What selects the proxies of an AuthorizationPolicy or a RequestAuthentication. */
export interface Attachment extends Selecting {
  readonly targetRef?: TargetRef | undefined;
  readonly targetRefs?: readonly TargetRef[] | undefined;
}
export interface TargetRef {
  readonly group?: string | undefined;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string | undefined;
}

/** Why a policy of a searched namespace does or does not act on a proxy. */
export type AttachmentReason =
  | 'all'
  | 'selectorMatches'
  | 'targetRefMatches'
  | 'selectorMisses'
  | 'selectorAtWaypoint'
  | 'selectorAtGateway'
  | 'targetRefAtSidecar'
  | 'targetRefMisses';

export interface AttachmentDecision {
  readonly attached: boolean;
  readonly reason: AttachmentReason;
}

/** Which chain of a proxy is asked for: that of one service at a waypoint, else all that it has. */
export interface Chain {
  readonly service: MeshService | null;
  readonly rootNamespace: string;
  /** Whether gateways of the Gateway API take policies without target refs. */
  readonly gatewaysTakeSelectors: boolean;
}

/** What Go's ParseBool takes as false. */
const falsy: readonly string[] = ['0', 'f', 'F', 'FALSE', 'false', 'False'];

export function chainOf(world: World, service: MeshService | null = null): Chain {
  // "Iff `ENABLE_SELECTOR_BASED_K8S_GATEWAY_POLICY` (default true)."
  const flag = world.flags['ENABLE_SELECTOR_BASED_K8S_GATEWAY_POLICY'] ?? '';
  return { service, rootNamespace: world.mesh.rootNamespace, gatewaysTakeSelectors: !falsy.includes(flag) };
}

/** "For a proxy in namespace N: policies of {root, N}; for a waypoint service chain also the service's namespace" (1.2). */
export function searchedNamespaces(
  world: World,
  { namespace }: Workload,
  service: MeshService | null,
): readonly string[] {
  return [...new Set([world.mesh.rootNamespace, namespace, ...(service ? [service.namespace] : [])])];
}

const gatewayNameLabel = 'gateway.networking.k8s.io/gateway-name';

/** Whether a policy attaches to a workload's proxy (istio `policyattachment.go`, ShouldAttachPolicy; table 1.3). */
export function attachment(policy: Resource, spec: Attachment, workload: Workload, chain: Chain): AttachmentDecision {
  const refs = targetRefs(spec);
  const gatewayName = workload.labels[gatewayNameLabel];
  if (gatewayName === undefined) {
    // "A proxy without the gateway-name label: a policy with target refs is never attached."
    if (refs.length > 0) return { attached: false, reason: 'targetRefAtSidecar' };
    return bySelector(spec, workload);
  }
  if (refs.length > 0) {
    // "Any Gateway API proxy: the selector is ignored; attached iff any one ref matches."
    const hit = refs.some((ref) => refMatches(ref, policy, workload, gatewayName, chain));
    return { attached: hit, reason: hit ? 'targetRefMatches' : 'targetRefMisses' };
  }
  // "Waypoint, no refs: never attached."
  if (workload.proxy === 'waypoint') return { attached: false, reason: 'selectorAtWaypoint' };
  // "Gateway API gateway, no refs: attached iff the flag is on, and the selector is nil or matches."
  if (!chain.gatewaysTakeSelectors) return { attached: false, reason: 'selectorAtGateway' };
  return bySelector(spec, workload);
}

/** "`targetRefs`, or the single legacy `targetRef` when `targetRefs` is empty." */
export function targetRefs(spec: Attachment): readonly TargetRef[] {
  return spec.targetRefs?.length ? spec.targetRefs : spec.targetRef ? [spec.targetRef] : [];
}

function bySelector(spec: Attachment, workload: Workload): AttachmentDecision {
  // "Attached iff the selector is nil, or every selector label equals the workload's label."
  if (!hasSelector(spec)) return { attached: true, reason: 'all' };
  const hit = labelMisses(spec, workload).length === 0;
  return { attached: hit, reason: hit ? 'selectorMatches' : 'selectorMisses' };
}

function refMatches(
  ref: TargetRef,
  policy: Resource,
  workload: Workload,
  gatewayName: string,
  { service, rootNamespace }: Chain,
): boolean {
  if (ref.namespace && ref.namespace !== policy.namespace) return false;
  const kind = `${ref.group === 'core' ? '' : (ref.group ?? '')}/${ref.kind}`;
  // "Gateway: policy namespace = proxy namespace, ref name = gateway-name label."
  if (kind === 'gateway.networking.k8s.io/Gateway')
    return ref.name === gatewayName && policy.namespace === workload.namespace;
  if (workload.proxy !== 'waypoint') return false;
  // "GatewayClass: only waypoints; policy must be in the root namespace and the name exactly istio-waypoint."
  if (kind === 'gateway.networking.k8s.io/GatewayClass')
    return ref.name === 'istio-waypoint' && policy.namespace === rootNamespace;
  if (service === null || service.name !== ref.name || service.namespace !== policy.namespace) return false;
  // "Only on that service's own chains; a ServiceEntry ref never hits a Service of equal name and vice versa."
  return kind === (service.entry ? 'networking.istio.io/ServiceEntry' : '/Service');
}
