import { describe, expect, test } from 'vitest';
import { parseDocument } from './parse.ts';

const parse = (text: string) => parseDocument({ files: [{ name: 'bad.yaml', text }] });
const codes = (text: string) => parse(text).diagnostics.map(({ code }) => code);
const good = '---\napiVersion: v1\nkind: Pod\nmetadata: {name: good}\n';

test('an empty text is an empty document', () => {
  for (const text of ['', '\n', '---', '\uFEFF', '# only a comment', '...\n---\n...']) {
    expect(parse(text), JSON.stringify(text)).toMatchObject({ resources: [], diagnostics: [], scenario: null });
  }
});

test('binary files are refused', () => {
  expect(codes('PK\u0003\u0004\0\0')).toEqual(['textBinary']);
  expect(codes('\u0001\u0002abc')).toEqual(['textBinary']);
});

test('files beyond 8 MB are refused', () => {
  expect(codes('#'.repeat(8 * 1024 * 1024 + 1))).toEqual(['textTooLarge']);
});

test('scalars and lists of scalars are no objects', () => {
  expect(codes('hello\n---\n42\n---\n- 1\n- true\n')).toEqual(Array(4).fill('documentNotObject'));
});

test('tabs are a syntax error with its place', () => {
  const [diagnostic] = parse(`a:\n\tb: 1\n${good}`).diagnostics;
  expect(diagnostic).toMatchObject({ code: 'yamlSyntax', line: 2, column: 1 });
  expect(diagnostic?.args['message']).not.toBe('');
});

test('duplicate keys are named', () => {
  const parsed = parse(`apiVersion: v1\nkind: Pod\n"kind": Pod\nmetadata: {name: a}\n${good}`);
  expect(parsed.diagnostics).toMatchObject([{ code: 'yamlDuplicateKey', line: 3, column: 1, args: { key: 'kind' } }]);
  expect(parsed.resources).toHaveLength(1);
});

test('alias bombs go off in nobody’s memory', () => {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let i = 1; i < 12; i++)
    lines.push(
      `a${i}: &a${i} [${Array(9)
        .fill(`*a${i - 1}`)
        .join(', ')}]`,
    );
  expect(codes(`${lines.join('\n')}\n${good}`)).toEqual(['yamlTooManyAliases']);
  expect(codes('a: *nowhere\n')).toEqual(['yamlSyntax']);
});

test('an anchor that holds itself ends', () => {
  expect(codes('a: &a\n  b: *a\n  c: *a\n')).toHaveLength(1);
  expect(parse(`a: &a [*a, *a]\n${good}`).resources).toHaveLength(1);
});

describe('nesting', () => {
  test.each([
    ['flow lists', '['.repeat(100_000)],
    ['flow maps', `a: ${'{a: '.repeat(5000)}1${'}'.repeat(5000)}`],
    ['block maps', Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['block lists', `${'- '.repeat(3000)}1`],
    ['JSON', `${'[{"a":'.repeat(3000)}1${'}]'.repeat(3000)}`],
  ])('too deep: %s', (_, text) => {
    const parsed = parse(`${text}\n${good}`);
    expect(parsed.diagnostics.filter(({ severity }) => severity === 'error').length).toBeGreaterThan(0);
    expect(parsed.resources.map(({ name }) => name)).toContain('good');
  });

  test('101 levels are too deep, 90 are not', () => {
    const nested = (levels: number) =>
      `{apiVersion: v1, kind: Pod, metadata: {name: a}, x: ${'['.repeat(levels)}${']'.repeat(levels)}}`;
    expect(codes(nested(100))).toEqual(['yamlTooDeep']);
    expect(codes(nested(90))).toEqual([]);
  });
});

test('keys of Object’s prototype are data', () => {
  const text =
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  labels: {__proto__: polluted, constructor: c}\n__proto__: {polluted: true}\n';
  for (const given of [
    text,
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","labels":{"__proto__":"polluted","constructor":"c"}},"__proto__":{"polluted":true}}',
  ]) {
    const [resource] = parse(given).resources;
    expect(Object.keys(resource?.labels ?? {})).toEqual(['__proto__', 'constructor']);
    expect(Object.hasOwn(resource?.body ?? {}, '__proto__')).toBe(true);
    expect(resource?.body['polluted']).toBeUndefined();
    expect(Object.getPrototypeOf(resource?.body ?? {})).toBe(Object.prototype);
  }
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

test('kinds named like Object’s own members are unknown kinds', () => {
  expect(codes('apiVersion: v1\nkind: constructor\nmetadata: {name: a}\n')).toEqual(['kindNotSimulated']);
  expect(codes('apiVersion: v1\nkind: __proto__\nmetadata: {name: a}\n')).toEqual(['kindNotSimulated']);
});

test('names are text, whatever they say and however long', () => {
  const html = '<img src=x onerror=alert(1)>';
  const long = 'x'.repeat(10_000);
  const text = [html, long]
    .map((name) => JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name } }))
    .join('\n---\n');
  expect(parse(text).resources.map(({ name }) => name)).toEqual([html, long]);
});

test('wrong shapes of metadata and kind are refused, not thrown over', () => {
  for (const body of [
    'kind: 1',
    'kind: [a]',
    'kind: Pod\nmetadata: x',
    'kind: Pod\nmetadata: {name: {a: b}}',
    'kind: Pod\nmetadata: [1]',
    'kind: List\nitems: x',
  ]) {
    const parsed = parse(`apiVersion: v1\n${body}\n`);
    expect(parsed.resources, body).toEqual([]);
    expect(parsed.diagnostics.length, body).toBeGreaterThan(0);
  }
});

test('values that are not JSON become text', () => {
  const [resource] = parse(
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {a: .inf, b: !!binary aGk=, c: 2020-01-01, ? [x] : y, 80: z}\n',
  ).resources;
  expect(resource?.body['spec']).toMatchObject({ a: 'Infinity', c: '2020-01-01', 80: 'z' });
});

test('5 MB of YAML come to an end', { timeout: 120_000 }, () => {
  const one = (i: number) =>
    `---\napiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata:\n  name: p-${i}\n  namespace: n-${i % 50}\nspec:\n  selector:\n    matchLabels:\n      app: app-${i}\n  action: ALLOW\n  rules:\n  - from:\n    - source:\n        principals: ["cluster.local/ns/n/sa/a-${i}", "cluster.local/ns/n/sa/b-${i}"]\n    to:\n    - operation:\n        methods: ["GET", "POST"]\n        paths: ["/api/v1/*", "/healthz"]\n`;
  let text = '';
  for (let i = 0; text.length < 5 * 1024 * 1024; i++) text += one(i);
  expect(parse(text).resources.length).toBeGreaterThan(10_000);
});
