import type { RuleRef } from '../../model/trace.ts';

/** A rule's name in an RBAC filter: "ns[POLICY NAMESPACE]-policy[NAME]-rule[INDEX]" (section 8). */
export function ruleId({ namespace, name, rule }: RuleRef): string {
  return `ns[${namespace}]-policy[${name}]-rule[${rule}]`;
}
