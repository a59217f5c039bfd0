import { objectAt } from '../../cluster/fields.ts';
import { isDryRun } from '../../controlplane/authorization/dryRun.ts';
import type { Policy } from '../../controlplane/authorization/attached.ts';
import type { Workload } from '../../cluster/types.ts';
import type { Finding } from '../../model/lint.ts';
import type { WorkloadId } from '../../model/resource.ts';
import type { Facts, Lint } from './facts.ts';
import { hint, warning } from './finding.ts';
import { actionOf, authorizationPolicies } from './policies.ts';
import { enforcedAt } from './policyTargets.ts';
import { matchesAll } from './ruleCoverage.ts';
import type { Rule } from './ruleFields.ts';

/** A policy with the workloads that enforce it. */
interface Acting {
  readonly policy: Policy;
  readonly at: readonly Workload[];
}

/** What a policy as a whole does, alone and beside the others of the same workloads. */
export const policyEffects: Lint = (facts) => {
  const acting = authorizationPolicies(facts.world).map((policy) => ({ policy, at: enforcedAt(facts, policy) }));
  const others = acting.filter(({ policy }) => !isDryRun(policy.resource));
  const allowed = countBy(others.filter(({ policy }) => actionOf(policy) === 'ALLOW'));
  const open = everywhere(others, 'ALLOW');
  const shut = everywhere(others, 'DENY');
  return acting.flatMap((each) => [
    ...emptiness(each),
    ...dryRun(facts, each),
    ...turned(each, allowed),
    ...overruled(each, open, shut),
  ]);
};

/** "Absent, [] and [{}]" (1.7). */
function emptiness({ policy }: Acting): readonly Finding[] {
  const { resource, spec } = policy;
  const action = actionOf(policy);
  const rules = spec.rules ?? [];
  if (rules.length === 0) {
    const path = objectAt(resource.body, 'spec')['rules'] !== undefined ? ['spec', 'rules'] : ['spec'];
    // "ALLOW: never matches; because the policy exists, everything else is rejected." "AUDIT: never matches."
    if (action === 'ALLOW') return [hint('allowsNothing', resource, path, { on: 'key' })];
    return action === 'AUDIT' ? [hint('auditsNothing', resource, path, { on: 'key' })] : [];
  }
  return rules.flatMap((rule, index) =>
    matchesAll(rule) && !isDryRun(resource)
      ? [
          hint('matchesEverything', resource, ['spec', 'rules', index], {
            args: { action, more: String(rules.length - 1) },
          }),
        ]
      : [],
  );
}

/** "Only dry-run ALLOW policies attached → no ALLOW enforcement → accept all" (1.8). */
function dryRun(_facts: Facts, { policy }: Acting): readonly Finding[] {
  const { resource } = policy;
  const path = ['metadata', 'annotations', 'istio.io/dry-run'];
  return isDryRun(resource) ? [hint('dryRun', resource, path, { args: { action: actionOf(policy) } })] : [];
}

/** "If no enforced ALLOW policy is attached → accept" (1.6): the first one turns that round. */
function turned({ policy, at }: Acting, allowed: ReadonlyMap<WorkloadId, number>): readonly Finding[] {
  const rules: readonly Rule[] = policy.spec.rules ?? [];
  if (actionOf(policy) !== 'ALLOW' || isDryRun(policy.resource) || rules.length === 0 || rules.some(matchesAll))
    return [];
  const alone = at.filter(({ id }) => allowed.get(id) === 1);
  const [first, ...more] = alone;
  if (first === undefined) return [];
  const args = { workload: first.name, more: String(more.length) };
  return [hint('firstAllow', policy.resource, ['spec', 'rules'], { args, on: 'key' })];
}

/** "ALLOW policies are OR'ed"; "DENY first" (1.6, 3.7): beside a policy that matches everything others decide nothing. */
function overruled(
  { policy, at }: Acting,
  open: ReadonlyMap<WorkloadId, string>,
  shut: ReadonlyMap<WorkloadId, string>,
): readonly Finding[] {
  const action = actionOf(policy);
  const rules: readonly Rule[] = policy.spec.rules ?? [];
  if (at.length === 0 || isDryRun(policy.resource) || action === 'AUDIT' || action === 'CUSTOM') return [];
  const everyAt = (over: ReadonlyMap<WorkloadId, string>): string | null => {
    const names = at.map(({ id }) => over.get(id));
    const [by] = names;
    return by !== undefined && names.every((name) => name !== undefined) ? by : null;
  };
  const path = ['spec'];
  const denied = everyAt(shut);
  if (denied !== null && !(action === 'DENY' && rules.some(matchesAll)))
    return [warning('deniedAnyway', policy.resource, path, { args: { by: denied }, on: 'key' })];
  const allowed = action === 'ALLOW' && !rules.some(matchesAll) ? everyAt(open) : null;
  return allowed === null
    ? []
    : [warning('allowedAnyway', policy.resource, path, { args: { by: allowed }, on: 'key' })];
}

function countBy(acting: readonly Acting[]): ReadonlyMap<WorkloadId, number> {
  const counts = new Map<WorkloadId, number>();
  for (const { at } of acting) for (const { id } of at) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

/** The workloads for which a policy of an action matches everything, with its name. */
function everywhere(acting: readonly Acting[], action: 'ALLOW' | 'DENY'): ReadonlyMap<WorkloadId, string> {
  const found = new Map<WorkloadId, string>();
  for (const { policy, at } of acting) {
    if (actionOf(policy) !== action || !(policy.spec.rules ?? []).some(matchesAll)) continue;
    for (const { id } of at) if (!found.has(id)) found.set(id, policy.resource.name);
  }
  return found;
}
