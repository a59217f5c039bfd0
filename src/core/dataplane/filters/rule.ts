import type { RbacEntry, RbacRule } from '../../controlplane/authorization/rbac.ts';
import { note } from '../../model/note.ts';
import type { SourceRef } from '../../model/resource.ts';
import type { Check, CheckKind } from '../../model/trace.ts';
import type { Facts } from './facts.ts';
import { checkField } from './field.ts';
import { keep, latest } from './latest.ts';

const any = { kind: 'any' } as const;
const nothingLeft = note('entry.nothingLeft', {});

/** "Rule matches = (OR over from) AND (OR over to) AND (AND over when)" (3.1). Every part is tried, for the explanation. */
export function checkRule(rule: RbacRule, facts: Facts): Check {
  const same = latest(rule, facts);
  if (same !== null) return same;
  const children: Check[] = [];
  if (rule.from.length > 0) children.push(anyOf('from', rule, rule.from, facts));
  if (rule.to.length > 0) children.push(anyOf('to', rule, rule.to, facts));
  if (rule.when) children.push(checkEntry('when', 'when', rule.when, facts));
  return keep(rule, group('rule', rule.name, rule.source, allMatched(children), children));
}

function anyOf(kind: 'from' | 'to', rule: RbacRule, entries: readonly RbacEntry[], facts: Facts): Check {
  const [first] = entries;
  // One entry needs no list around it.
  if (first !== undefined && entries.length === 1) return checkEntry(kind, '0', first, facts);
  const children = entries.map((entry, index) => checkEntry(kind, String(index), entry, facts));
  const source = { resource: rule.source.resource, path: [...rule.source.path, kind] };
  return group(kind, '', source, anyMatched(children), children);
}

/** "Within one source or operation: every field present is AND'ed" (3.2). */
function checkEntry(kind: CheckKind, name: string, entry: RbacEntry, facts: Facts): Check {
  const same = latest(entry, facts);
  if (same !== null) return same;
  const children = entry.fields.map((field) => checkField(field, facts));
  if (entry.never) return keep(entry, { ...group(kind, name, entry.source, false, children), note: nothingLeft });
  return keep(entry, group(kind, name, entry.source, allMatched(children), children));
}

/** A check that only holds others together. */
export function group(
  kind: CheckKind,
  name: string,
  source: SourceRef,
  matched: boolean,
  children: readonly Check[],
): Check {
  return { kind, name, source, matched, expected: any, actual: any, children };
}

function allMatched(checks: readonly Check[]): boolean {
  return checks.every((check) => check.matched);
}

export function anyMatched(checks: readonly Check[]): boolean {
  return checks.some((check) => check.matched);
}
