import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../model/json.ts';
import type { Path } from '../model/resource.ts';
import { resourceId } from '../model/resource.ts';
import { parseDocument } from './parse.ts';
import { setAt } from './patch.ts';
import { equalJson, withValue } from './plainEdit.ts';
import { parseValue } from './value.ts';

/** The text after an edit of its first object; fails if the edit is refused. */
function edited(text: string, path: Path, value: Json, target = 0): string {
  const patched = setAt(text, target, path, value);
  if ('error' in patched) throw new Error(patched.error);
  return patched.text;
}

const scenario = `# a story
apiVersion: hopwise.dev/v1
kind: Scenario
metadata: {name: s}   # flow
spec:
  title: "A  title"
  requests:   # who calls whom
    - id: one
      from: {workload: a/b} # here
    # the end of requests

  positions:
    a/b: {x: 1, y: 2}
  clock:
# the end
`;

describe('adding', () => {
  test('a list item goes after the last one, in its style', () => {
    expect(edited(scenario, ['spec', 'requests', 1], { id: 'two', to: { host: 'c', port: 80 } })).toBe(
      scenario.replace('# here\n', '# here\n    - id: two\n      to:\n        host: c\n        port: 80\n'),
    );
  });

  test('a key goes after the last one of its map', () => {
    expect(edited(scenario, ['spec', 'positions', 'c/d'], { x: 3, y: 4 })).toBe(
      scenario.replace('y: 2}\n', 'y: 2}\n    c/d:\n      x: 3\n      y: 4\n'),
    );
  });

  test('a key goes into a flow map', () => {
    expect(edited(scenario, ['metadata', 'labels'], { a: 'yes' })).toBe(
      scenario.replace('{name: s}', '{name: s, labels: { a: "yes" }}'),
    );
  });

  test('missing maps and lists on the way are added', () => {
    expect(edited('kind: A\nspec:\n  a: 1', ['spec', 'b', 'c', 0], 'x')).toBe(
      'kind: A\nspec:\n  a: 1\n  b:\n    c:\n      - x',
    );
  });

  test('the first item of an empty flow list goes on a line of its own', () => {
    expect(edited('spec:\n  requests: []  # none\n', ['spec', 'requests', 0], { id: 'a' })).toBe(
      'spec:\n  requests:\n    - id: a  # none\n',
    );
  });

  test('a field without value gets one, behind the comment beside it', () => {
    expect(edited('spec: # c\n', ['spec', 'a'], 1)).toBe('spec: # c\n  a: 1\n');
    expect(edited('spec:\n  a:\n', ['spec', 'a'], 'x')).toBe('spec:\n  a: x\n');
  });

  test('after a block scalar', () => {
    const text = 'spec:\n  text: |\n    one\n    two\n\nother: 1\n';
    const after = edited(text, ['spec', 'b'], 1);
    expect(parseValue(after)?.json).toEqual({ spec: { text: 'one\ntwo\n', b: 1 }, other: 1 });
    expect(after.replace('  b: 1\n', '')).toBe(text);
  });

  test('lists whose dashes are not indented', () => {
    expect(edited('rules:\n- a: 1\n- b: 2\nx: 1\n', ['rules', 2], { c: 3 })).toBe(
      'rules:\n- a: 1\n- b: 2\n- c: 3\nx: 1\n',
    );
  });

  test('into JSON goes JSON', () => {
    const text = '{\n  "kind": "A",\n  "spec": {"requests": [{"id": "a"}]}\n}\n';
    expect(edited(text, ['spec', 'requests', 1], { id: 'b' })).toBe(text.replace('"a"}', '"a"}, {"id":"b"}'));
    expect(JSON.parse(edited(text, ['spec', 'positions', 'p'], [1]))).toEqual({
      kind: 'A',
      spec: { requests: [{ id: 'a' }], positions: { p: [1] } },
    });
  });
});

describe('replacing', () => {
  test('a scalar', () => {
    expect(edited(scenario, ['spec', 'title'], 'B: c')).toBe(scenario.replace('"A  title"', '"B: c"'));
  });

  test('a value inside a flow map', () => {
    expect(edited(scenario, ['spec', 'positions', 'a/b', 'x'], -7)).toBe(scenario.replace('x: 1', 'x: -7'));
  });

  test('a block collection by another', () => {
    expect(edited('a:\n  b: 1\n  c: 2\n# end\nd: 3\n', ['a'], { e: [1] })).toBe('a:\n  e:\n    - 1\n# end\nd: 3\n');
  });

  test('a collection by a scalar, and by an empty one', () => {
    expect(edited('a:\n  b: 1\nd: 3\n', ['a', 'b'], [])).toBe('a:\n  b: []\nd: 3\n');
    expect(edited('a:\n  - 1\n  - 2\nd: 3\n', ['a'], 7)).toBe('a:\n  7\nd: 3\n');
  });
});

test('only the meant document of a file changes', () => {
  const file = `${scenario}---\nkind: Pod\nmetadata:\n  name: p\napiVersion: v1\n---\n{broken\n---\nlast: 1\n`;
  expect(edited(file, ['metadata', 'namespace'], 'ns', 1)).toBe(
    file.replace('name: p\n', 'name: p\n  namespace: ns\n'),
  );
  expect(setAt(file, resourceId('Pod', 'default', 'p'), ['metadata', 'name'], 'q')).toEqual({
    text: file.replace('name: p', 'name: q'),
  });
  expect(setAt(file, 2, ['a'], 1)).toEqual({ error: 'broken' });
  expect(setAt(file, 9, ['a'], 1)).toEqual({ error: 'notFound' });
});

test('an item of a List changes in place, and the index is that of the resource', () => {
  const text =
    'kind: List\napiVersion: v1\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: a}}\n- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: b\n';
  const b = parseDocument({ files: [{ name: 'f', text }] }).resources[1];
  expect(edited(text, ['metadata', 'namespace'], 'x', b?.index)).toBe(
    `${text}    namespace: x\n`.replace('b\n    ', 'b\n    '),
  );
});

test('line ends stay CRLF, and a byte order mark stays', () => {
  const text = '\uFEFFspec:\r\n  requests:\r\n  - id: a\r\n  x: 1\r\n';
  expect(edited(text, ['spec', 'requests', 1], { id: 'b', c: 1 })).toBe(
    '\uFEFFspec:\r\n  requests:\r\n  - id: a\r\n  - id: b\r\n    c: 1\r\n  x: 1\r\n',
  );
});

test('what cannot be done is refused', () => {
  expect(setAt('a: 1\n', 0, ['a', 'b'], 1)).toEqual({ error: 'notAContainer' });
  expect(setAt('a: [1]\n', 0, ['a', 3], 1)).toEqual({ error: 'notAContainer' });
  expect(setAt('a: &x {b: 1}\nc: *x\n', 0, ['c', 'b'], 2)).toEqual({ error: 'aliased' });
  expect(setAt('a: &x 1\nc: *x\n', 0, ['a'], 2)).toEqual({ error: 'unsafe' });
  expect(setAt('', 0, ['a'], 2)).toEqual({ error: 'notFound' });
});

const scalar = fc.oneof(
  fc.string(),
  fc.constantFrom('yes', '', '1', '- a', '#', 'a: b', '\n x\n\n'),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const key = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('__proto__', 'on', 'a b', '"', '1', '<<'));
const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 3 }),
  ),
}));

test('any value can be added and set anywhere: it reads back, and nothing else changes', () => {
  fc.assert(
    fc.property(fc.dictionary(key, tree, { minKeys: 1 }), key, tree, tree, (base, name, first, second) => {
      const start = edited('spec:\n  a: 1\n', ['spec', 'base'], base);
      const once = edited(start, ['spec', 'base', name], first);
      const twice = edited(once, ['spec', 'base', name], second);
      const expected = withValue({ spec: { a: 1, base } }, ['spec', 'base', name], second);
      expect(equalJson(parseValue(twice)?.json, expected?.json)).toBe(true);
    }),
    { numRuns: 150 },
  );
});
