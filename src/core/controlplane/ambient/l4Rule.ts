import { note } from '../../model/note.ts';
import type { Path } from '../../model/resource.ts';
import type { RuleRef, Term } from '../../model/trace.ts';
import type { AuthorizationPolicySpec } from '../../yaml/schema/authorizationPolicy.ts';
import type { FieldContext } from '../authorization/fields.ts';
import type { DroppedRule, RbacEntry, RbacField, RbacRule, RbacValue } from '../authorization/rbac.ts';
import { ruleId } from '../authorization/ruleId.ts';
import { bitOf, indexOf, readsOf, type Shared, testOf } from '../authorization/shared.ts';
import { ztunnelCondition, type ZtunnelField, ztunnelOperation, ztunnelSource } from './l4Fields.ts';

type Rule = NonNullable<AuthorizationPolicySpec['rules']>[number];
type Fields = Readonly<Record<string, readonly string[] | undefined>>;

/** An HTTP attribute of a rule, by the name that istiod gives it in the policy's status. */
export interface HttpAttribute {
  readonly name: string;
  readonly path: Path;
}

/** One rule as istiod sends it to ztunnel, with the HTTP attributes that were found in it. */
export interface L4Rule {
  readonly rule: RbacRule | DroppedRule;
  readonly http: readonly HttpAttribute[];
}

interface Compilation {
  readonly ref: RuleRef;
  readonly context: FieldContext;
  readonly shared: Shared;
  readonly http: HttpAttribute[];
}

/** "Each rule → clauses AND'ed: to entries OR'ed, from entries OR'ed, then one clause per when entry" (10.2). */
export function compileL4Rule(rule: Rule, ref: RuleRef, path: Path, action: 'ALLOW' | 'DENY', shared: Shared): L4Rule {
  const run: Compilation = { ref, shared, http: [], context: { policyNamespace: ref.namespace, bundle: [] } };
  const from = (rule.from ?? []).map((entry, index) =>
    compileEntry(run, entry.source ?? {}, ztunnelSource, [...path, 'from', index, 'source']),
  );
  const to = (rule.to ?? []).map((entry, index) =>
    compileEntry(run, entry.operation ?? {}, ztunnelOperation, [...path, 'to', index, 'operation']),
  );
  const when = compileConditions(run, rule.when ?? [], [...path, 'when']);
  const [first] = run.http;
  // "ALLOW rule with any HTTP item anywhere → whole rule omitted (also its L4 entries; sibling rules stay)."
  if (action === 'ALLOW' && first) {
    const dropped = { ref, path, reason: 'httpOnlyAtZtunnel', culprit: first.path, text: first.name } as const;
    return { rule: dropped, http: run.http };
  }
  const id = ruleId(ref);
  const reads = readsOf([...from, ...to, ...(when ? [when] : [])]);
  const source = { resource: ref.resource, path };
  const compiled = { id, name: String(ref.rule), ref, source, from, to, when, reads, latest: null };
  return { rule: compiled, http: run.http };
}

function compileEntry(run: Compilation, entry: Fields, kinds: Readonly<Record<string, ZtunnelField>>, path: Path) {
  const fields: RbacField[] = [];
  for (const [name, kind] of Object.entries(kinds)) {
    for (const [key, negated] of [
      [name, false],
      [`not${name.charAt(0).toUpperCase()}${name.slice(1)}`, true],
    ] as const) {
      const values = entry[key];
      if (values === undefined || values.length === 0) continue;
      fields.push(compileField(run, key, kind, values, negated, [...path, key], key));
    }
  }
  // "DENY: HTTP items erased field by field; the result may be an empty match."
  return entryOf(
    run,
    path,
    fields,
    fields.every(({ erased }) => erased),
  );
}

/** All conditions together: each is a clause of its own, so one with nothing left keeps the rule from ever matching. */
function compileConditions(run: Compilation, conditions: NonNullable<Rule['when']>, path: Path): RbacEntry | null {
  if (conditions.length === 0) return null;
  const fields: RbacField[] = [];
  let never = false;
  conditions.forEach((condition, index) => {
    const key = condition.key ?? '';
    const kind = ztunnelCondition(key);
    if (kind === 'http') run.http.push({ name: key, path: [...path, index, 'key'] });
    const own = (['values', 'notValues'] as const).flatMap((name) => {
      const values = condition[name];
      if (values === undefined || values.length === 0) return [];
      return [compileField(run, key, kind, values, name === 'notValues', [...path, index, name], null)];
    });
    if (own.every(({ erased }) => erased)) never = true;
    fields.push(...own);
  });
  return entryOf(run, path, fields, never);
}

function entryOf({ ref }: Compilation, path: Path, fields: readonly RbacField[], never: boolean): RbacEntry {
  return { source: { resource: ref.resource, path }, fields, reads: readsOf(fields), latest: null, never };
}

/** `status`: the name of an HTTP field in the policy's status; a condition's key is noted by its clause. */
function compileField(
  run: Compilation,
  name: string,
  kind: ZtunnelField,
  texts: readonly string[],
  negated: boolean,
  path: Path,
  status: string | null,
): RbacField {
  const source = { resource: run.ref.resource, path };
  const unread = { name, source, expected: { kind: 'any' }, negated, values: [], erased: true, latest: null } as const;
  if (kind === 'http' || kind === 'ignored') {
    if (kind === 'http' && status !== null) run.http.push({ name: status, path });
    const leftOut = note(kind === 'http' ? 'field.httpOnlyAtZtunnel' : 'field.ignoredByZtunnel', {});
    return { ...unread, attribute: { kind: 'peer' }, reads: 0, leftOut };
  }
  const slot = indexOf(run.shared, kind.attribute);
  const common = { attribute: run.shared.attributes[slot] ?? kind.attribute, reads: bitOf(slot) };
  const kept: string[] = [];
  // "Bad ports and addresses are skipped value by value."
  const values = texts.flatMap((text, index): readonly RbacValue[] => {
    const test = testOf(run.shared, name, kind, text, run.context);
    if (test === null) return [];
    kept.push(text);
    return [{ source: { resource: run.ref.resource, path: [...path, index] }, test }];
  });
  if (values.length === 0) return { ...unread, ...common, leftOut: note('field.ignoredByZtunnel', {}) };
  const expected: Term = negated ? { kind: 'not', values: kept } : { kind: 'values', values: kept };
  return { name, source, expected, negated, values, erased: false, latest: null, ...common };
}
