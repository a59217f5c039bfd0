import { describe, expect, it } from 'vitest';
import { scenarios } from '../../../content/scenarios.ts';
import type { MatrixCell } from '../../model/matrix.ts';
import { createMemory, evaluate } from '../../scenario/evaluate.ts';
import { prepare } from '../../scenario/prepare.ts';
import { matrixPart } from '../../scenario/matrix.ts';

const files = (id: string) => ({ files: scenarios.find((scenario) => scenario.id === id)?.files ?? [] });
const memory = createMemory();
const matrixOf = (id: string) => matrixPart(files(id), 0, 100, memory);
const letters = { allowed: 'a', denied: 'd', undetermined: 'u' } as const;
const short = (cell: MatrixCell | undefined): string => (cell ?? []).map((verdict) => letters[verdict]).join('');

/** The matrix as text: one line per caller. */
function drawn(id: string): Readonly<Record<string, string>> {
  const { plan, cells } = matrixOf(id);
  return Object.fromEntries(plan.rows.map(({ name }, row) => [name, (cells[row] ?? []).map(short).join(' ')]));
}

describe('the matrix of who reaches whom', () => {
  it('asks every workload about every service, each port, and the outside', () => {
    const { plan } = matrixOf('shop-and-payments');
    expect(plan.rows.map(({ caller }) => caller)).toEqual([
      'shop/frontend',
      'shop/catalog',
      'shop/reviews',
      'payments/backend',
      'payments/ledger',
      'legacy/batch',
    ]);
    expect(plan.columns.map(({ node, probes }) => [node, ...probes.map(({ words }) => words)])).toEqual([
      ['shop/frontend', 'GET /'],
      ['shop/catalog', 'GET /items'],
      ['shop/reviews', 'GET /reviews?item=7'],
      ['payments/backend', 'GET /charges', 'DELETE /charges/42', 'GET /refunds', 'GET /admin/keys'],
      ['payments/ledger', 'TCP 5432'],
      ['external:paste.example', 'POST /upload'],
      ['external:unknown.example', 'GET /', 'TLS 443'],
    ]);
  });

  it('is open on the first two rungs and shut but for what is wanted on the third', () => {
    const open = Object.values(drawn('ladder-plain-kubernetes')).join(' ').replaceAll(' ', '');
    expect(new Set(open)).toEqual(new Set(['a']));
    expect(drawn('ladder-istio-as-installed')).toEqual(drawn('ladder-plain-kubernetes'));
    expect(drawn('ladder-zero-trust')).toEqual({
      frontend: ' a a a d aa',
      catalog: 'd  d d d aa',
      reviews: 'd d  d d aa',
      backend: 'd d d  a aa',
      ledger: 'd d d d  aa',
      batch: 'd d d d d aa',
    });
  });

  it('says of each prepared request what its story says', () => {
    let seen = 0;
    for (const { id } of scenarios) {
      const { plan, cells } = matrixOf(id);
      const { requests } = evaluate(files(id), null, memory).overview;
      for (const { row, column, probe, request } of plan.prepared) {
        const verdict = requests.find((each) => each.id === request.id)?.verdict;
        expect([request.id, cells[row]?.[column]?.[probe]]).toEqual([request.id, verdict]);
      }
      seen += plan.prepared.length;
    }
    expect(seen).toBeGreaterThan(30);
  });

  it('is the same whether asked at once or row by row', () => {
    const whole = matrixOf('shop-and-payments');
    const rows = whole.plan.rows.map((_, row) => matrixPart(files('shop-and-payments'), row, 1, memory).cells[0]);
    expect(rows).toEqual(whole.cells);
  });

  it('asks in detail every operation that policies name, and of the prepared ones in their old places', () => {
    const plain = matrixOf('shop-and-payments');
    const detailed = matrixPart(files('shop-and-payments'), 0, 100, memory, true);
    const backend = detailed.plan.columns.find(({ node }) => node === 'payments/backend');
    const words = backend?.probes.map((probe) => probe.words) ?? [];
    expect(words.slice(0, 4)).toEqual(['GET /charges', 'DELETE /charges/42', 'GET /refunds', 'GET /admin/keys']);
    expect(words).toEqual(expect.arrayContaining(['POST /charges', 'GET /anything-else', 'PUT /charges']));
    for (const [row, columns] of plain.cells.entries())
      for (const [column, cell] of columns.entries())
        expect(detailed.cells[row]?.[column]?.slice(0, cell.length)).toEqual(cell);
    expect(matrixOf('shop-and-payments')).toEqual(plain);
  });

  it('says of what is allowed whether it goes in plaintext somewhere, as its trace does', () => {
    const seen = { plain: 0, wrapped: 0 };
    for (const id of ['shop-and-payments', 'ladder-istio-as-installed', 'malicious-site-one-way-out']) {
      const { plan, cells, plain } = matrixOf(id);
      const { sendOf } = prepare(files(id), memory);
      for (const [row, { caller: workload }] of plan.rows.entries()) {
        for (const [column, { probes }] of plan.columns.entries()) {
          for (const [probe, verdict] of (cells[row]?.[column] ?? []).entries()) {
            const asked = probes[probe];
            if (asked === undefined || plan.prepared.some((each) => each.row === row && each.column === column))
              continue;
            const { target, payload, tls } = asked;
            const { hops } = sendOf({
              id: '',
              title: '',
              caller: { kind: 'workload', workload },
              target,
              payload,
              tls,
            });
            const bare = hops.some(({ steps }) =>
              steps.some(({ kind, packet }) => kind === 'wire' && packet.wire.kind === 'plaintext'),
            );
            expect(plain[row]?.[column]?.[probe]).toBe(verdict === 'allowed' && bare);
            if (verdict === 'allowed') seen[bare ? 'plain' : 'wrapped'] += 1;
          }
        }
      }
    }
    expect(Math.min(seen.plain, seen.wrapped)).toBeGreaterThan(5);
  });

  it('has hosts of ServiceEntries, by what their ports speak', () => {
    const { plan } = matrixOf('front-and-back-door');
    expect(
      plan.columns.filter(({ namespace }) => namespace === null).map(({ name, registered }) => [name, registered]),
    ).toContainEqual(['unknown.example', false]);
  });

  it('dials a pod that no service stands before by its address', () => {
    const text =
      '{apiVersion: v1, kind: Pod, metadata: {name: lone, namespace: a}, spec: {containers: [{name: c, ports: [{containerPort: 9000}]}]}}';
    const { plan, cells } = matrixPart({ files: [{ name: 'x.yaml', text }] }, 0, 1, memory);
    expect(plan.columns[0]?.probes[0]?.target).toEqual({ kind: 'workload', workload: 'a/lone', port: 9000 });
    expect(cells[0]?.[0]).toEqual([]);
  });
});
