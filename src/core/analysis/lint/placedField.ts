import type { Policy } from '../../controlplane/authorization/attached.ts';
import type { Finding } from '../../model/lint.ts';
import type { Path } from '../../model/resource.ts';
import type { Facts } from './facts.ts';
import type { RuleField } from './ruleFields.ts';

/** A field of a rule, with the policy that it stands in. */
export interface PlacedField {
  readonly policy: Policy;
  readonly field: RuleField;
}

/** Pitfalls of single fields. */
export type FieldLint = (facts: Facts, placed: PlacedField) => readonly Finding[];

/** The same, by their text alone. */
export type TextLint = (placed: PlacedField) => readonly Finding[];

/** Looks at each value of a field by itself. */
export function eachValue(
  { field }: PlacedField,
  look: (value: string, path: Path) => readonly Finding[],
): readonly Finding[] {
  return field.values.flatMap((value, index) => look(value, [...field.path, index]));
}
