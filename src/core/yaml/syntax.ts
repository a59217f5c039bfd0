import { parseDocument as parseYaml } from 'yaml';
import type { YAMLError } from 'yaml';
import type { DiagnosticCode } from '../model/diagnostic.ts';
import type { Json } from '../model/json.ts';
import type { Path } from '../model/resource.ts';
import { jsonSpots } from './jsonSpots.ts';
import type { Spot, Tree } from './locate.ts';
import { treeSpot } from './locate.ts';
import { nestsTooDeep } from './nesting.ts';
import { plainJson } from './plain.ts';
import { quickYaml } from './quickYaml.ts';

export interface SyntaxProblem {
  readonly code: DiagnosticCode;
  /** Offsets in the document's own text. */
  readonly start: number;
  readonly end: number;
  readonly args: Readonly<Record<string, string>>;
}

/** One YAML document, read: its data, or what is wrong with it. */
export interface Syntax {
  readonly json: Json;
  readonly problems: readonly SyntaxProblem[];
  /** Where a path leads in the text. */
  readonly spot: (path: Path) => Spot;
  /** The tree, for edits; null if the text is beyond parsing. */
  readonly tree: () => Tree | null;
}

const nowhere: Spot = { value: null, key: null, depth: 0 };
const maxAliases = 100;
const maxProblems = 20;

/** Never throws: every way in which a text can be no YAML is a problem in the result. */
export function readSyntax(text: string): Syntax {
  return readJson(text) ?? readQuickly(text) ?? readYaml(text);
}

function parseJson(text: string): { readonly value: unknown } | null {
  if (!/^\s*[{[]/.test(text)) return null;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

/** Whether a text is an object or list in JSON: what is written into it has to be JSON as well. */
export function isJsonText(text: string): boolean {
  return parseJson(text) !== null;
}

/** `kubectl get -o json` is read by the far faster JSON parser. */
function readJson(text: string): Syntax | null {
  const parsed = parseJson(text);
  if (parsed === null) return null;
  const plain = plainJson(parsed.value);
  return {
    json: plain?.json ?? null,
    problems: plain === null ? [tooDeep(text)] : [],
    spot: plain === null ? () => nowhere : jsonSpots(text),
    tree: () => (plain === null ? null : parseTree(text).tree),
  };
}

/** What kubectl prints is read by lines; the tree, which only edits and places need, is grown when it is asked for. */
function readQuickly(text: string): Syntax | null {
  const quick = quickYaml(text);
  if (quick === null) return null;
  let grown: Syntax | null = null;
  const whole = (): Syntax => (grown ??= readYaml(text));
  const start = /^(?:---\n)?/.exec(text)?.[0].length ?? 0;
  const root: Spot = { value: { start, end: text.trimEnd().length }, key: null, depth: 0 };
  return {
    json: quick.json,
    problems: [],
    spot: (path) => (path.length === 0 ? root : whole().spot(path)),
    tree: () => whole().tree(),
  };
}

function readYaml(text: string): Syntax {
  const { tree, problem } = parseTree(text);
  if (tree === null)
    return { json: null, problems: problem === null ? [] : [problem], spot: () => nowhere, tree: () => null };
  const problems: SyntaxProblem[] = tree.errors.slice(0, maxProblems).map((error) => problemOf(error, text));
  const keep = { problems, spot: (path: Path) => treeSpot(tree, text, path), tree: () => tree };
  if (problems.length > 0) return { json: null, ...keep };
  let value: unknown;
  try {
    value = tree.toJS({ maxAliasCount: maxAliases });
  } catch (error) {
    // Either an alias that nothing stands for, or too many of them.
    const message = error instanceof Error ? error.message : '';
    const bomb = message.startsWith('Excessive alias count');
    return {
      json: null,
      ...keep,
      problems: [bomb ? whole('yamlTooManyAliases', text) : whole('yamlSyntax', text, { message })],
    };
  }
  const plain = plainJson(value);
  return plain === null ? { json: null, ...keep, problems: [tooDeep(text)] } : { json: plain.json, ...keep };
}

function parseTree(text: string): { tree: Tree | null; problem: SyntaxProblem | null } {
  if (nestsTooDeep(text)) return { tree: null, problem: tooDeep(text) };
  try {
    // Merge keys, because kubectl knows them.
    const tree = parseYaml(text, { prettyErrors: false, logLevel: 'silent', merge: true });
    return { tree, problem: null };
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    return { tree: null, problem: whole('yamlSyntax', text, { message }) };
  }
}

function problemOf(error: YAMLError, text: string): SyntaxProblem {
  const [start, end] = error.pos;
  if (error.code === 'DUPLICATE_KEY') {
    return { code: 'yamlDuplicateKey', start, end, args: { key: keyAt(text, start) } };
  }
  if (error.code === 'RESOURCE_EXHAUSTION') return tooDeep(text);
  return { code: 'yamlSyntax', start, end: Math.max(end, start), args: { message: error.message } };
}

function keyAt(text: string, start: number): string {
  const line = /^[^\r\n]*/.exec(text.slice(start, start + 200))?.[0] ?? '';
  return line.replace(/\s*:(?:\s.*)?$/, '').replace(/^(["'])(.*)\1$/, '$2');
}

function whole(code: DiagnosticCode, text: string, args: Record<string, string> = {}): SyntaxProblem {
  const begin = text.search(/\S/);
  return { code, start: Math.max(begin, 0), end: Math.max(begin, 0), args };
}

function tooDeep(text: string): SyntaxProblem {
  return whole('yamlTooDeep', text);
}
