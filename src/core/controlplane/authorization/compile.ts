import type { Path } from '../../model/resource.ts';
import type { RbacAction, RuleRef } from '../../model/trace.ts';
import type { AuthorizationPolicySpec } from '../../yaml/schema/authorizationPolicy.ts';
import { conditionField, type FieldContext, type FieldKind, operationFields, sourceFields } from './fields.ts';
import type { DroppedRule, RbacEntry, RbacField, RbacRule, RbacValue } from './rbac.ts';

type Rule = NonNullable<AuthorizationPolicySpec['rules']>[number];
type Condition = NonNullable<Rule['when']>[number];
export type ChainLayer = 'HTTP' | 'TCP';

interface Compilation {
  readonly action: RbacAction | 'CUSTOM';
  readonly layer: ChainLayer;
  readonly context: FieldContext;
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
): RbacRule | DroppedRule {
  const run: Compilation = { action, layer, context, problem: null };
  const from = (rule.from ?? []).map((entry, index) =>
    compileEntry(run, entry.source ?? {}, sourceFields, [...path, 'from', index, 'source']),
  );
  const to = (rule.to ?? []).map((entry, index) =>
    compileEntry(run, entry.operation ?? {}, operationFields, [...path, 'to', index, 'operation']),
  );
  const when = compileConditions(run, rule.when ?? [], [...path, 'when']);
  if (run.problem !== null) return { ref, path, ...run.problem };
  return { id: `ns[${ref.namespace}]-policy[${ref.name}]-rule[${ref.rule}]`, ref, path, from, to, when };
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
  return { path, fields };
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
  return { path, fields };
}

function compileField(
  run: Compilation,
  name: string,
  kind: FieldKind,
  texts: readonly string[],
  negated: boolean,
  path: Path,
): RbacField {
  const erased = kind.httpOnly && run.layer === 'TCP';
  if (erased) fail(run, 'httpOnlyOnTcp', path, name);
  const values: RbacValue[] = [];
  if (!erased) {
    texts.forEach((text, index) => {
      const matchers = kind.matchers(text, run.context);
      if (matchers === null) fail(run, 'badValue', [...path, index], text);
      else values.push({ text, path: [...path, index], matchers });
    });
  }
  // "If it was the last value of that field, the field disappears."
  return {
    name,
    path,
    negated,
    attribute: kind.attribute,
    values,
    erased: erased || values.length === 0,
    known: new Map(),
  };
}

/** "ALLOW: the entire rule is discarded; other actions: only that value is discarded" (3.6, 4.2). */
function fail(run: Compilation, reason: DroppedRule['reason'], culprit: Path, text: string): void {
  if (run.action === 'ALLOW') run.problem ??= { reason, culprit, text };
}
