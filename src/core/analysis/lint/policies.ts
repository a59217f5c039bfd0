import type { Policy } from '../../controlplane/authorization/attached.ts';
import type { World } from '../../controlplane/world.ts';
import { onceEach } from '../../model/onceEach.ts';
import type { Path } from '../../model/resource.ts';
import { fieldsOf, type Rule, type RuleField } from './ruleFields.ts';

/** Every AuthorizationPolicy that takes part. */
export function authorizationPolicies(world: World): readonly Policy[] {
  return [...world.authorizationPolicies.values()].flat();
}

export interface PlacedRule {
  readonly policy: Policy;
  readonly rule: Rule;
  readonly index: number;
  readonly path: Path;
  readonly fields: readonly RuleField[];
}

/** Every rule of a policy, with its fields; worked out once for as long as the policy stays as it is. */
export const rulesOf = onceEach((policy: Policy): readonly PlacedRule[] =>
  (policy.spec.rules ?? []).map((rule, index) => {
    const path = ['spec', 'rules', index];
    return { policy, rule, index, path, fields: fieldsOf(rule, path) };
  }),
);

export function actionOf({ spec }: Policy): 'ALLOW' | 'DENY' | 'AUDIT' | 'CUSTOM' {
  return spec.action ?? 'ALLOW';
}
