import type { Workload } from '../../cluster/types.ts';
import type { Edit, Finding } from '../../model/lint.ts';
import type { Facts, Lint } from './facts.ts';
import { hint, set, warning } from './finding.ts';
import { actionOf, authorizationPolicies, type PlacedRule, rulesOf } from './policies.ts';
import { enforcedAt } from './policyTargets.ts';
import type { RuleField } from './ruleFields.ts';

/** HTTP fields in rules for ports that carry TCP: by action, the rule is lost or reaches further (4.2). */
export const tcpPorts: Lint = (facts) =>
  authorizationPolicies(facts.world).flatMap((policy) => {
    const rules = rulesOf(policy).filter(({ fields }) => fields.some(({ kind }) => kind.httpOnly));
    if (rules.length === 0) return [];
    const workloads = enforcedAt(facts, policy).filter(({ proxy }) => proxy === 'sidecar');
    return rules.flatMap((rule) => ruleFindings(facts, rule, workloads));
  });

interface Ports {
  readonly workload: Workload;
  readonly tcp: readonly number[];
  readonly other: readonly number[];
}

function ruleFindings(facts: Facts, placed: PlacedRule, workloads: readonly Workload[]): readonly Finding[] {
  const concerned = workloads.map((workload) => portsOf(facts, workload, placed)).filter(({ tcp }) => tcp.length > 0);
  const [first] = concerned;
  const culprit = placed.fields.find(({ kind }) => kind.httpOnly);
  if (first === undefined || culprit === undefined) return [];
  const ports = [...new Set(concerned.flatMap(({ tcp }) => tcp))];
  const action = actionOf(placed.policy);
  const args = { action, field: nameOf(culprit), ports: ports.join(', '), workload: first.workload.name };
  const { resource } = placed.policy;
  if (action === 'ALLOW') {
    // "One HTTP-only value anywhere in the rule discards the whole rule" on a TCP chain.
    const say = concerned.every(({ other }) => other.length === 0) ? warning : hint;
    return [say('ruleLostOnTcp', resource, culprit.path, { args, on: 'key' })];
  }
  // "DENY, AUDIT, CUSTOM: HTTP-only pieces vanish, the rest remains", and the rule reaches further.
  const others = [...new Set(concerned.flatMap(({ other }) => other))].filter((port) => !ports.includes(port));
  return [warning('ruleWidenedOnTcp', resource, culprit.path, { args, on: 'key', fix: limited(placed, others) })];
}

/** The ports of a workload that a rule may be about, by what they carry. */
function portsOf(facts: Facts, workload: Workload, { fields, rule }: PlacedRule): Ports {
  const declared = [...facts.declared(workload)].filter(([port]) =>
    (rule.to?.length ?? 0) === 0
      ? mayMatch(fields, port, null)
      : (rule.to ?? []).some((_, entry) => mayMatch(fields, port, entry)),
  );
  const tcp = declared.filter(([, { protocol }]) => protocol === 'TCP').map(([port]) => port);
  const other = declared.filter(([, { protocol }]) => protocol !== 'TCP').map(([port]) => port);
  return { workload, tcp, other };
}

/** Whether an entry of `to`, with the conditions, lets a port through. */
function mayMatch(fields: readonly RuleField[], port: number, entry: number | null): boolean {
  return fields.every(({ name, negated, values, part, entry: of }) => {
    const own = (name === 'ports' && part === 'to' && of === entry) || name === 'destination.port';
    return !own || values.includes(String(port)) !== negated;
  });
}

/** Says of each operation which ports it is about: those that carry HTTP. */
function limited({ policy: { resource }, rule, path }: PlacedRule, ports: readonly number[]): readonly Edit[] {
  if (ports.length === 0) return [];
  const values = ports.map(String);
  if ((rule.to?.length ?? 0) === 0) return [set(resource, [...path, 'to'], [{ operation: { ports: values } }])];
  return (rule.to ?? []).flatMap(({ operation }, index) =>
    operation?.ports?.length ? [] : [set(resource, [...path, 'to', index, 'operation', 'ports'], values)],
  );
}

function nameOf({ name, negated, part }: RuleField): string {
  return negated && part !== 'when' ? `not${name.charAt(0).toUpperCase()}${name.slice(1)}` : name;
}
