import type { Json } from '../model/json.ts';

/**
 * Reads the part of YAML that `kubectl get -o yaml` writes nearly everywhere: block maps and lists, plain words, whole
 * numbers, quoted text without escapes. Null for anything else, which a whole parser reads then; that one is
 * many times slower, and what both read they read alike.
 */
export function quickYaml(text: string): { readonly json: Json } | null {
  const lines = text.replace(/^---\n/, '').split('\n');
  if (lines.at(-1) === '') lines.pop();
  const first = lines[0];
  if (first === undefined || first.startsWith(' ')) return null;
  const cursor: Cursor = { lines, at: 0 };
  const json = readBlock(cursor, 0, 0);
  return json === undefined || cursor.at < lines.length ? null : { json };
}

interface Cursor {
  readonly lines: string[];
  at: number;
}

/** Undefined: not of the quick kind. */
type Quick = Json | undefined;

const maxDepth = 40;
const entryLine = /^( *)([A-Za-z_][\w./-]{0,200}):(?: (\S.*))?$/;
const itemLine = /^( *)- (\S.*)$/;

function readBlock(cursor: Cursor, indent: number, depth: number): Quick {
  if (depth > maxDepth) return undefined;
  return itemLine.exec(cursor.lines[cursor.at] ?? '')?.[1]?.length === indent
    ? readList(cursor, indent, depth)
    : readMap(cursor, indent, depth);
}

function readMap(cursor: Cursor, indent: number, depth: number): Quick {
  const entries = new Map<string, Json>();
  for (;;) {
    const [, spaces, key, rest] = entryLine.exec(cursor.lines[cursor.at] ?? '') ?? [];
    if (spaces?.length !== indent || key === undefined) break;
    if (entries.has(key) || isWord(key) || key === '__proto__') return undefined;
    cursor.at += 1;
    const value = rest === undefined ? readBelow(cursor, indent, depth) : readScalar(rest);
    if (value === undefined) return undefined;
    entries.set(key, value);
  }
  return entries.size === 0 ? undefined : Object.fromEntries(entries);
}

/** What stands under a key: deeper, or a list that is as deep as the key; or nothing, which is null. */
function readBelow(cursor: Cursor, indent: number, depth: number): Quick {
  const line = cursor.lines[cursor.at] ?? '';
  const own = line.length - line.trimStart().length;
  if (own > indent) return readBlock(cursor, own, depth + 1);
  return own === indent && itemLine.test(line) ? readList(cursor, indent, depth + 1) : null;
}

function readList(cursor: Cursor, indent: number, depth: number): Quick {
  const items: Json[] = [];
  for (;;) {
    const [, spaces, rest = ''] = itemLine.exec(cursor.lines[cursor.at] ?? '') ?? [];
    if (spaces?.length !== indent) break;
    const item = readItem(cursor, indent, rest, depth);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}

function readItem(cursor: Cursor, indent: number, rest: string, depth: number): Quick {
  if (!entryLine.test(rest)) {
    cursor.at += 1;
    return readScalar(rest);
  }
  // A map that begins beside the dash goes on below it.
  cursor.lines[cursor.at] = `${' '.repeat(indent + 2)}${rest}`;
  return readMap(cursor, indent + 2, depth + 1);
}

const plain = /^[\w./][\w ./@+=,()%;?!$^~:-]*$/;
const whole = /^(?:0|-?[1-9]\d{0,14})$/;
/** Everything that YAML's core schema reads as a number. */
const number =
  /^[-+]?(?:0o?[0-7]+|0x[\dA-Fa-f]+|\d+|(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|\.(?:inf|Inf|INF|nan|NaN|NAN))$/;

function readScalar(text: string): Quick {
  if (text.endsWith(' ')) return undefined;
  if (whole.test(text)) return Number(text);
  const quoted = /^(?:"([^"\\\p{Cc}]*)"|'([^'\p{Cc}]*)')$/u.exec(text);
  if (quoted !== null) return quoted[1] ?? quoted[2];
  if (text === '{}') return {};
  if (text === '[]') return [];
  const word = words.get(text);
  if (word !== undefined) return word;
  if (!plain.test(text) || number.test(text) || isWord(text) || text.includes(': ') || text.endsWith(':'))
    return undefined;
  return text;
}

const words: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** Words that mean more than themselves in one spelling or another. */
function isWord(text: string): boolean {
  return /^(?:true|false|null)$/i.test(text);
}
