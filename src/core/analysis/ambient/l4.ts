import { ztunnelCondition, ztunnelOperation, ztunnelSource } from '../../controlplane/ambient/l4Fields.ts';
import type { Policy } from '../../controlplane/authorization/attached.ts';
import { isList, isObject, type Json, type JsonObject } from '../../model/json.ts';
import { valueAt } from '../../cluster/fields.ts';
import type { Edit } from '../../model/lint.ts';

/**
 * The rules of a policy without what is about HTTP, so that ztunnel keeps all of it (10.2). Null: a rule would be left with
 * nothing, and then let in, or keep out, everybody.
 */
export function withoutHttp({ resource }: Policy): readonly Edit[] | null {
  const rules = valueAt(resource.body, ['spec', 'rules']);
  if (rules === undefined || !isList(rules)) return null;
  const edits: Edit[] = [];
  for (const [index, rule] of rules.entries()) {
    if (!isObject(rule)) continue;
    const left = ruleWithoutHttp(rule);
    if (JSON.stringify(left) === JSON.stringify(rule)) continue;
    if (Object.keys(left).length === 0) return null;
    edits.push({ op: 'set', resource: resource.id, path: ['spec', 'rules', index], value: left });
  }
  return edits.length === 0 ? null : edits;
}

function ruleWithoutHttp(rule: JsonObject): JsonObject {
  const parts = {
    from: entries(rule['from'], 'source', ztunnelSource),
    to: entries(rule['to'], 'operation', ztunnelOperation),
    when: conditions(rule['when']),
  };
  const kept = Object.entries({ ...rule, ...parts }).flatMap(([key, value]) =>
    value === undefined || value === null ? [] : [[key, value] as const],
  );
  return Object.fromEntries(kept);
}

/** An entry of which nothing is left means any, and then so does the whole list: null. */
function entries(list: Json | undefined, part: string, kinds: Readonly<Record<string, unknown>>): Json | null {
  if (list === undefined || !isList(list)) return null;
  const left = list.map((entry): JsonObject => {
    const inner = isObject(entry) ? entry[part] : undefined;
    if (inner === undefined || !isObject(inner)) return {};
    return Object.fromEntries(Object.entries(inner).filter(([key]) => kinds[positive(key)] !== 'http'));
  });
  if (left.some((each) => Object.keys(each).length === 0)) return null;
  return left.map((each) => ({ [part]: each }));
}

function positive(key: string): string {
  return /^not[A-Z]/.test(key) ? key.charAt(3).toLowerCase() + key.slice(4) : key;
}

function conditions(list: Json | undefined): Json | null {
  if (list === undefined || !isList(list)) return null;
  const left = list.filter((condition) => {
    const key = isObject(condition) ? condition['key'] : undefined;
    return typeof key !== 'string' || ztunnelCondition(key) !== 'http';
  });
  return left.length === 0 ? null : left;
}
