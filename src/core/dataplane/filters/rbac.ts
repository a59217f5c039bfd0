import type { RbacFilter, RbacPolicy, RbacResult, RbacRule } from '../../controlplane/authorization/rbac.ts';
import { isNonEmpty } from '../../model/nonEmpty.ts';
import type { Check, Determining, RuleRef, ShadowVerdict } from '../../model/trace.ts';
import type { Facts } from './facts.ts';
import type { RbacInput } from './input.ts';
import { keep, latest } from './latest.ts';
import { remembered } from './memory.ts';
import { anyMatched, checkRule, group } from './rule.ts';

/** One RBAC filter: enforced rules decide, dry-run ones cast a shadow verdict (1.6, 1.8). */
export function rbac(filter: RbacFilter, input: RbacInput): RbacResult {
  return remembered(filter, input, (facts) => decide(filter, facts));
}

function decide(filter: RbacFilter, facts: Facts): RbacResult {
  const checks = filter.policies.map((policy) => policyCheck(policy, facts));
  const matchedOf = (rules: readonly RbacRule[]): readonly RbacRule[] => rules.filter((rule) => rule.latest?.matched);
  // Envoy walks rules in the order of their ids and reports the first match (1.4).
  const matched = matchedOf(filter.enforced);
  const base = {
    rule: matched[0]?.ref ?? null,
    selects: filter.policies.length,
    matches: checks.filter((check) => check.matched).length,
    shadow: shadowVerdict(filter, matchedOf(filter.shadow)),
    checks,
  };
  const refs = matched.map((rule) => rule.ref);
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
      if (!isNonEmpty(filter.enforcing)) return { ...base, allowed: true, effective: 'none', determining: null };
      // "Any enforced ALLOW rule matches → accept; else reject."
      const unmatched: Determining = { kind: 'unmatched', policies: filter.enforcing };
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

function policyCheck(policy: RbacPolicy, facts: Facts): Check {
  const same = latest(policy, facts);
  if (same !== null) return same;
  const rules = policy.rules.map((rule) => checkRule(rule, facts));
  const children = policy.dropped.length === 0 ? rules : [...rules, ...policy.dropped];
  // "policy matches = OR over rules."
  return keep(policy, group('policy', policy.ref.name, policy.source, anyMatched(children), children));
}
