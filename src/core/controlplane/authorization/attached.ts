import type { Workload } from '../../cluster/types.ts';
import type { AuthorizationPolicySpec } from '../../yaml/schema/authorizationPolicy.ts';
import { type AttachmentReason, attachment } from '../policyAttachment.ts';
import type { Admitted, World } from '../world.ts';

export type Policy = Admitted<AuthorizationPolicySpec>;

/** A policy of a searched namespace that does not act on the proxy. */
export interface NotAttached {
  readonly policy: Policy;
  readonly reason: AttachmentReason;
}

export interface PolicySelection {
  readonly attached: readonly Policy[];
  readonly notAttached: readonly NotAttached[];
}

/** "For a proxy in namespace N: policies of {root, N}", those that select it and those that do not (1.2, 1.3). */
export function selectPolicies(world: World, workload: Workload): PolicySelection {
  const attached: Policy[] = [];
  const notAttached: NotAttached[] = [];
  for (const namespace of new Set([world.mesh.rootNamespace, workload.namespace])) {
    for (const policy of world.authorizationPolicies.get(namespace) ?? []) {
      const decision = attachment(policy.resource, policy.spec, workload);
      if (decision.attached) attached.push(policy);
      else notAttached.push({ policy, reason: decision.reason });
    }
  }
  return { attached, notAttached };
}
