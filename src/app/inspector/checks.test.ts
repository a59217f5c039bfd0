import { expect, test } from 'vitest';
import type { Check } from '../../core/model/trace.ts';
import { allowSet, condition, denied, policy, policySet, principalRef } from '../../core/story/sample.fixture.ts';
import { checkNodes } from './checkNodes.ts';
import type { CheckNode } from './checkNodes.ts';
import { decidingPath } from './decidingPath.ts';
import { explainedBy, forest } from './forest.ts';
import { treeKey } from './treeKeys.ts';
import { keysAround, rowOf, visibleRows } from './visibleRows.ts';

const shape = (node: CheckNode): unknown => [
  node.named.map((check) => check.name).join('+'),
  ...node.children.map(shape),
];
const at = (...path: (string | number)[]) => ({ ...principalRef, path });
const frame = (id: string) => {
  const found = denied.frames.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no frame ${id}`);
  return found;
};

test('levels that say nothing are folded: one rule, a lone from, a field of one value', () => {
  expect(checkNodes([allowSet]).map(shape)).toEqual([
    ['ALLOW policies', ['reviews-viewer+1', ['principals'], ['methods']]],
  ]);
});

test('several sources stay apart, for one of them is enough', () => {
  const from = (name: string) => condition('from', name, 'a', 'b', principalRef);
  const rule: Check = { ...from('x'), kind: 'rule', name: '1', children: [from('principals'), from('namespaces')] };
  expect(checkNodes([rule]).map(shape)).toEqual([['1', ['from', ['principals']], ['from', ['namespaces']]]]);
});

test('a folded `not` field keeps its own result, not that of its value', () => {
  const [field] = condition('from', 'notPrincipals', 'a', 'b', principalRef).children;
  if (field === undefined) throw new Error('no field');
  const negated: Check = { ...field, matched: true, expected: { kind: 'not', values: ['a'] } };
  const [node] = checkNodes([negated]);
  expect(node?.check.matched).toBe(true);
  expect(node?.check.expected).toEqual({ kind: 'not', values: ['a'] });
  expect(node?.source).toEqual(principalRef);
});

test('the tree is open along the way to the decision and nowhere else', () => {
  const other = policy('other', [
    condition('from', 'namespaces', 'x', 'x', { ...principalRef, path: ['spec', 'x', 0] }),
  ]);
  const nodes = checkNodes([policySet('ALLOW policies', [other, ...allowSet.children])]);
  const { lit, open } = decidingPath(nodes, [principalRef]);
  expect([...open]).toEqual(['0', '0.1']);
  expect([...lit]).toEqual(['0.1.0']);
});

test('of many near misses only the nearest is open, all are lit', () => {
  const ref = (index: number) => at('spec', 'rules', index, 'from', 0, 'source', 'principals', 0);
  const far = policy('far', [condition('from', 'a', '1', '2', ref(0)), condition('to', 'b', '1', '2', ref(1))]);
  const near = policy('near', [condition('from', 'a', '1', '2', ref(2))]);
  const { lit, open } = decidingPath(checkNodes([policySet('s', [far, near])]), [ref(0), ref(1), ref(2)]);
  expect([...open]).toEqual(['0', '0.1']);
  expect([...lit].toSorted()).toEqual(['0.0.0', '0.0.1', '0.1.0']);
});

test('a field all of whose values fail lights as one row and stays closed', () => {
  const [field] = condition('from', 'principals', 'a', 'b', principalRef).children;
  const leaf = field?.children[0];
  if (field === undefined || leaf === undefined) throw new Error('no field');
  const second = { ...leaf, source: { ...principalRef, path: [...principalRef.path.slice(0, -1), 1] } };
  const many: Check = { ...field, children: [leaf, second] };
  const nodes = checkNodes([policy('p', [many])]);
  const { lit, open } = decidingPath(nodes, [leaf.source ?? principalRef, second.source]);
  expect(lit.has('0.0')).toBe(true);
  expect([...open]).toEqual(['0']);
});

test('a decision about nothing in the tree opens nothing', () => {
  const { lit, open } = decidingPath(checkNodes([allowSet]), [at('metadata', 'labels')]);
  expect(lit.size + open.size).toBe(0);
});

test('at the ALLOW step the DENY policies that passed before stand closed above it', () => {
  const trees = forest(denied, frame('in/allow'));
  expect(trees.map((tree) => [tree.frame.id, tree.deniedBy, tree.open.size > 0])).toEqual([
    ['in/deny', null, false],
    ['in/allow', 'miss', true],
  ]);
});

test('policies without a set get one that counts them', () => {
  const allow = frame('in/allow');
  const [, tree] = forest(denied, { ...allow, checks: allowSet.children });
  expect(tree?.nodes).toHaveLength(1);
  expect(tree?.nodes[0]?.check.actual).toEqual({ kind: 'count', matched: 0, of: 1 });
});

test('the answer is explained by the last step that checked something, a step without checks by nothing', () => {
  expect(explainedBy(denied, frame('answer')).id).toBe('in/allow');
  expect(explainedBy(denied, frame('send')).id).toBe('send');
});

test('only open rows are walked, each with its place among its siblings', () => {
  const nodes = checkNodes([allowSet]);
  expect(visibleRows(nodes, () => false).map((row) => row.node.key)).toEqual(['0']);
  const rows = visibleRows(nodes, () => true);
  expect(rows.map((row) => [row.node.key, row.level, row.position, row.size, row.parent])).toEqual([
    ['0', 1, 1, 1, null],
    ['0.0', 2, 1, 1, '0'],
    ['0.0.0', 3, 1, 2, '0.0'],
    ['0.0.1', 3, 2, 2, '0.0'],
  ]);
});

test('a place in the YAML finds its row: the very value, else the innermost around it, else none', () => {
  const nodes = checkNodes([allowSet]);
  expect(rowOf(nodes, principalRef)?.key).toBe('0.0.0');
  expect(rowOf(nodes, at('spec', 'rules', 0, 'when', 0))?.key).toBe('0.0');
  expect(rowOf(nodes, at('metadata'))).toBeNull();
  expect(keysAround('0.0.1')).toEqual(['0', '0.0']);
});

test('arrows walk the tree, open and close it; Enter chooses', () => {
  const nodes = checkNodes([allowSet]);
  const rows = visibleRows(nodes, () => true);
  const [root, rule, first, last] = rows;
  if (root === undefined || rule === undefined || first === undefined || last === undefined) throw new Error('rows');
  expect(treeKey('ArrowDown', rows, root)).toEqual({ kind: 'focus', key: '0.0' });
  expect(treeKey('ArrowUp', rows, root)).toEqual({ kind: 'focus', key: '0' });
  expect(treeKey('ArrowLeft', rows, rule)).toEqual({ kind: 'turn', open: false });
  expect(treeKey('ArrowLeft', rows, first)).toEqual({ kind: 'focus', key: '0.0' });
  expect(treeKey('ArrowRight', rows, rule)).toEqual({ kind: 'focus', key: '0.0.0' });
  expect(treeKey('ArrowRight', rows, { ...rule, open: false })).toEqual({ kind: 'turn', open: true });
  expect(treeKey('End', rows, root)).toEqual({ kind: 'focus', key: '0.0.1' });
  expect(treeKey('Enter', rows, last)).toEqual({ kind: 'activate' });
  expect(treeKey('x', rows, last)).toBeNull();
});
