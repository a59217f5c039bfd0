import { compareText } from '../../cluster/age.ts';
import type { PolicyCondition } from '../../model/condition.ts';
import type { Policy } from '../authorization/attached.ts';
import { nothingShared } from '../authorization/shared.ts';
import type { World } from '../world.ts';
import { compileL4Rule } from './l4Rule.ts';
import { notSent } from './ztunnelPolicies.ts';

const consequence = {
  ALLOW:
    'Within an ALLOW policy, rules matching HTTP attributes are omitted. This will be more restrictive than requested.',
  // "The 1.31 branch gives this text too where nothing of the policy is left."
  DENY: 'DENY policy with HTTP attributes is enforced without the HTTP rules. This will be more restrictive than requested.',
} as const;

/** What istiod writes of ztunnel on a policy (10.4); null: nothing, as for policies with target refs. */
export function ztunnelCondition(world: World, policy: Policy): PolicyCondition | null {
  const { resource, spec } = policy;
  const { namespace, name } = resource;
  const condition = (status: boolean, reason: PolicyCondition['reason'], message: string): PolicyCondition => ({
    type: 'ZtunnelAccepted',
    status,
    reason,
    message,
  });
  switch (notSent(world, policy)) {
    case 'targetRefs':
      return null;
    case 'dryRun': {
      const why = "but support for ambient dry-run authorizationPolicies isn't enabled";
      return condition(
        false,
        'UnsupportedValue',
        `found policy "${namespace}/${name}" using dry-run annotation, ${why}`,
      );
    }
    case 'action':
      return condition(false, 'UnsupportedValue', `ztunnel does not support the ${spec.action ?? ''} action`);
    case null: {
      const found = httpAttributes(policy);
      if (found.length === 0) return condition(true, 'Accepted', 'attached to ztunnel');
      const needs = 'In ambient mode you must use a waypoint proxy to enforce HTTP rules.';
      const action = spec.action === 'DENY' ? 'DENY' : 'ALLOW';
      const what = `ztunnel does not support HTTP attributes (found: ${found.join(', ')}).`;
      return condition(true, 'UnsupportedValue', `${what} ${needs} ${consequence[action]}`);
    }
  }
}

/** "The message lists the HTTP items found, sorted." */
function httpAttributes({ resource, spec }: Policy): readonly string[] {
  const ref = { resource: resource.id, namespace: resource.namespace, name: resource.name, rule: 0 };
  const rules = spec.rules ?? [];
  const found = rules.flatMap((rule) => compileL4Rule(rule, ref, [], 'DENY', nothingShared()).http);
  return [...new Set(found.map(({ name }) => name))].sort(compareText);
}
