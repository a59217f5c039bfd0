import type { Finding } from '../../model/lint.ts';
import type { Path } from '../../model/resource.ts';
import type { Lint } from './facts.ts';
import { set, warning } from './finding.ts';
import { authorizationPolicies, rulesOf } from './policies.ts';
import type { RuleField } from './ruleFields.ts';
import type { Resource } from '../../model/resource.ts';

/** A pitfall of one value of one field. */
type ValueLint = (resource: Resource, value: string, path: Path, field: RuleField) => readonly Finding[];

const byField: Readonly<Record<string, readonly ValueLint[]>> = {
  principals: [spiffe],
  'source.principal': [spiffe],
  methods: [lowerCase],
  'request.headers[:method]': [lowerCase],
};

/** Values that can never match, or not what they seem to. */
export const values: Lint = ({ world }) =>
  authorizationPolicies(world).flatMap((policy) =>
    rulesOf(policy).flatMap(({ fields }) =>
      fields.flatMap((field) =>
        (byField[field.name] ?? []).flatMap((lint) =>
          field.values.flatMap((value, index) => lint(policy.resource, value, [...field.path, index], field)),
        ),
      ),
    ),
  );

/** "Must be written without spiffe://: it compiles to spiffe://spiffe://… and never matches" (2.1). */
function spiffe(resource: Resource, value: string, path: Path): readonly Finding[] {
  const scheme = 'spiffe://';
  if (!value.startsWith(scheme)) return [];
  const fix = value.length > scheme.length ? [set(resource, path, value.slice(scheme.length))] : [];
  return [warning('spiffePrefix', resource, path, { args: { value }, fix })];
}

/** "HDR on :method, case-sensitive: `get` never matches GET" (2.2). */
function lowerCase(resource: Resource, value: string, path: Path): readonly Finding[] {
  const upper = value.toUpperCase();
  if (upper === value) return [];
  return [warning('methodCase', resource, path, { args: { value, upper }, fix: [set(resource, path, upper)] })];
}
