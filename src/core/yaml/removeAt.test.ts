import { describe, expect, test } from 'vitest';
import type { Path } from '../model/resource.ts';
import { removeAt } from './removeAt.ts';

function removed(text: string, path: Path): string {
  const patched = removeAt(text, 0, path);
  return 'error' in patched ? patched.error : patched.text;
}

const head = 'apiVersion: v1\nkind: A\nmetadata: {name: a, namespace: b} # here\n';

describe('taking out', () => {
  test.each<readonly [string, string, Path, string]>([
    [
      'a key with its lines',
      'spec:\n  a: 1 # one\n  b:\n    c: 2\n  d: 3\n',
      ['spec', 'b'],
      'spec:\n  a: 1 # one\n  d: 3\n',
    ],
    ['the last key', 'spec:\n  a: 1\n  b: 2\n# end\n', ['spec', 'b'], 'spec:\n  a: 1\n# end\n'],
    [
      'a list item',
      'spec:\n  a:\n    - x\n    - y # why\n    - z\n',
      ['spec', 'a', 1],
      'spec:\n  a:\n    - x\n    - z\n',
    ],
    [
      'a list item of many lines',
      'spec:\n  a:\n    - x: 1\n      y: 2\n    - x: 3\n',
      ['spec', 'a', 0],
      'spec:\n  a:\n    - x: 3\n',
    ],
    [
      'the key on the line of a dash',
      'spec:\n  a:\n    - x: 1\n      y: 2\n',
      ['spec', 'a', 0, 'x'],
      'spec:\n  a:\n    - y: 2\n',
    ],
    [
      'what would be left empty, with it',
      'spec:\n  a:\n    b:\n      - c\n  d: 1\n',
      ['spec', 'a', 'b', 0],
      'spec:\n  d: 1\n',
    ],
    ['a key of a flow map', 'spec: {a: 1, b: 2, c: 3}\n', ['spec', 'b'], 'spec: {a: 1, c: 3}\n'],
    ['the last key of a flow map', 'spec: {a: 1, b: [x, y]}\n', ['spec', 'b'], 'spec: {a: 1}\n'],
    ['an item of a flow list', 'spec: {b: [x, y]}\n', ['spec', 'b', 0], 'spec: {b: [y]}\n'],
    ['a key without a value', 'spec:\n  a:\n  b: 1\n', ['spec', 'a'], 'spec:\n  b: 1\n'],
    ['a block scalar', 'spec:\n  a: |\n    one\n    two\n  b: 1\n', ['spec', 'a'], 'spec:\n  b: 1\n'],
  ])('%s', (_what, text, path, after) => {
    expect(removed(head + text, path)).toBe(head + after);
  });

  test.each<readonly [string, string, number, string]>([
    ['the first', 'kind: A\n---\nkind: B\n', 0, '---\nkind: B\n'],
    ['one between', 'kind: A\n---\nkind: B # b\n---\nkind: C\n', 1, 'kind: A\n---\nkind: C\n'],
    ['the last', 'kind: A\n---\n# of b\nkind: B\n', 1, 'kind: A\n'],
    ['the only one', 'kind: A\n', 0, ''],
    [
      'one of a List',
      'apiVersion: v1\nkind: List\nitems:\n  - kind: A\n    apiVersion: v1\n  - kind: B\n    apiVersion: v1\n',
      0,
      'apiVersion: v1\nkind: List\nitems:\n  - kind: B\n    apiVersion: v1\n',
    ],
  ])('a whole object goes: %s', (_what, text, target, after) => {
    expect(removeAt(text, target, [])).toEqual({ text: after });
  });

  test('what is not there is refused', () => {
    expect(removed(`${head}spec: {a: 1}\n`, ['spec', 'x'])).toBe('notAContainer');
    expect(removed('kind: [', ['kind'])).toBe('broken');
    expect(removed('', ['kind'])).toBe('notFound');
    expect(removed('', [])).toBe('notFound');
    expect(removed('kind: [', [])).toBe('broken');
  });

  test('in JSON the comma goes, too', () => {
    const text = '{"apiVersion": "v1", "kind": "A", "metadata": {"name": "a"}, "spec": {"a": 1, "b": 2}}';
    expect(removed(text, ['spec', 'b'])).toBe(text.replace(', "b": 2', ''));
  });

  test('other documents of the file stay as they are', () => {
    const text = `${head}spec: {a: 1, b: 2}\n---\n${head}spec: {a: 1}\n`;
    expect(removed(text, ['spec', 'b'])).toBe(text.replace(', b: 2', ''));
  });
});
