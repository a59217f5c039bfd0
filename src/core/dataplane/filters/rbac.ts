import type { DroppedRule, RbacFilter, RbacPolicy, RbacRule } from '../../controlplane/authorization/rbac.ts';
import { isNonEmpty } from '../../model/nonEmpty.ts';
import type { Check, Determining, RuleRef, ShadowVerdict } from '../../model/trace.ts';
import type { RbacInput } from './input.ts';
import { checkRule } from './rule.ts';

const any = { kind: 'any' } as const;

export interface RbacResult {
  readonly allowed: boolean;
  /** What the access log's details carry in brackets: a rule's id, or `none`. */
  readonly effective: string;
  readonly determining: Determining | null;
  /** The first enforced rule that matched. */
  readonly rule: RuleRef | null;
  readonly selects: number;
  readonly matches: number;
  readonly shadow: readonly ShadowVerdict[];
  readonly checks: readonly Check[];
}

/** One RBAC filter: enforced rules decide, dry-run ones cast a shadow verdict (1.6, 1.8). */
export function rbac(filter: RbacFilter, input: RbacInput): RbacResult {
  const results = new Map<RbacRule, Check>();
  for (const rule of filter.enforced) results.set(rule, checkRule(rule, input));
  for (const rule of filter.shadow) results.set(rule, checkRule(rule, input));
  const matchedOf = (rules: readonly RbacRule[]): readonly RbacRule[] =>
    rules.filter((rule) => results.get(rule)?.matched);
  const matched = matchedOf(filter.enforced);
  const checks = filter.policies.map((policy) => policyCheck(policy, results));
  const base = {
    rule: matched[0]?.ref ?? null,
    selects: filter.policies.length,
    matches: checks.filter((check) => check.matched).length,
    shadow: shadowVerdict(filter, matchedOf(filter.shadow)),
    checks,
  };
  const refs = matched.map((rule) => rule.ref);
  // Envoy walks rules in the order of their ids and reports the first match (1.4).
  const first = matched[0]?.id ?? 'none';
  const hit: Determining | null = isNonEmpty(refs) ? { kind: 'matched', rules: refs } : null;
  switch (filter.action) {
    // "AUDIT: set or clear the audit hint; never rejects."
    case 'AUDIT':
      return { ...base, allowed: true, effective: first, determining: null };
    // "DENY: any enforced DENY rule matches → reject."
    case 'DENY':
      return { ...base, allowed: hit === null, effective: first, determining: hit };
    case 'ALLOW': {
      // "If no enforced ALLOW policy is attached → accept."
      if (!filter.hasEnforced) return { ...base, allowed: true, effective: 'none', determining: null };
      // "Any enforced ALLOW rule matches → accept; else reject."
      const policies = filter.policies.filter((policy) => !policy.dryRun).map((policy) => policy.ref);
      const unmatched: Determining | null = isNonEmpty(policies) ? { kind: 'unmatched', policies } : null;
      return { ...base, allowed: hit !== null, effective: first, determining: hit ?? unmatched };
    }
  }
}

function shadowVerdict(filter: RbacFilter, matched: readonly RbacRule[]): readonly ShadowVerdict[] {
  if (!filter.hasShadow || filter.action === 'AUDIT') return [];
  const rule: RuleRef | null = matched[0]?.ref ?? null;
  const allowed = filter.action === 'ALLOW' ? rule !== null : rule === null;
  return [{ action: filter.action, result: allowed ? 'allowed' : 'denied', rule }];
}

function policyCheck(policy: RbacPolicy, results: ReadonlyMap<RbacRule, Check>): Check {
  const children = [
    ...policy.rules.flatMap((rule) => results.get(rule) ?? []),
    ...policy.dropped.map((dropped) => droppedCheck(dropped)),
  ];
  return {
    kind: 'policy',
    name: policy.ref.name,
    source: { resource: policy.resource, path: [] },
    // "policy matches = OR over rules."
    matched: children.some((child) => child.matched),
    expected: any,
    actual: any,
    children,
  };
}

/** A rule that has no entry in the filter: the part that took it out is the first thing not met. */
function droppedCheck(dropped: DroppedRule): Check {
  const resource = dropped.ref.resource;
  const culprit: Check = {
    kind: dropped.reason === 'httpOnlyOnTcp' ? 'httpOnly' : 'value',
    name: dropped.text,
    source: { resource, path: dropped.culprit },
    matched: false,
    expected: any,
    actual: { kind: 'none' },
    children: [],
  };
  const source = { resource, path: dropped.path };
  return {
    kind: 'rule',
    name: String(dropped.ref.rule),
    source,
    matched: false,
    expected: any,
    actual: any,
    children: [culprit],
  };
}
