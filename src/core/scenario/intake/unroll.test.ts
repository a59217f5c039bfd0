import { describe, expect, it } from 'vitest';
import { unroll } from './unroll.ts';

const names = (text: string): readonly string[] => {
  const unrolled = unroll(text, 1e6);
  if (typeof unrolled === 'string') throw new Error(unrolled);
  return unrolled.documents.map((each) => /name: (\S+)/.exec(each)?.[1] ?? each);
};

describe('a text that somebody brings', () => {
  it('is taken apart where it is a List, byte for byte but for the indentation', () => {
    const text = `apiVersion: v1
items:
- apiVersion: v1
  kind: ConfigMap
  metadata:
    name: a
  data:
    script: |
      # not a comment
      - not an item

      kind: List
  # a comment
- kind: Pod
  apiVersion: v1
  metadata: {name: "b"}
kind: List
metadata:
  resourceVersion: ""
`;
    expect(unroll(text, 1e6)).toEqual({
      list: true,
      documents: [
        `---
apiVersion: v1
kind: ConfigMap
metadata:
  name: a
data:
  script: |
    # not a comment
    - not an item

    kind: List
# a comment
`,
        '---\nkind: Pod\napiVersion: v1\nmetadata: {name: "b"}\n',
      ],
    });
  });

  it('is the same with an indented list, with Windows line ends, and several Lists after each other', () => {
    const list =
      'kind: List\napiVersion: v1\nitems:\n  - kind: Pod\n    apiVersion: v1\n    metadata:\n      name: a\n';
    expect(names(list)).toEqual(['a']);
    expect(names(list.replaceAll('\n', '\r\n'))).toEqual(['a']);
    expect(names(`${list}---\n${list.replace('name: a', 'name: b')}`)).toEqual(['a', 'b']);
  });

  it('gives the items of a typed list the kind that the list says', () => {
    const text = 'apiVersion: apps/v1\nitems:\n- metadata:\n    name: a\nkind: DeploymentList\n';
    expect(unroll(text, 1e6)).toMatchObject({
      documents: ['---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\n'],
    });
  });

  it('is read as a whole where its items refer to each other', () => {
    const text =
      'apiVersion: v1\nkind: List\nitems:\n- &a\n  kind: Pod\n  apiVersion: v1\n  metadata: {name: a}\n- <<: *a\n  metadata: {name: b}\n';
    expect(names(text)).toEqual(['a', 'b']);
  });

  it('may be a List that was cut off: what stands before the cut counts', () => {
    expect(names('apiVersion: v1\nkind: List\nitems:\n- kind: Pod\n  metadata:\n    name: a\n- kind: Po')).toEqual([
      'a',
      '---\nkind: Po\n',
    ]);
  });

  it('may be JSON: one object as it is, a List, a list, or several after each other', () => {
    const pod = (name: string) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, annotations: { a: 'x } { " y' } },
    });
    const one = JSON.stringify(pod('a'), null, 2);
    expect(unroll(one, 1e6)).toEqual({ documents: [one], list: false });
    const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [pod('a'), pod('b')] });
    expect(names(list)).toEqual(['a', 'b']);
    expect(names(`\uFEFF${list}`)).toEqual(['a', 'b']);
    expect(names(JSON.stringify([pod('a'), pod('b')]))).toEqual(['a', 'b']);
    expect(names(`${one}\n${one.replace('"a",', '"c",')}\n`)).toEqual(['a', 'c']);
  });

  it('that is no List stays as it is written, document by document', () => {
    const text = '# head\nkind: A\n---\n# second\nkind: B\r\n...\n# third\nkind: C';
    const unrolled = unroll(text, 1e6);
    expect(unrolled).toMatchObject({ list: false });
    expect(typeof unrolled === 'string' ? '' : unrolled.documents.join('')).toBe(text);
  });

  it('is refused where it is binary or too large, and survives bombs', () => {
    expect(unroll('PK\u0003\u0004\0', 1e6)).toBe('textBinary');
    expect(unroll('kind: A\n', 4)).toBe('textTooLarge');
    expect(names('['.repeat(100_000))).toHaveLength(1);
    expect(names(`{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`)).toHaveLength(1);
    expect(names('{"a": "\\')).toHaveLength(1);
    const bomb = `kind: List\nitems:\n${Array.from(
      { length: 12 },
      (_, at) =>
        `- &a${at} [${Array(9)
          .fill(at === 0 ? 'x' : `*a${at - 1}`)
          .join(', ')}]`,
    ).join('\n')}\n`;
    expect(names(bomb)).toHaveLength(1);
  });
});
