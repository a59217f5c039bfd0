import {
  conditionField,
  type FieldKind,
  operationFields,
  sourceFields,
} from '../../controlplane/authorization/fields.ts';
import type { Path } from '../../model/resource.ts';
import type { AuthorizationPolicySpec } from '../../yaml/schema/authorizationPolicy.ts';

export type Rule = NonNullable<AuthorizationPolicySpec['rules']>[number];

/** A field of a rule with values: `methods`, `notMethods`, or a condition's key. */
export interface RuleField {
  /** As it is called without `not`: `methods`, `request.headers[x]`. */
  readonly name: string;
  readonly negated: boolean;
  readonly part: 'from' | 'to' | 'when';
  /** Which entry of `from`, `to` or `when`. */
  readonly entry: number;
  readonly values: readonly string[];
  /** Of the list of values. */
  readonly path: Path;
  readonly kind: FieldKind;
}

/** Every field of a rule that has values. */
export function fieldsOf(rule: Rule, path: Path): readonly RuleField[] {
  return [
    ...(rule.from ?? []).flatMap(({ source }, entry) =>
      entryFields(source ?? {}, sourceFields, { part: 'from', entry, path: [...path, 'from', entry, 'source'] }),
    ),
    ...(rule.to ?? []).flatMap(({ operation }, entry) =>
      entryFields(operation ?? {}, operationFields, { part: 'to', entry, path: [...path, 'to', entry, 'operation'] }),
    ),
    ...(rule.when ?? []).flatMap(({ key, values, notValues }, entry): RuleField[] => {
      const kind = conditionField(key);
      if (typeof kind === 'string') return [];
      const at = { name: key, part: 'when', entry, kind } as const;
      const base = [...path, 'when', entry];
      return [
        ...(values?.length ? [{ ...at, negated: false, values, path: [...base, 'values'] }] : []),
        ...(notValues?.length ? [{ ...at, negated: true, values: notValues, path: [...base, 'notValues'] }] : []),
      ];
    }),
  ];
}

type Entry = Readonly<Record<string, readonly string[] | undefined>>;

function entryFields(
  entry: Entry,
  kinds: Readonly<Record<string, FieldKind>>,
  at: Pick<RuleField, 'part' | 'entry' | 'path'>,
): readonly RuleField[] {
  return Object.entries(entry).flatMap(([key, values = []]): RuleField[] => {
    const negated = /^not[A-Z]/.test(key);
    const name = negated ? key.charAt(3).toLowerCase() + key.slice(4) : key;
    const kind = kinds[name];
    if (kind === undefined || values.length === 0) return [];
    return [{ ...at, name, negated, values, kind, path: [...at.path, key] }];
  });
}
