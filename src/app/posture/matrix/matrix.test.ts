import { describe, expect, it } from 'vitest';
import type { MatrixCell, MatrixPlan } from '../../../core/model/matrix.ts';
import { workloadId } from '../../../core/model/resource.ts';
import { changes, lookUp } from './before.ts';
import { faceOf, verdictsOf } from './face.ts';
import { findAll, keepOf, type MatrixFilter, noFilter } from './filter.ts';
import { moved } from './gridKeys.ts';
import { groupLines } from './lines.ts';
import { choiceOf } from './request.ts';

const probe = (port: number) => ({
  words: `TCP ${port}`,
  target: { kind: 'host', host: 'x', port, via: null } as const,
  payload: { kind: 'tcp' } as const,
  tls: null,
});
const row = (namespace: string, name: string) => ({ caller: workloadId(namespace, name), namespace, name });
const column = (namespace: string | null, name: string, ...ports: readonly number[]) => ({
  node: `${namespace}/${name}`,
  namespace,
  name,
  probes: ports.map(probe),
  registered: true,
});
const plan: MatrixPlan = {
  rows: [row('a', 'x'), row('b', 'y')],
  columns: [column('a', 'x', 1), column('b', 'y', 1, 2), column(null, 'host', 443)],
  prepared: [],
};
const cells: readonly (readonly MatrixCell[])[] = [
  [[], ['allowed', 'denied'], ['undetermined']],
  [['denied'], [], ['allowed']],
];

describe('the lines of a matrix', () => {
  it('stand by namespace, the outside last; a folded namespace is one line', () => {
    const groups = groupLines(plan.columns, new Set(['b']));
    expect(groups.map(({ namespace, folded, lines }) => [namespace, folded, lines.map(({ label }) => label)])).toEqual([
      ['a', false, ['x']],
      ['b', true, ['all 1']],
      [null, false, ['host']],
    ]);
  });

  it('count what their cells say, and how much of it is new', () => {
    const all = new Set<string | null>(['a', 'b', null]);
    const [a, b] = groupLines(plan.rows, all).flatMap(({ lines }) => lines);
    const columns = groupLines(plan.columns, all).flatMap(({ lines }) => lines);
    if (a === undefined || b === undefined || columns[1] === undefined) throw new Error('no lines');
    const face = faceOf(cells, a, columns[1], (_row, _column, index) => (index === 0 ? 'denied' : undefined));
    expect(face).toEqual({ counts: { allowed: 1, denied: 1, undetermined: 0 }, total: 2, changed: 1 });
    expect(verdictsOf(face)).toEqual(['allowed', 'denied']);
    expect(faceOf(cells, b, columns[1], null)).toMatchObject({ total: 0, changed: 0 });
  });
});

describe('the columns of a callee', () => {
  const labels = (split: 'callee' | 'port' | 'operation') =>
    groupLines([column('b', 'y', 1, 2, 2)], new Set(), split).flatMap(({ lines }) =>
      lines.map(({ label, probes }) => [label, probes]),
    );

  it('are itself, its ports, or its operations', () => {
    expect(labels('callee')).toEqual([['y', undefined]]);
    expect(labels('port')).toEqual([
      ['y:1', [0]],
      ['y:2', [1, 2]],
    ]);
    expect(labels('operation')).toEqual([
      ['y TCP 1', [0]],
      ['y TCP 2', [1, 2]],
    ]);
  });

  it('count their own questions', () => {
    const [, second] = groupLines([...plan.columns.slice(0, 1), column('b', 'y', 1, 2)], new Set(), 'port').flatMap(
      ({ lines }) => lines,
    );
    const [from] = groupLines(plan.rows, new Set()).flatMap(({ lines }) => lines);
    if (second === undefined || from === undefined) throw new Error('no lines');
    expect(faceOf(cells, from, second, null).counts).toEqual({ allowed: 1, denied: 0, undetermined: 0 });
  });
});

describe('a filter', () => {
  const matrix = {
    plan,
    cells,
    plain: [
      [[], [true, false], [false]],
      [[false], [], [true]],
    ],
  };
  const found = (filter: Partial<MatrixFilter>) => {
    const keep = keepOf({ ...noFilter, ...filter }, matrix, (_row, _column, probe) =>
      probe === 1 ? 'allowed' : undefined,
    );
    return keep === null ? 'all' : findAll(matrix, keep);
  };
  const where = (filter: Partial<MatrixFilter>) => {
    const all = found(filter);
    return typeof all === 'string' ? all : [[...all.rows], [...all.questions], all.count];
  };

  it('keeps what ends so, is there, goes in plaintext, leaves the cluster or has changed', () => {
    expect(where({})).toBe('all');
    expect(where({ verdict: 'denied' })).toEqual([[0, 1], ['1:1', '0:0'], 2]);
    expect(where({ namespace: 'a' })).toEqual([[0, 1], ['1:0', '1:1', '2:0', '0:0'], 4]);
    expect(where({ plaintext: true })).toEqual([[0, 1], ['1:0', '2:0'], 2]);
    expect(where({ egress: true })).toEqual([[0, 1], ['2:0'], 2]);
    expect(where({ egress: true, plaintext: true })).toEqual([[1], ['2:0'], 1]);
    expect(where({ verdict: 'changed' })).toEqual([[0], ['1:1'], 1]);
  });

  it('leaves out rows, columns and namespaces in which it keeps nothing, and counts the rest', () => {
    const keep = keepOf({ ...noFilter, egress: true, plaintext: true }, matrix, null);
    if (keep === null) throw new Error('no filter');
    const { rows } = findAll(matrix, keep);
    const groups = groupLines(plan.rows, new Set(), 'callee', ({ indices }) => indices.some((each) => rows.has(each)));
    expect(groups.map(({ namespace }) => namespace)).toEqual(['b']);
    const [from] = groupLines(plan.rows, new Set(['a', 'b']))[1]?.lines ?? [];
    const [to] = groupLines(plan.columns, new Set([null]))[2]?.lines ?? [];
    if (from === undefined || to === undefined) throw new Error('no lines');
    expect(faceOf(cells, from, to, null, keep).total).toBe(1);
  });
});

describe('a matrix beside another one', () => {
  it('finds its questions again where rows, columns and probes have moved', () => {
    const old = {
      plan: { ...plan, rows: [row('b', 'y'), row('a', 'x')], columns: [column('b', 'y', 2, 1), column('a', 'x', 1)] },
      cells: [
        [[], ['allowed']],
        [['denied', 'denied'], []],
      ] satisfies MatrixCell[][],
      plain: [],
    };
    const before = lookUp(plan, old);
    expect(before(0, 1, 0)).toBe('denied');
    expect(before(1, 0, 0)).toBe('allowed');
    expect(before(0, 2, 0)).toBeUndefined();
    expect(changes({ plan, cells, plain: [] }, before)).toEqual({ allowed: 1, denied: 1, undetermined: 0 });
  });
});

describe('the keys of the grid', () => {
  it('stay inside it', () => {
    const from = { row: 1, column: 1 };
    const to = (key: string, far = false) => moved(key, far, from, 3, 4);
    expect(to('ArrowRight')).toEqual({ row: 1, column: 2 });
    expect(to('ArrowUp')).toEqual({ row: 0, column: 1 });
    expect(to('PageDown')).toEqual({ row: 2, column: 1 });
    expect(to('Home')).toEqual({ row: 1, column: 0 });
    expect(to('End', true)).toEqual({ row: 2, column: 3 });
    expect(to('Home', true)).toEqual({ row: 0, column: 0 });
    expect(to('a')).toBeNull();
  });
});

describe('the request of a cell', () => {
  it('is the prepared one where there is one, else one with an id that a link can hold', () => {
    const made = choiceOf(plan, 0, 1, 1);
    expect(made).toMatchObject({ id: 'x-y-tcp-2', caller: { workload: 'a/x' }, target: { port: 2 } });
    if (made === null || typeof made === 'string') throw new Error('no request');
    const prepared = [{ row: 0, column: 1, probe: 1, request: { ...made, id: 'mine' } }];
    expect(choiceOf({ ...plan, prepared }, 0, 1, 1)).toBe('mine');
    expect(choiceOf(plan, 9, 1, 1)).toBeNull();
  });
});
