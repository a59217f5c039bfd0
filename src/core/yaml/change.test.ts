import { describe, expect, test } from 'vitest';
import { type Change, changeText } from './change.ts';

function changed(text: string, change: Change): string {
  const patched = changeText(text, 0, change);
  if ('error' in patched) throw new Error(patched.error);
  return patched.text;
}

const policy = `# who may call
kind: AuthorizationPolicy
spec:
  action: ALLOW   # the default
  rules:
    # the shop
    - from:
        - source: {principals: ["a", 'b']}   # both
      to:
        - operation:
            methods: [GET]

    # the rest
    - to:
      - operation:
          paths:
          - /a
          # not /b
          - /c
  selector:
    matchLabels:
      app: x
`;

describe('an entry is taken out', () => {
  test('a key with its line', () => {
    expect(changed(policy, { kind: 'remove', path: ['spec', 'action'] })).toBe(
      policy.replace('  action: ALLOW   # the default\n', ''),
    );
  });

  test('the last key of the text', () => {
    const after = policy.replace('  selector:\n    matchLabels:\n      app: x\n', '');
    expect(changed(policy, { kind: 'remove', path: ['spec', 'selector'] })).toBe(after);
    expect(changed(policy.trimEnd(), { kind: 'remove', path: ['spec', 'selector'] })).toBe(after.trimEnd());
  });

  test('a list item; what is said above it stays', () => {
    expect(changed(policy, { kind: 'remove', path: ['spec', 'rules', 0] })).toBe(
      policy.replace(/ {4}- from:[\s\S]*\[GET\]\n/, ''),
    );
    expect(changed(policy, { kind: 'remove', path: ['spec', 'rules', 1, 'to', 0, 'operation', 'paths', 1] })).toBe(
      policy.replace('          - /c\n', ''),
    );
  });

  test('the key on the line of a dash: the next one takes its place', () => {
    expect(changed(policy, { kind: 'remove', path: ['spec', 'rules', 0, 'from'] })).toBe(
      policy.replace(/- from:\n.*\n {6}to:/, '- to:'),
    );
  });

  test('the last one leaves an empty collection', () => {
    expect(changed(policy, { kind: 'remove', path: ['spec', 'selector', 'matchLabels', 'app'] })).toBe(
      policy.replace('matchLabels:\n      app: x', 'matchLabels: {}'),
    );
    expect(changed('a:\n  - 1 # one\nb: 2\n', { kind: 'remove', path: ['a', 0] })).toBe('a: [] # one\nb: 2\n');
    expect(changed('a: # of them\n  - 1\n', { kind: 'remove', path: ['a', 0] })).toBe('a: # of them\n  []\n');
  });

  test('from a flow collection, with its comma', () => {
    const path = ['spec', 'rules', 0, 'from', 0, 'source', 'principals'];
    expect(changed(policy, { kind: 'remove', path: [...path, 0] })).toBe(policy.replace(`"a", 'b'`, `'b'`));
    expect(changed(policy, { kind: 'remove', path: [...path, 1] })).toBe(policy.replace(`"a", 'b'`, `"a"`));
    expect(changed('{"a": 1,\n "b": 2}', { kind: 'remove', path: ['b'] })).toBe('{"a": 1}');
  });

  test('a flow entry with a comment beside it is refused, as that would be lost', () => {
    expect(changeText('a: [1, # one\n  2]\n', 0, { kind: 'remove', path: ['a', 0] })).toEqual({
      error: 'notAContainer',
    });
  });

  test('before a block scalar and after one', () => {
    const text = 'a: 1\nb: |\n  x\n\n  y\nc: 2\n';
    expect(changed(text, { kind: 'remove', path: ['b'] })).toBe('a: 1\nc: 2\n');
    expect(changed(text, { kind: 'remove', path: ['c'] })).toBe('a: 1\nb: |\n  x\n\n  y\n');
  });
});

describe('a list', () => {
  test('takes an item in its middle', () => {
    const path = ['spec', 'rules', 1, 'to', 0, 'operation', 'paths', 1];
    expect(changed(policy, { kind: 'insert', path, value: '/b2' })).toBe(
      policy.replace('          - /c\n', '          - /b2\n          - /c\n'),
    );
    expect(
      changed(policy, { kind: 'insert', path: ['spec', 'rules', 0, 'to', 0, 'operation', 'methods', 0], value: 'PUT' }),
    ).toBe(policy.replace('[GET]', '[PUT, GET]'));
  });

  test('copies an item with what is said in it, and without what is said above it', () => {
    const rest = policy.slice(policy.indexOf('    - to:\n      - operation'), policy.indexOf('  selector'));
    expect(rest).toContain('# not /b');
    expect(changed(policy, { kind: 'duplicate', path: ['spec', 'rules', 1] })).toBe(policy.replace(rest, rest + rest));
  });

  test('lets two items change places with what is said above them', () => {
    const after = changed(policy, { kind: 'swap', path: ['spec', 'rules', 0] });
    expect(after.indexOf('# the rest')).toBeLessThan(after.indexOf('# the shop'));
    expect(changed(after, { kind: 'swap', path: ['spec', 'rules', 0] })).toBe(policy);
    expect(changed(policy, { kind: 'swap', path: ['spec', 'rules', 1, 'to', 0, 'operation', 'paths', 0] })).toBe(
      policy.replace(
        '          - /a\n          # not /b\n          - /c',
        '          # not /b\n          - /c\n          - /a',
      ),
    );
  });
});

test('a key gets another name, and not one that is taken', () => {
  const path = ['spec', 'selector', 'matchLabels', 'app'];
  expect(changed(policy, { kind: 'rename', path, name: 'on' })).toBe(policy.replace('app: x', '"on": x'));
  expect(changeText(policy, 0, { kind: 'rename', path: ['spec', 'action'], name: 'rules' })).toEqual({
    error: 'notAContainer',
  });
});

test('a quoted value keeps its quotes', () => {
  const path = ['spec', 'rules', 0, 'from', 0, 'source', 'principals'];
  expect(changed(policy, { kind: 'set', path: [...path, 0], value: 'c"' })).toBe(policy.replace('"a"', '"c\\""'));
  expect(changed(policy, { kind: 'set', path: [...path, 1], value: "c'" })).toBe(policy.replace("'b'", "'c'''"));
});

test('line ends stay CRLF', () => {
  const text = policy.replaceAll('\n', '\r\n');
  for (const change of [
    { kind: 'remove', path: ['spec', 'rules', 0] },
    { kind: 'remove', path: ['spec', 'action'] },
    { kind: 'duplicate', path: ['spec', 'rules', 1] },
    { kind: 'swap', path: ['spec', 'rules', 0] },
    { kind: 'insert', path: ['spec', 'rules', 0], value: {} },
  ] satisfies Change[]) {
    expect(changed(text, change), change.kind).toBe(changed(policy, change).replaceAll('\n', '\r\n'));
  }
});

test('what is used elsewhere, or is not there, is refused', () => {
  expect(changeText('a: &x [1]\nb: *x\n', 0, { kind: 'remove', path: ['a'] })).toEqual({ error: 'unsafe' });
  expect(changeText('a: &x [1]\nb: *x\n', 0, { kind: 'remove', path: ['b', 0] })).toEqual({ error: 'aliased' });
  expect(changeText('a: [1]\n', 0, { kind: 'swap', path: ['a', 0] })).toEqual({ error: 'notAContainer' });
  expect(changeText('a: 1\n', 0, { kind: 'remove', path: ['b', 'c'] })).toEqual({ error: 'notAContainer' });
});
