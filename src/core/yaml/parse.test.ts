import { describe, expect, test } from 'vitest';
import type { Path } from '../model/resource.ts';
import { resourceId } from '../model/resource.ts';
import { decode } from './schema/decode.ts';
import { authorizationPolicy } from './schema/authorizationPolicy.ts';
import { parseDocument } from './parse.ts';
import { placeDiagnostics } from './placeDiagnostics.ts';
import type { ParseCache } from './reading.ts';

const parse = (text: string) => parseDocument({ files: [{ name: 'a.yaml', text }] });
const ids = (text: string) => parse(text).resources.map(({ id }) => String(id));
const codes = (text: string) => parse(text).diagnostics.map(({ code }) => code);
const pod = (name: string, more = '') => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n${more}`;

describe('documents', () => {
  test('are cut at --- and ..., and empty ones are skipped', () => {
    const text = `---\n# nothing\n---\n${pod('a')}...\n# between\n---\n\n--- # here\n${pod('b')}---\nnull\n---\n`;
    expect(ids(text)).toEqual(['Pod/default/a', 'Pod/default/b']);
    expect(codes(text)).toEqual([]);
  });

  test('a directive belongs to the document after it', () => {
    expect(ids(`%YAML 1.2\n# c\n---\n${pod('a')}`)).toEqual(['Pod/default/a']);
  });

  test('dashes inside a block scalar do not cut', () => {
    expect(ids(`${pod('a')}  annotations:\n    x: |\n      ---\n      y\n`)).toEqual(['Pod/default/a']);
  });

  test('CRLF and a byte order mark', () => {
    const text = `\uFEFF---\r\n${pod('a').replaceAll('\n', '\r\n')}---\r\n${pod('b').replaceAll('\n', '\r\n')}`;
    expect(ids(text)).toEqual(['Pod/default/a', 'Pod/default/b']);
    const range = parse(text).locate({ resource: resourceId('Pod', 'default', 'b'), path: ['metadata', 'name'] });
    expect(range).toMatchObject({ line: 10, column: 9, endColumn: 10 });
    expect(text.slice(range?.start, range?.end)).toBe('b');
  });

  test('a broken one does not spoil its neighbours', () => {
    const text = `${pod('a')}---\nkind: Pod\n\tmetadata: x\n---\n${pod('b')}`;
    expect(ids(text)).toEqual(['Pod/default/a', 'Pod/default/b']);
    expect(parse(text).diagnostics[0]).toMatchObject({
      code: 'yamlSyntax',
      severity: 'error',
      file: 'a.yaml',
      line: 7,
      column: 1,
    });
  });

  test('several files make one document', () => {
    const files = [
      { name: 'one.yaml', text: pod('a') },
      {
        name: 'two.json',
        text: JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'b', namespace: 'n' } }),
      },
    ];
    expect(parseDocument({ files }).resources.map(({ id, file }) => [id, file])).toEqual([
      ['Pod/default/a', 'one.yaml'],
      ['Pod/n/b', 'two.json'],
    ]);
  });
});

describe('Lists', () => {
  const list =
    'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: a}\n- null\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: b}\n';

  test('are unrolled; a null item is a problem of its own', () => {
    expect(ids(list)).toEqual(['Pod/default/a', 'Pod/default/b']);
    expect(parse(list).diagnostics).toMatchObject([{ code: 'documentNotObject', line: 7 }]);
    expect(parse(list).resources.map(({ index }) => index)).toEqual([0, 2]);
  });

  test('paths are those of the item', () => {
    const range = parse(list).locate({ resource: resourceId('Pod', 'default', 'b'), path: ['metadata', 'name'] });
    expect(list.slice(range?.start, range?.end)).toBe('b');
    expect(range?.line).toBe(10);
  });

  test('a typed list gives its items their kind', () => {
    expect(ids('{"kind":"PodList","apiVersion":"v1","items":[{"metadata":{"name":"a"}}]}')).toEqual(['Pod/default/a']);
  });

  test('JSON is located as YAML is', () => {
    const text = '{"kind": "List", "items": [{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}}]}';
    const range = parse(text).locate({ resource: resourceId('Pod', 'default', 'a'), path: ['metadata', 'name'] });
    expect(text.slice(range?.start, range?.end)).toBe('"a"');
  });
});

describe('what a resource is', () => {
  test('namespaced kinds default to default, others have none', () => {
    expect(
      ids(`${pod('a', '  namespace: x\n')}---\napiVersion: v1\nkind: Namespace\nmetadata: {name: n, namespace: y}\n`),
    ).toEqual(['Pod/x/a', 'Namespace//n']);
  });

  test('the later of two with one id replaces the earlier', () => {
    const parsed = parse(`${pod('a', '  labels: {v: one}\n')}---\n${pod('a', '  labels: {v: two}\n')}`);
    expect(parsed.resources.map(({ labels }) => labels)).toEqual([{ v: 'two' }]);
    expect(parsed.diagnostics).toMatchObject([
      { code: 'duplicateResource', severity: 'warning', args: { id: 'Pod/default/a' }, line: 10 },
    ]);
  });

  test('kinds of one name in two API groups are two kinds', () => {
    const gateway = (group: string) => `apiVersion: ${group}/v1\nkind: Gateway\nmetadata: {name: g}\n`;
    expect(ids(`${gateway('networking.istio.io')}---\n${gateway('gateway.networking.k8s.io')}`)).toEqual([
      'Gateway/default/g',
      'Gateway.gateway.networking.k8s.io/default/g',
    ]);
  });

  test('a kind that is not simulated is kept, with a hint', () => {
    const parsed = parse('apiVersion: apps/v2\nkind: Widget\nmetadata: {name: w}\n');
    expect(parsed.resources).toHaveLength(1);
    expect(parsed.diagnostics).toMatchObject([
      { code: 'kindNotSimulated', severity: 'hint', args: { kind: 'Widget' }, line: 2 },
    ]);
  });

  test('without kind, name or apiVersion it is refused', () => {
    expect(codes('metadata: {name: a}\n')).toEqual(['missingKind']);
    expect(codes('apiVersion: v1\nkind: Pod\nmetadata: {}\n')).toEqual(['missingName']);
    expect(codes('kind: Pod\nmetadata: {name: a}\n')).toEqual(['requiredField']);
    expect(ids('metadata: {name: a}\n')).toEqual([]);
  });

  test('labels that are no strings are refused, as the API server does', () => {
    const parsed = parse(pod('a', '  labels:\n    version: 1\n'));
    expect(parsed.resources).toEqual([]);
    expect(parsed.diagnostics).toMatchObject([
      {
        code: 'wrongType',
        path: ['metadata', 'labels', 'version'],
        args: { expected: 'string', actual: 'number' },
        line: 6,
        column: 14,
      },
    ]);
  });

  test('the Scenario is found', () => {
    expect(parse('apiVersion: hopwise.dev/v1\nkind: Scenario\nmetadata: {name: s}\n').scenario?.id).toBe('Scenario//s');
    expect(parse(pod('a')).scenario).toBeNull();
  });

  test('a Secret keeps its keys and loses its values', () => {
    const secret = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: hunter2\ndata: {tls.crt: hunter2}\nstringData: {tls.key: hunter2}\n`;
    const [resource] = parse(secret).resources;
    expect(resource?.body).toMatchObject({ data: { 'tls.crt': '' }, stringData: { 'tls.key': '' } });
    expect(JSON.stringify(parse(secret).resources)).not.toContain('hunter2');
  });
});

describe('locate', () => {
  const text = `# top\napiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: p, namespace: n}\nspec:\n  rules:\n  - from:\n    - source:\n        principls: [a]\n  selector:\n`;
  const parsed = parse(text);
  const at = (path: Path) => {
    const range = parsed.locate({ resource: resourceId('AuthorizationPolicy', 'n', 'p'), path });
    return range && text.slice(range.start, range.end);
  };

  test('gives the value’s own text', () => {
    expect(at(['metadata', 'name'])).toBe('p');
    expect(at(['spec', 'rules', 0, 'from', 0, 'source', 'principls', 0])).toBe('a');
    expect(at(['spec', 'rules', 0])).toBe('from:\n    - source:\n        principls: [a]');
  });

  test('gives the nearest value around a path that is not there', () => {
    expect(at(['spec', 'rules', 0, 'from', 0, 'source', 'principls', 7, 'x'])).toBe('[a]');
    expect(at(['spec', 'selector', 'matchLabels'])).toBe('selector');
  });

  test('knows only resources of the text', () => {
    expect(parsed.locate({ resource: resourceId('Pod', 'n', 'p'), path: [] })).toBeNull();
  });

  test('places what decode found: an unknown field by its key', () => {
    const [resource] = parsed.resources;
    if (resource === undefined) throw new Error('no resource');
    const [diagnostic] = placeDiagnostics(decode(authorizationPolicy, resource).diagnostics, parsed);
    expect(diagnostic).toMatchObject({ code: 'unknownField', line: 9, column: 9, endColumn: 18, file: 'a.yaml' });
  });
});

test('an edit reads only the document it touches', () => {
  const cache: ParseCache = new Map();
  const before = `${pod('a')}---\n${pod('b')}`;
  const first = parseDocument({ files: [{ name: 'f', text: before }] }, cache);
  const second = parseDocument({ files: [{ name: 'f', text: `# new\n${before}` }] }, cache);
  expect(second.resources[1]?.body).toBe(first.resources[1]?.body);
  expect(second.resources[0]?.body).not.toBe(first.resources[0]?.body);
  expect(second.locate({ resource: resourceId('Pod', 'default', 'b'), path: ['kind'] })?.line).toBe(8);
});

test('the cache forgets texts that are gone', () => {
  const cache: ParseCache = new Map();
  for (let i = 0; i < 200; i++) parseDocument({ files: [{ name: 'f', text: pod(`p${i}`) }] }, cache);
  expect(cache.size).toBeLessThan(50);
});

test('equal input gives deep-equal output', () => {
  const text = `${pod('a')}---\n${pod('a')}---\n- 1\n---\n{broken`;
  expect(JSON.stringify(parse(text))).toBe(JSON.stringify(parse(text)));
});
