import type { JsonObject } from '../../core/model/json.ts';
import type { Facts, Setting } from './facts.ts';
import { conditionField, type Field, operationFields, sourceFields } from './fields.ts';
import { map, maps, text, texts } from './json.ts';

export type Action = 'ALLOW' | 'DENY';

/** Whether a rule matches what a chain sees. */
export function ruleMatches(rule: JsonObject, action: Action, facts: Facts, setting: Setting): boolean {
  const from = maps(rule['from']).map(({ source }) => map(source));
  const to = maps(rule['to']).map(({ operation }) => map(operation));
  const when = maps(rule['when']);
  // "ALLOW: one HTTP-only value anywhere in the rule discards the whole rule."
  if (facts.http === null && action === 'ALLOW') {
    const http = [
      ...from.map((source) => asksHttp(source, sourceFields)),
      ...to.map((operation) => asksHttp(operation, operationFields)),
      ...when.map(({ key }) => conditionField(text(key))?.httpOnly === true),
    ];
    if (http.includes(true)) return false;
  }
  // "(OR over `from` entries) AND (OR over `to` entries) AND (AND over `when` entries)"; absent: any.
  const any = (entries: readonly JsonObject[], fields: Readonly<Record<string, Field>>): boolean =>
    entries.length === 0 || entries.some((entry) => entryMatches(entry, fields, facts, setting));
  return (
    any(from, sourceFields) &&
    any(to, operationFields) &&
    when.every((condition) => conditionMatches(condition, facts, setting))
  );
}

function asksHttp(entry: JsonObject, fields: Readonly<Record<string, Field>>): boolean {
  return Object.entries(fields).some(
    ([name, { httpOnly }]) => httpOnly && (texts(entry[name]).length > 0 || texts(entry[negative(name)]).length > 0),
  );
}

/** "Within one source or one operation: every field present AND'ed." */
function entryMatches(
  entry: JsonObject,
  fields: Readonly<Record<string, Field>>,
  facts: Facts,
  setting: Setting,
): boolean {
  return Object.entries(fields).every(([name, field]) =>
    fieldMatches(field, texts(entry[name]), texts(entry[negative(name)]), facts, setting),
  );
}

function conditionMatches(condition: JsonObject, facts: Facts, setting: Setting): boolean {
  const field = conditionField(text(condition['key']));
  // "A rule whose `when` has an unknown key is skipped whole."
  if (field === null) return false;
  return fieldMatches(field, texts(condition['values']), texts(condition['notValues']), facts, setting);
}

/** "Within a field: values OR'ed. `notX: [a,b]` = NOT(a OR b). `X` and `notX` together: AND." */
function fieldMatches(
  field: Field,
  values: readonly string[],
  notValues: readonly string[],
  facts: Facts,
  setting: Setting,
): boolean {
  // "DENY / AUDIT / CUSTOM: HTTP-only pieces vanish, rest remains."
  if (field.httpOnly && facts.http === null) return true;
  const hit = (value: string): boolean => field.matches(value, facts, setting);
  return (values.length === 0 || values.some(hit)) && !notValues.some(hit);
}

function negative(name: string): string {
  return `not${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
