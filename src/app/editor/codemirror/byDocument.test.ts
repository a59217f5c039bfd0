import { readdirSync, readFileSync } from 'node:fs';
import { yamlLanguage } from '@codemirror/lang-yaml';
import { TreeFragment, type Tree } from '@lezer/common';
import { describe, expect, test } from 'vitest';
import { yamlByDocument } from './byDocument.ts';

const folder = new URL('../../../content/scenarios/', import.meta.url);
const texts = readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), 'utf8')] as const);

/** Every node with its place. */
function nodes(tree: Tree): readonly string[] {
  const found: string[] = [];
  tree.iterate({ enter: ({ name, from, to }) => void found.push(`${name} ${from}-${to}`) });
  return found;
}

const byDocument = () => yamlByDocument().language.parser;
const wholly = (text: string) => nodes(yamlLanguage.parser.parse(text));

describe('a file is read document by document to the same tree', () => {
  test.each(texts)('%s', (_name, text) => {
    const parser = byDocument();
    expect(nodes(parser.parse(text))).toEqual(wholly(text));
    // Again, after an edit in the middle, and after the edit is taken back.
    const middle = text.indexOf('\n', text.length / 2);
    const edited = `${text.slice(0, middle)} # more${text.slice(middle)}`;
    for (const each of [edited, text]) expect(nodes(parser.parse(each))).toEqual(wholly(each));
  });

  test.each([
    ['comments before and between', '# a\n---\n# b\na: 1\n---\n# c\n'],
    ['a block scalar that a document ends', 'a: |\n  one\n---\nb: >\n  two\n'],
    ['documents that are empty', '---\n---\na: 1\n---\n'],
    ['dashes that begin no document', 'a: "---"\nb: ---x\n---\nc: [1]\n'],
    ['the end mark of a document', 'a: 1\n...\n---\nb: 2\n'],
    ['no document at all', ''],
  ])('%s', (_name, text) => expect(nodes(byDocument().parse(text))).toEqual(wholly(text)));
});

test('only the document that was edited is read again', () => {
  const parser = byDocument();
  const text = texts.map((each) => each[1]).join('\n---\n');
  const before = parser.parse(text);
  const after = parser.parse(text.replace('action: ALLOW', 'action: ALLOWx'));
  const same = after.children.filter((each, index) => each === before.children[index]);
  expect(after.children.length - same.length).toBe(1);
});

test('what is read up to a place ends with the document there, and goes on when it is asked for more', () => {
  const parser = byDocument();
  const text = 'a: 1\n---\nb: 2\n---\nc: 3\n';
  const parse = parser.startParse(text);
  parse.stopAt(7);
  let tree = parse.advance();
  while (tree === null) tree = parse.advance();
  expect(tree.length).toBe(text.lastIndexOf('---'));
  expect(nodes(parser.parse(text, TreeFragment.addTree(tree)))).toEqual(wholly(text));
});
