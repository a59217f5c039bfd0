import type { Check, Determining, RuleRef } from '../model/trace.ts';

/** The rules of the policies of one RBAC step, each with its policy. */
export interface RuleCheck {
  readonly policy: Check;
  readonly rule: Check;
}

export function rulesOf(checks: readonly Check[]): readonly RuleCheck[] {
  return checks
    .flatMap((check) => (check.kind === 'policySet' ? check.children : [check]))
    .filter((check) => check.kind === 'policy')
    .flatMap((policy) => policy.children.filter(({ kind }) => kind === 'rule').map((rule) => ({ policy, rule })));
}

/** Whether a check is that of a rule. */
export function isRule({ source }: Check, { resource, rule }: RuleRef): boolean {
  return source !== null && source.resource === resource && source.path.at(-1) === rule;
}

/** Without the policies that only run dry: they are looked at, and decide nothing. */
export function enforced(checks: readonly Check[], determining: Determining | null): readonly Check[] {
  if (determining?.kind !== 'unmatched') return checks;
  const deciding = new Set(determining.policies.map(({ resource }) => resource));
  return checks.filter(({ source }) => source === null || deciding.has(source.resource));
}

/** The conditions that keep a check from matching. Of alternatives of which one would do, those of the nearest. */
export function unmet(check: Check): readonly Check[] {
  if (check.matched) return [];
  if (isLeaf(check)) return [check];
  const each = check.children.map(unmet);
  if (!isChoice(check)) return each.flat();
  return each.toSorted((a, b) => a.length - b.length)[0] ?? [check];
}

/** The conditions that keep a check from matching, of all alternatives. */
export function allUnmet(check: Check): readonly Check[] {
  // A policy without rules has no condition that could be named.
  if (check.matched || (check.kind === 'policy' && check.children.length === 0)) return [];
  return isLeaf(check) ? [check] : check.children.flatMap(allUnmet);
}

/** The conditions that make a matching check match; an alternative that does not match has no part in it. */
export function met(check: Check): readonly Check[] {
  if (!check.matched) return [];
  return isLeaf(check) ? [check] : check.children.flatMap(met);
}

/** The rule that was nearest to matching, with what it misses. Null if there is no rule that missed. */
export function nearestMiss(checks: readonly Check[]): (RuleCheck & { readonly missed: readonly Check[] }) | null {
  const misses = rulesOf(checks)
    .filter(({ rule }) => !rule.matched)
    .map((each) => ({ ...each, missed: unmet(each.rule) }));
  return misses.toSorted((a, b) => a.missed.length - b.missed.length)[0] ?? null;
}

/** A field with its values, or whatever has no parts. */
function isLeaf(check: Check): boolean {
  return check.kind === 'field' || check.children.length === 0;
}

/** Several `from` or `to` entries: one of them is enough. */
function isChoice({ kind, children }: Check): boolean {
  return (kind === 'from' || kind === 'to') && children.every((child) => child.kind === kind);
}
