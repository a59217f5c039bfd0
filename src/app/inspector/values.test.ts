import { expect, test } from 'vitest';
import { resourceId } from '../../core/model/resource.ts';
import type { Check } from '../../core/model/trace.ts';
import { allowSet, denied, principalRef, story, stepId } from '../../core/story/sample.fixture.ts';
import { checkNodes } from './checkNodes.ts';
import { columnsFor } from './columns.ts';
import { cutValue } from './cutValue.ts';
import { deciders } from './deciders.ts';
import { rowText } from './rowText.ts';
import { whyWords } from '../../content/locales/en/why.ts';

const admin = 'cluster.local/ns/default/sa/admin';
const frontend = 'cluster.local/ns/default/sa/frontend';
const text = (cut: ReturnType<typeof cutValue>) => `${cut.head}[${cut.differing}]${cut.tail}`;

test('a long identity keeps its end, the part that differs set off', () => {
  expect(text(cutValue(admin, frontend, 13))).toBe('…/sa/[admin]');
  expect(text(cutValue(frontend, admin, 15))).toBe('…/sa/[frontend]');
  expect(text(cutValue(admin, frontend, 60))).toBe('cluster.local/ns/default/sa/[admin]');
});

test('a difference in the middle is not cut away', () => {
  expect(text(cutValue('cluster.local/ns/shop/sa/api', 'cluster.local/ns/pay/sa/api', 15))).toBe('…/[shop]/sa/api');
  expect(text(cutValue('cluster.local/ns/shop/sa/reviews', 'cluster.local/ns/pay/sa/reviews', 13))).toBe('…/[shop]/…');
  expect(text(cutValue('old.domain/ns/a/sa/b', 'cluster.local/ns/a/sa/b', 13))).toBe('[old.domain]/…');
});

test('a cut falls between parts where it can, and never exceeds the room', () => {
  expect(text(cutValue('cluster.local/ns/other/sa/caller-0', frontend, 13))).toBe('[…/sa/caller-0]');
  for (const room of [4, 8, 12, 13, 15, 30]) {
    for (const value of [admin, frontend, 'a-value-without-any-slash', 'x', '']) {
      for (const other of [null, admin, 'y', '']) {
        const { head, differing, tail } = cutValue(value, other, room);
        expect(head.length + differing.length + tail.length).toBeLessThanOrEqual(room);
      }
    }
  }
});

test('equal values are set off nowhere', () => {
  expect(cutValue('GET', 'GET', 13)).toEqual({ head: 'GET', differing: '', tail: '' });
  expect(cutValue(admin, null, 13)).toEqual({ head: '…/sa/admin', differing: '', tail: '' });
});

test('the columns of the narrow panel are those of the drawing, and grow with it', () => {
  expect(columnsFor(399)).toMatchObject({ asks: 96, has: 112 });
  expect(columnsFor(600).asks).toBeGreaterThan(96);
});

const row = (check: Check) => {
  const [node] = checkNodes([check]);
  if (node === undefined) throw new Error('no row');
  return rowText(
    node,
    (each) => ({ name: each.name, note: each.note?.key ?? null }),
    (term) => `<${term.kind}>`,
    whyWords,
  );
};

test('a set of policies reads as a count, a policy as its name and rule', () => {
  expect(row({ ...allowSet, name: 'ALLOW' })).toMatchObject({ name: 'ALLOW policies', summary: '1 selects, 0 match' });
  const [viewer] = allowSet.children;
  if (viewer === undefined) throw new Error('no policy');
  expect(row(viewer)).toEqual({ name: 'reviews-viewer, 1', summary: null, asks: null, has: null, note: null });
});

test('a condition that is not met sets its values against each other, one that is met does not', () => {
  const leaf: Check = {
    kind: 'value',
    name: 'principals',
    source: null,
    matched: false,
    children: [],
    expected: { kind: 'values', values: [admin, 'b'] },
    actual: { kind: 'value', value: frontend },
  };
  expect(row(leaf)).toMatchObject({
    asks: { text: admin, more: 1, against: frontend },
    has: { text: frontend, against: admin },
  });
  expect(row({ ...leaf, matched: true }).asks?.against).toBeNull();
  expect(row({ ...leaf, expected: { kind: 'not', values: [admin] } }).asks).toMatchObject({
    prefix: 'not ',
    text: admin,
  });
  expect(row({ ...leaf, actual: { kind: 'none' } }).has).toMatchObject({ text: '<none>', mono: false });
});

test('a policy none of whose rules matched leads to the value that failed', () => {
  expect(deciders(denied, whyWords)).toEqual([{ text: 'default/reviews-viewer', ref: principalRef }]);
});

test('a rule that matched is counted from one and leads to its place', () => {
  const resource = resourceId('AuthorizationPolicy', 'default', 'viewer');
  const determining = {
    kind: 'matched',
    rules: [{ resource, namespace: 'default', name: 'viewer', rule: 1 }],
  } as const;
  const allowed = { ...denied, trace: { ...denied.trace, verdict: { kind: 'allowed', determining } as const } };
  expect(deciders(allowed, whyWords)).toEqual([
    { text: 'default/viewer, rule 2', ref: { resource, path: ['spec', 'rules', 1] } },
  ]);
});

test('a verdict that nothing decided names nobody; one that cannot be told names what is not modelled', () => {
  const hop = { id: 'a', at: { kind: 'network' }, frames: [{ id: 'x', text: 'x' }] } as const;
  expect(deciders(story([hop], { kind: 'allowed', determining: null }, '', 'x'), whyWords)).toEqual([]);
  const lua = resourceId('EnvoyFilter', 'default', 'lua');
  const limits = [{ code: 'kindNotModelled', resource: lua, name: 'EnvoyFilter default/lua' }] as const;
  expect(deciders(story([hop], { kind: 'undetermined', limits, step: stepId('x') }, '', 'x'), whyWords)).toEqual([
    { text: 'EnvoyFilter default/lua', ref: { resource: lua, path: [] } },
  ]);
});

test('the card says where the verdict fell', () => {
  const [, , wire, reviews] = denied.hops;
  if (wire === undefined || reviews === undefined) throw new Error('no hops');
  expect(whyWords.at('denied', reviews.at)).toBe('at the door of reviews');
  expect(whyWords.at('denied', wire.at)).toBe('on the wire');
  expect(whyWords.at('allowed', reviews.at)).toBe('all the way to reviews');
});
