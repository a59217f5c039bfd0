import type { Path, ResourceId } from '../../model/resource.ts';
import type { RbacAction, RuleRef, Term } from '../../model/trace.ts';
import type { AuthorizationPolicySpec } from '../../yaml/schema/authorizationPolicy.ts';
import { conditionField, type FieldContext, type FieldKind, operationFields, sourceFields } from './fields.ts';
import type { DroppedRule, RbacEntry, RbacField, RbacRule, RbacValue } from './rbac.ts';
import { ruleId } from './ruleId.ts';
import { bitOf, indexOf, nothingShared, readsOf, type Shared, testOf } from './shared.ts';

type Rule = NonNullable<AuthorizationPolicySpec['rules']>[number];
type Condition = NonNullable<Rule['when']>[number];
export type ChainLayer = 'HTTP' | 'TCP';

interface Compilation {
  readonly action: RbacAction | 'CUSTOM';
  readonly layer: ChainLayer;
  readonly context: FieldContext;
  readonly resource: ResourceId;
  readonly shared: Shared;
  /** The first part that cannot be compiled and takes the rule with it. */
  problem: Pick<DroppedRule, 'reason' | 'culprit' | 'text'> | null;
}

/**
 * One rule as istiod's builder writes it for a chain of this layer (`authz/model/model.go`).
 * The result is an entry of the RBAC filter, or why there is none. Unknown keys and unparsable values never throw.
 */
export function compileRule(
  rule: Rule,
  ref: RuleRef,
  path: Path,
  action: RbacAction | 'CUSTOM',
  layer: ChainLayer,
  context: FieldContext,
  shared: Shared = nothingShared(),
): RbacRule | DroppedRule {
  const { resource } = ref;
  const run: Compilation = { action, layer, context, resource, shared, problem: null };
  const from = (rule.from ?? []).map((entry, index) =>
    compileEntry(run, entry.source ?? {}, sourceFields, [...path, 'from', index, 'source']),
  );
  const to = (rule.to ?? []).map((entry, index) =>
    compileEntry(run, entry.operation ?? {}, operationFields, [...path, 'to', index, 'operation']),
  );
  const when = compileConditions(run, rule.when ?? [], [...path, 'when']);
  if (run.problem !== null) return { ref, path, ...run.problem };
  const reads = readsOf([...from, ...to, ...(when ? [when] : [])]);
  const name = String(ref.rule);
  return { id: ruleId(ref), name, ref, source: { resource, path }, from, to, when, reads, latest: null };
}

/** The fields of one source or operation, each with its negative twin (`notPrincipals`). */
function compileEntry(
  run: Compilation,
  entry: Readonly<Record<string, readonly string[] | undefined>>,
  kinds: Readonly<Record<string, FieldKind>>,
  path: Path,
): RbacEntry {
  const fields: RbacField[] = [];
  for (const [name, kind] of Object.entries(kinds)) {
    const negative = `not${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    for (const [key, negated] of [
      [name, false],
      [negative, true],
    ] as const) {
      const values = entry[key];
      // "An empty value list equals absent."
      if (values === undefined || values.length === 0) continue;
      fields.push(compileField(run, key, kind, values, negated, [...path, key]));
    }
  }
  return entryOf(run, path, fields);
}

function entryOf({ resource }: Compilation, path: Path, fields: readonly RbacField[]): RbacEntry {
  return { source: { resource, path }, fields, reads: readsOf(fields), latest: null };
}

/** All conditions of a rule: each key is a field, `values` and `notValues` are joined by AND. */
function compileConditions(run: Compilation, conditions: readonly Condition[], path: Path): RbacEntry | null {
  if (conditions.length === 0) return null;
  const fields: RbacField[] = [];
  conditions.forEach((condition, index) => {
    const key = condition.key ?? '';
    const kind = conditionField(key);
    // "A rule whose when has an unknown key is skipped whole, for every action."
    if (kind === 'unknown') {
      run.problem ??= { reason: 'unknownKey', culprit: [...path, index, 'key'], text: key };
      return;
    }
    if (kind === 'bad') {
      fail(run, 'badValue', [...path, index, 'key'], key);
      return;
    }
    for (const [name, negated] of [
      ['values', false],
      ['notValues', true],
    ] as const) {
      const values = condition[name];
      if (values === undefined || values.length === 0) continue;
      fields.push(compileField(run, key, kind, values, negated, [...path, index, name]));
    }
  });
  return entryOf(run, path, fields);
}

function compileField(
  run: Compilation,
  name: string,
  kind: FieldKind,
  texts: readonly string[],
  negated: boolean,
  path: Path,
): RbacField {
  const { resource } = run;
  const httpOnlyOnTcp = kind.httpOnly && run.layer === 'TCP';
  if (httpOnlyOnTcp) fail(run, 'httpOnlyOnTcp', path, name);
  const values: RbacValue[] = [];
  const kept: string[] = [];
  if (!httpOnlyOnTcp) {
    texts.forEach((text, index) => {
      const test = testOf(run.shared, name, kind, text, run.context);
      if (test === null) {
        fail(run, 'badValue', [...path, index], text);
        return;
      }
      kept.push(text);
      values.push({ source: { resource, path: [...path, index] }, test });
    });
  }
  // "If it was the last value of that field, the field disappears."
  const erased = values.length === 0;
  const slot = indexOf(run.shared, kind.attribute);
  const asked: Term = negated ? { kind: 'not', values: kept } : { kind: 'values', values: kept };
  return {
    name,
    source: { resource, path },
    expected: erased ? { kind: 'any' } : asked,
    negated,
    attribute: run.shared.attributes[slot] ?? kind.attribute,
    reads: bitOf(slot),
    values,
    erased,
    latest: null,
  };
}

/** "ALLOW: the entire rule is discarded; other actions: only that value is discarded" (3.6, 4.2). */
function fail(run: Compilation, reason: DroppedRule['reason'], culprit: Path, text: string): void {
  if (run.action === 'ALLOW') run.problem ??= { reason, culprit, text };
}
