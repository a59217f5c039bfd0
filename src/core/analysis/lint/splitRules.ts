import type { Edit, Finding } from '../../model/lint.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lint } from './facts.ts';
import { remove, set, warning } from './finding.ts';
import { authorizationPolicies } from './policies.ts';
import type { Rule } from './ruleFields.ts';
import { valueAt } from '../../cluster/fields.ts';

type Part = 'from' | 'to' | 'when';
const parts: readonly Part[] = ['from', 'to', 'when'];

/** One dash too many: a rule with senders alone, followed by one with operations or conditions alone (3.1). */
export const splitRules: Lint = ({ world }) =>
  authorizationPolicies(world).flatMap(({ resource, spec }) =>
    (spec.rules ?? []).flatMap((rule, index): Finding[] => {
      const next = spec.rules?.[index + 1];
      const first = onlyPart(rule);
      const second = next === undefined ? null : onlyPart(next);
      // "Policy matches = OR over rules; rule matches = from AND to AND when."
      if (first !== 'from' || second === null || second === 'from') return [];
      const path = ['spec', 'rules', index + 1];
      return [
        warning('splitRule', resource, path, {
          args: { first, second, rule: String(index + 1) },
          fix: joined(resource, index, second),
        }),
      ];
    }),
  );

function onlyPart(rule: Rule): Part | null {
  const given = parts.filter((part) => (rule[part]?.length ?? 0) > 0);
  return given.length === 1 ? (given[0] ?? null) : null;
}

function joined(resource: Resource, index: number, part: Part): readonly Edit[] {
  const value = valueAt(resource.body, ['spec', 'rules', index + 1, part]);
  if (value === undefined) return [];
  return [set(resource, ['spec', 'rules', index, part], value), remove(resource, ['spec', 'rules', index + 1])];
}
