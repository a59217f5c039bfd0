import type { JsonObject } from '../model/json.ts';
import { objectsAt, stringsAt, textAt, valueAt } from './fields.ts';

type Labels = Readonly<Record<string, string>>;

function labelOf(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}

/** Whether all wanted labels are there, with exactly these values. No wanted labels match everything. */
export function matchesLabels(wanted: Labels, labels: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => labelOf(labels, key) === value);
}

/**
 * A Kubernetes LabelSelector (`matchLabels` and `matchExpressions`, all of which must match).
 * `{}` matches everything; an unknown operator matches nothing.
 */
export function matchesSelector(selector: JsonObject, labels: Labels): boolean {
  return (
    matchesLabels(stringsAt(selector, 'matchLabels'), labels) &&
    objectsAt(selector, 'matchExpressions').every((expression) => matchesExpression(expression, labels))
  );
}

function matchesExpression(expression: JsonObject, labels: Labels): boolean {
  const value = labelOf(labels, textAt(expression, 'key') ?? '');
  const given = valueAt(expression, ['values']);
  const values: readonly unknown[] = Array.isArray(given) ? given : [];
  switch (textAt(expression, 'operator') ?? '') {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      // "NotIn also matches objects without the key".
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}
