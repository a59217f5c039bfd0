import { isList, isObject, type Json, type JsonObject } from '../../model/json.ts';

/** How another proxy reads what a rule says of ports and accounts. */
export interface Reading {
  /** The ports that are meant there. Empty: none that it could see. Null: for some of the pods this one, for some another. */
  readonly port: (value: string) => readonly string[] | null;
  readonly account: (value: string) => string;
}

/** What is left of a part of a rule: nothing that asks for anything, or nothing that could ever be. */
type Left<Part> = { readonly kind: 'any' | 'never' | 'unsaid' } | { readonly kind: 'part'; readonly part: Part };

const any = { kind: 'any' } as const;
const never = { kind: 'never' } as const;
const unsaid = { kind: 'unsaid' } as const;

/**
 * Rules as they must be written for the other proxy to enforce what they say now; one that could match nothing there is left
 * out. Null: it cannot be said there.
 */
export function readRules(rules: readonly Json[], reading: Reading): readonly Json[] | null {
  const read = rules.map((rule) => readRule(rule, reading));
  if (read.some(({ kind }) => kind === 'unsaid')) return null;
  return read.flatMap((each): readonly Json[] =>
    each.kind === 'part' ? [each.part] : each.kind === 'any' ? [{}] : [],
  );
}

function readRule(rule: Json, reading: Reading): Left<JsonObject> {
  if (!isObject(rule)) return any;
  const parts = {
    from: listOf(rule['from'], (entry) => inEntry(entry, 'source', reading), 'or'),
    to: listOf(rule['to'], (entry) => inEntry(entry, 'operation', reading), 'or'),
    when: listOf(rule['when'], (entry) => inCondition(entry, reading), 'and'),
  };
  const kinds = Object.values(parts).map(({ kind }) => kind);
  if (kinds.includes('unsaid')) return unsaid;
  if (kinds.includes('never')) return never;
  const kept = Object.entries(rule).flatMap(([key, value]): readonly (readonly [string, Json])[] => {
    const left = key === 'from' || key === 'to' || key === 'when' ? parts[key] : null;
    if (left === null) return [[key, value]];
    return left.kind === 'part' ? [[key, left.part]] : [];
  });
  return { kind: 'part', part: Object.fromEntries(kept) };
}

/** Of entries of which one is enough (`or`), or all are needed (`and`). */
function listOf(list: Json | undefined, read: (entry: Json) => Left<Json>, how: 'or' | 'and'): Left<Json> {
  if (list === undefined || !isList(list)) return any;
  const entries = list.map(read);
  if (entries.some(({ kind }) => kind === 'unsaid')) return unsaid;
  const [decides, drops] = how === 'or' ? ([any, never] as const) : ([never, any] as const);
  if (entries.some(({ kind }) => kind === decides.kind)) return decides;
  const left = entries.flatMap((entry) => (entry.kind === 'part' ? [entry.part] : []));
  return left.length === 0 ? drops : { kind: 'part', part: left };
}

const portFields: ReadonlySet<string> = new Set(['ports', 'notPorts']);
const accountFields: ReadonlySet<string> = new Set(['serviceAccounts', 'notServiceAccounts']);

function inEntry(entry: Json, part: 'source' | 'operation', reading: Reading): Left<Json> {
  const inner = isObject(entry) ? entry[part] : undefined;
  if (!isObject(entry) || !isObject(inner)) return { kind: 'part', part: entry };
  const fields = fieldsOf(
    inner,
    (key) => key.startsWith('not'),
    (key) => (portFields.has(key) ? reading.port : accountFields.has(key) ? (value) => [reading.account(value)] : null),
  );
  return fields.kind === 'part' ? { kind: 'part', part: { ...entry, [part]: fields.part } } : fields;
}

function inCondition(condition: Json, reading: Reading): Left<Json> {
  if (!isObject(condition)) return { kind: 'part', part: condition };
  const change =
    condition['key'] === 'destination.port'
      ? reading.port
      : condition['key'] === 'source.serviceAccount'
        ? (value: string) => [reading.account(value)]
        : null;
  if (change === null) return { kind: 'part', part: condition };
  const { key, ...values } = condition;
  const fields = fieldsOf(
    values,
    (name) => name === 'notValues',
    () => change,
  );
  return fields.kind === 'part' && key !== undefined ? { kind: 'part', part: { key, ...fields.part } } : fields;
}

/** Fields of which all must hold: an empty list of what must be is never, one of what must not be is no demand. */
function fieldsOf(
  fields: JsonObject,
  negates: (key: string) => boolean,
  changeOf: (key: string) => Reading['port'] | null,
): Left<JsonObject> {
  const kept: [string, Json][] = [];
  for (const [key, list] of Object.entries(fields)) {
    const change = changeOf(key);
    if (change === null || !isList(list)) {
      kept.push([key, list]);
      continue;
    }
    const values: Json[] = [];
    for (const value of list) {
      const read = typeof value === 'string' ? change(value) : [value];
      if (read === null) return unsaid;
      values.push(...read);
    }
    if (values.length > 0) kept.push([key, [...new Set(values)]]);
    else if (!negates(key)) return never;
  }
  return kept.length === 0 ? any : { kind: 'part', part: Object.fromEntries(kept) };
}
