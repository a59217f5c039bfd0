import { parseSync } from 'vite';

/** A text in a module: where it stands, and its parts around what is filled in. */
export interface Text {
  readonly spelt: 'literal' | 'template';
  readonly parts: readonly Part[];
}
export interface Part {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** The keys of a lesson whose values people read. All else in a lesson is about the mesh. */
const lessonTexts: ReadonlySet<string> = new Set([
  'title',
  'idea',
  'caption',
  'question',
  'text',
  'gap',
  'brief',
  'hints',
]);

const comparisons: ReadonlySet<string> = new Set(['===', '!==', '==', '!=', 'in', 'instanceof']);

/**
 * The texts of a catalogue: string literals and templates that are values. No texts are keys, codes that are compared
 * or that a method or a parameter gets, code spans of `code(…)`, types, and what stands behind a comment with `@verbatim`
 * (`@verbatim file` for the whole file).
 *
 * Throws where the module cannot be parsed.
 */
export function textsOf(path: string, source: string): readonly Text[] {
  const { program: root, comments, errors } = parseSync(path, source);
  const program: unknown = root;
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message ?? ''}`);
  if (!isNode(program)) return [];
  const marks = comments.filter(({ value }) => value.includes('@verbatim'));
  if (marks.some(({ value }) => value.includes('@verbatim file'))) return [];
  const verbatim = new Set(marks.map(({ end }) => end + source.slice(end).search(/\S/)));
  const found = new Map<number, Text>();
  const isLesson = path.includes('/lessons/');
  const holds = isLesson ? inLesson(program) : inCatalogue(program);

  const visit = (value: unknown, isText: boolean): void => {
    if (Array.isArray(value)) {
      for (const each of value) visit(each, isText);
      return;
    }
    if (!isNode(value) || verbatim.has(value.start) || isType(value)) return;
    const text = isText ? textAt(value, source) : null;
    if (text !== null) found.set(value.start, text);
    const entries = mapEntries(value);
    if (entries !== null) {
      for (const entry of entries) visit(entry, true);
      return;
    }
    for (const [key, child] of Object.entries(value)) visit(child, holds(value, key, isText));
  };
  visit(program['body'], !isLesson);
  return [...found.values()];
}

const isType = (node: Node): boolean => node.type.startsWith('TS') && !isNode(node['expression']);

function textAt(node: Node, source: string): Text | null {
  if (node.type === 'Literal' && typeof node['value'] === 'string')
    return { spelt: 'literal', parts: [{ start: node.start, end: node.end, text: node['value'] }] };
  return node.type === 'TemplateLiteral'
    ? { spelt: 'template', parts: nodes(node['quasis']).map((part) => chunk(part, source)) }
    : null;
}

/** In TypeScript a part of a template spans its delimiters, too. */
function chunk({ start, end, value }: Node, source: string): Part {
  const raw = field(value, 'raw');
  const inside = end - start === raw.length ? start : source.indexOf(raw, start + 1);
  return { start: inside, end: inside + raw.length, text: field(value, 'cooked') };
}

function field(value: unknown, key: 'raw' | 'cooked'): string {
  const found =
    typeof value === 'object' && value !== null ? Object.entries(value).find(([each]) => each === key) : undefined;
  return typeof found?.[1] === 'string' ? found[1] : '';
}

/** Whether literals in a part of a node are texts, where `isText` says whether literals around the node are. */
type Holds = (node: Node, key: string, isText: boolean) => boolean;

function inCatalogue(program: Node): Holds {
  const known = ownNames(program);
  return (node, key, isText) => {
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
      case 'NewExpression':
        return false;
      case 'Property':
        return key === 'value' && isText;
      case 'MemberExpression':
        return key === 'object' && isText;
      case 'SwitchCase':
        return key === 'consequent';
      case 'BinaryExpression':
        return isText && !comparisons.has(String(node['operator']));
      case 'ConditionalExpression':
        return key !== 'test' && isText;
      case 'IfStatement':
        return key !== 'test';
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'FunctionDeclaration':
        return true;
      case 'CallExpression':
        return key === 'arguments' ? takesText(node['callee'], known) : isText && gathers.has(methodOf(node['callee']));
      default:
        return isText;
    }
  };
}

/** `join` and functions of the catalogues get texts; other methods and parameters get codes, `code` gets values. */
function takesText(callee: unknown, known: ReadonlySet<string>): boolean {
  const name = isNode(callee) && callee.type === 'Identifier' ? String(callee['name']) : '';
  return methodOf(callee) === 'join' || (known.has(name) && name !== 'code');
}

/** Methods of a list of texts that make a text, or a list of fewer. */
const gathers: ReadonlySet<string> = new Set(['join', 'filter']);

/** `join` of `list.join`; '' of what is no method. */
const methodOf = (callee: unknown): string =>
  isNode(callee) && callee.type === 'MemberExpression' && isNode(callee['property'])
    ? String(callee['property']['name'])
    : '';

/** The names that a module imports or declares outside its functions. */
function ownNames(program: Node): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (id: unknown): void => void (isNode(id) && typeof id['name'] === 'string' && names.add(id['name']));
  for (const statement of nodes(program['body'])) {
    const declared = isNode(statement['declaration']) ? statement['declaration'] : statement;
    add(declared['id']);
    for (const each of [...nodes(declared['declarations']), ...nodes(declared['specifiers'])]) {
      add(each['id']);
      add(each['local']);
    }
  }
  return names;
}

/** In a lesson: values of its keys for people, and of the constants that such a key names. */
function inLesson(program: Node): Holds {
  const constants = new Set<string>();
  const isRead = (node: Node): boolean =>
    node.type === 'Property' && isNode(node['key']) && lessonTexts.has(String(node['key']['name']));
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(collect);
    if (!isNode(value)) return;
    if (isRead(value) && isNode(value['value']) && value['value'].type === 'Identifier')
      constants.add(String(value['value']['name']));
    Object.values(value).forEach(collect);
  };
  collect(program);
  return (node, key, isText) => {
    if (node.type === 'Property') return key === 'value' && isRead(node);
    if (node.type === 'VariableDeclarator')
      return isNode(node['id']) && constants.has(String(node['id']['name'])) && key === 'init';
    return isText && (node.type === 'ArrayExpression' || node.type.startsWith('TS'));
  };
}

/** The values of `new Map([[key, value], …])`; null for every other node. */
function mapEntries(node: Node): readonly unknown[] | null {
  if (node.type !== 'NewExpression' || !isNode(node['callee']) || node['callee']['name'] !== 'Map') return null;
  return nodes(node['arguments'])
    .flatMap((list) => nodes(list['elements']))
    .flatMap((entry) => nodes(entry['elements']).slice(1));
}

const nodes = (value: unknown): readonly Node[] => (Array.isArray(value) ? value.filter(isNode) : []);
