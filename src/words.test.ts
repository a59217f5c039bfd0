import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

/** Attributes whose text people read or hear. */
const told: ReadonlySet<string> = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'title',
  'placeholder',
  'label',
  'legend',
  'hint',
  'alt',
]);

/** What stands in the program, as it is the same in every language: the product, formats, protocols, signs of X.509, examples. */
const same: ReadonlySet<string> = new Set([
  'Hopwise',
  'YAML',
  'HTTP',
  'TCP',
  'SVG',
  'PNG',
  'PEM',
  'URI SAN',
  'O=',
  'api.github.com',
  'https://accounts.example.com',
  'X-Token',
  'access_token',
  'Authorization: Bearer',
]);

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

const hasWords = (text: string): boolean => /\p{L}/u.test(text) && !same.has(text.trim());

/** The texts that stand in a component instead of a catalogue, each with its line. */
function inlineTexts(path: string, source: string): readonly string[] {
  const found: string[] = [];
  const note = ({ start }: Node, text: string): void => {
    const line = source.slice(0, start).split('\n').length;
    if (hasWords(text)) found.push(`${path}:${line} ${text.trim()}`);
  };
  /** `told`: whether a literal here is read by people. */
  const visit = (value: unknown, isTold: boolean): void => {
    if (Array.isArray(value)) {
      for (const each of value) visit(each, isTold);
      return;
    }
    if (!isNode(value)) return;
    if (value.type === 'JSXText') note(value, String(value['value']));
    if (isTold && value.type === 'Literal' && typeof value['value'] === 'string') note(value, value['value']);
    if (isTold && value.type === 'TemplateElement')
      note(value, source.slice(value.start, Number(value['end'])).replace(/^[`}]|[`]$|\$\{$/g, ''));
    for (const [key, child] of Object.entries(value)) visit(child, keepsTelling(value, key, isTold));
  };
  visit(parseSync(path, source).program, false);
  return found;
}

/** Whether literals in a part of a node are read by people: what may become a text of JSX, or the value of such an attribute. */
function keepsTelling(node: Node, key: string, isTold: boolean): boolean {
  switch (node.type) {
    case 'JSXElement':
    case 'JSXFragment':
      return key === 'children';
    case 'JSXAttribute':
      return key === 'value' && isNode(node['name']) && told.has(String(node['name']['name']));
    case 'JSXExpressionContainer':
    case 'TemplateLiteral':
      return isTold;
    case 'ConditionalExpression':
      return isTold && key !== 'test';
    case 'LogicalExpression':
      return isTold && (key === 'right' || node['operator'] !== '&&');
    default:
      return false;
  }
}

/** A sentence or a heading: words, the first of them with a large letter. */
const sentence = /^\p{Lu}\p{Ll}+[,:]? \p{L}/u;

/** The sentences that stand in a module instead of a catalogue. */
function sentences(path: string, source: string): readonly string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const each of value) visit(each);
      return;
    }
    if (!isNode(value) || (value.type.endsWith('Declaration') && value['source'] != null)) return;
    const text =
      value.type === 'Literal' ? value['value'] : value.type === 'TemplateElement' ? textOf(value['value']) : '';
    if (typeof text === 'string' && sentence.test(text) && !same.has(text)) found.push(`${path}: ${text}`);
    for (const child of Object.values(value)) visit(child);
  };
  visit(parseSync(path, source).program);
  return found;
}

const textOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'cooked' in value ? value.cooked : '';

const app = join(import.meta.dirname ?? '.', 'app');
const modules = readdirSync(app, { recursive: true, encoding: 'utf8' })
  .filter((path) => /(?<!\.test)\.tsx?$/.test(path))
  .map((path) => ({ path: path.split(sep).join('/'), source: readFileSync(join(app, path), 'utf8') }));

const components = modules.filter(({ path }) => path.endsWith('.tsx'));

describe('the app', () => {
  it('keeps its sentences in catalogues', () => {
    expect(modules.flatMap(({ path, source }) => sentences(path, source))).toEqual([]);
  });

  it.each([
    "showToast('Nothing is there.')",
    'const say = (n: number) => `Step one of ${n}`',
    "const a = { label: 'Play again' }",
  ])('is caught with %s', (source) => expect(sentences('a.ts', source)).toHaveLength(1));

  it.each([
    "import a from 'A module'",
    "const d = 'M0 0H4'",
    "const key = 'Shift+Enter'",
    "throw new Error('not a drawing')",
  ])('may have %s', (source) => expect(sentences('a.ts', source)).toEqual([]));
});

describe('components', () => {
  it('say nothing that does not stand in a catalogue', () => {
    expect(components.length).toBeGreaterThan(100);
    expect(components.flatMap(({ path, source }) => inlineTexts(path, source))).toEqual([]);
  });

  it.each([
    ['<p>Play again</p>', 'Play again'],
    ['<b>{on ? "on" : words.off}</b>', 'on'],
    ['<p>{count > 1 && `${count} more`}</p>', 'more'],
    ['<p>{name ?? "nobody"}</p>', 'nobody'],
    ['<input placeholder="Any time" />', 'Any time'],
    ['<button aria-label={`Remove ${name}`} />', 'Remove'],
    ['<TextField label="Path" />', 'Path'],
    ['<Dialog title={open ? "Open" : words.shut} />', 'Open'],
    ['<img alt="a mesh" />', 'a mesh'],
  ])('are caught with %s', (jsx, text) => {
    expect(inlineTexts('a.tsx', `const a = ${jsx};`)).toEqual([`a.tsx:1 ${text}`]);
  });

  it.each([
    '<p className="big">{words.play} {count}</p>',
    '<p>· + − → {`${from} → ${to}`}</p>',
    '<h1>Hopwise</h1>',
    '<Menu label={sayMenu("node", name)} />',
    '<p>{kind === "app" ? words.app : words.none}</p>',
    '<input type="radio" name="theme" value="dark" />',
    '<ul>{rows.map((row) => <li key={`row ${row}`} />)}</ul>',
  ])('may have %s', (jsx) => {
    expect(inlineTexts('a.tsx', `const a = ${jsx};`)).toEqual([]);
  });
});
