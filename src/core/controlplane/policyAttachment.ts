import type { Workload } from '../cluster/types.ts';
import type { Resource } from '../model/resource.ts';
import { hasSelector, labelMisses, type Selecting } from './selector.ts';

/** What selects the proxies of an AuthorizationPolicy or a RequestAuthentication. */
export interface Attachment extends Selecting {
  readonly targetRef?: TargetRef | undefined;
  readonly targetRefs?: readonly TargetRef[] | undefined;
}
export interface TargetRef {
  readonly group?: string | undefined;
  readonly kind?: string | undefined;
  readonly name?: string | undefined;
  readonly namespace?: string | undefined;
}

/** Why a policy of a searched namespace does or does not act on a proxy. */
export type AttachmentReason =
  | 'all'
  | 'selectorMatches'
  | 'targetRefMatches'
  | 'selectorMisses'
  | 'selectorAtWaypoint'
  | 'targetRefAtSidecar'
  | 'targetRefMisses';

export interface AttachmentDecision {
  readonly attached: boolean;
  readonly reason: AttachmentReason;
}

const gatewayNameLabel = 'gateway.networking.k8s.io/gateway-name';

/** Whether a policy attaches to a workload's proxy (istio `policyattachment.go`, ShouldAttachPolicy; table 1.3). */
export function attachment(policy: Resource, spec: Attachment, workload: Workload): AttachmentDecision {
  const refs = targetRefs(spec);
  const gatewayName = workload.labels[gatewayNameLabel];
  if (gatewayName === undefined) {
    // "A proxy without the gateway-name label: a policy with target refs is never attached."
    if (refs.length > 0) return { attached: false, reason: 'targetRefAtSidecar' };
    return bySelector(spec, workload);
  }
  if (refs.length > 0) {
    // "Any Gateway API proxy: the selector is ignored; attached iff any one ref matches."
    const hit = refs.some((ref) => refMatches(ref, policy, workload, gatewayName));
    return { attached: hit, reason: hit ? 'targetRefMatches' : 'targetRefMisses' };
  }
  // "Waypoint, no refs: never attached."
  if (workload.proxy === 'waypoint') return { attached: false, reason: 'selectorAtWaypoint' };
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

function refMatches(ref: TargetRef, policy: Resource, workload: Workload, gatewayName: string): boolean {
  // "Gateway: policy namespace = proxy namespace, ref namespace empty or equal, ref name = gateway-name label."
  return (
    ref.group === 'gateway.networking.k8s.io' &&
    ref.kind === 'Gateway' &&
    ref.name === gatewayName &&
    policy.namespace === workload.namespace &&
    (!ref.namespace || ref.namespace === workload.namespace)
  );
}
