import { notSent } from '../../controlplane/ambient/ztunnelPolicies.ts';
import {
  ztunnelCondition,
  ztunnelOperation,
  ztunnelSource,
  type ZtunnelField,
} from '../../controlplane/ambient/l4Fields.ts';
import { targetRefs } from '../../controlplane/policyAttachment.ts';
import type { Edit, Finding } from '../../model/lint.ts';
import type { Lint } from './facts.ts';
import { remove, warning } from './finding.ts';
import { actionOf, authorizationPolicies, type PlacedRule, rulesOf } from './policies.ts';
import { selectedBy } from './policyTargets.ts';
import type { RuleField } from './ruleFields.ts';

/** Policies by selector for pods in ambient mode: ztunnel enforces what it can read of them, without HTTP (10.1, 10.2). */
export const ambientPolicies: Lint = (facts) =>
  authorizationPolicies(facts.world).flatMap((policy): readonly Finding[] => {
    const { resource, spec } = policy;
    if (targetRefs(spec).length > 0) return [];
    const workload = selectedBy(facts, policy).find(({ proxy }) => proxy === 'ambient');
    if (workload === undefined) return [];
    const args = { workload: workload.name, action: actionOf(policy) };
    const why = notSent(facts.world, policy);
    // "AUDIT or CUSTOM → not sent, fail-open; dry-run → not sent."
    if (why === 'action') return [warning('notForZtunnel', resource, ['spec', 'action'], { args })];
    if (why !== null) return [];
    // "`selector: {}` → attached to no workload, while Envoy proxies treat it as all" (10.3).
    if (spec.selector !== undefined && spec.selector.matchLabels === undefined) {
      const path = ['spec', 'selector'];
      return [warning('emptySelectorAtZtunnel', resource, path, { args, on: 'key', fix: [remove(resource, path)] })];
    }
    return rulesOf(policy).flatMap((rule) => ruleFindings(rule, args));
  });

/** "ALLOW rule with any HTTP item → whole rule omitted. DENY rule: HTTP items erased", and with an empty match it never fires. */
function ruleFindings({ policy, fields }: PlacedRule, args: Finding['args']): readonly Finding[] {
  const culprit = fields.find((field) => readBy(field) === 'http');
  const { resource } = policy;
  if (culprit !== undefined) {
    const code = actionOf(policy) === 'ALLOW' ? 'ruleLostAtZtunnel' : 'ruleCutAtZtunnel';
    return [warning(code, resource, culprit.path, { args: { ...args, field: culprit.name }, on: 'key' })];
  }
  // "trustDomains are silently ignored: alone an empty match, with other fields broader than written."
  const ignored = fields.find((field) => readBy(field) === 'ignored');
  const fix: readonly Edit[] = [];
  return ignored === undefined
    ? []
    : [warning('trustDomainsAtZtunnel', resource, ignored.path, { args, on: 'key', fix })];
}

function readBy({ part, name }: RuleField): ZtunnelField | undefined {
  const kinds: Readonly<Record<string, ZtunnelField>> = part === 'from' ? ztunnelSource : ztunnelOperation;
  return part === 'when' ? ztunnelCondition(name) : kinds[name];
}
