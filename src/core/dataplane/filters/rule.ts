import type { RbacEntry, RbacRule } from '../../controlplane/authorization/rbac.ts';
import type { Check, CheckKind } from '../../model/trace.ts';
import { checkField } from './field.ts';
import type { RbacInput } from './input.ts';

const any = { kind: 'any' } as const;

/** "Rule matches = (OR over from) AND (OR over to) AND (AND over when)" (3.1). Every part is tried, for the explanation. */
export function checkRule(rule: RbacRule, input: RbacInput): Check {
  const children: Check[] = [];
  if (rule.from.length > 0) children.push(anyOf('from', rule, rule.from, input));
  if (rule.to.length > 0) children.push(anyOf('to', rule, rule.to, input));
  if (rule.when) children.push(entryCheck('when', 'when', rule, rule.when, input));
  return {
    kind: 'rule',
    name: String(rule.ref.rule),
    source: { resource: rule.ref.resource, path: rule.path },
    matched: children.every((child) => child.matched),
    expected: any,
    actual: any,
    children,
  };
}

function anyOf(kind: 'from' | 'to', rule: RbacRule, entries: readonly RbacEntry[], input: RbacInput): Check {
  const children = entries.map((entry, index) => entryCheck(kind, String(index), rule, entry, input));
  const only = children[0];
  // One entry needs no list around it.
  if (only && children.length === 1) return only;
  const matched = children.some((child) => child.matched);
  const source = { resource: rule.ref.resource, path: [...rule.path, kind] };
  return { kind, name: '', source, matched, expected: any, actual: any, children };
}

/** "Within one source or operation: every field present is AND'ed" (3.2). */
function entryCheck(kind: CheckKind, name: string, rule: RbacRule, entry: RbacEntry, input: RbacInput): Check {
  const children = entry.fields.map((field) => checkField(field, input, rule.ref.resource));
  return {
    kind,
    name,
    source: { resource: rule.ref.resource, path: entry.path },
    matched: children.every((child) => child.matched),
    expected: any,
    actual: any,
    children,
  };
}
