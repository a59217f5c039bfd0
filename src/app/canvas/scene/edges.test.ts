import { expect, test } from 'vitest';
import type { MeshOverview, RequestLeg, RequestOverview } from '../../../core/model/overview.ts';
import { meshEdges } from './edges.ts';

const request = ({ encryption = 'mtls', ...one }: Partial<RequestOverview & RequestLeg>): RequestOverview => {
  const { from = 'a', to = 'b' } = one;
  const legs = [{ from, to, encryption }];
  return { id: 'r', title: '', from, to, verdict: 'allowed', legs, what: 'GET /', ...one };
};
const mesh = (requests: readonly RequestOverview[]): MeshOverview => ({
  namespaces: [],
  workloads: [],
  externals: [],
  policies: [],
  kept: [],
  requests,
});

test('requests of one pair are one edge with the worst verdict', () => {
  const edges = meshEdges(
    mesh([request({}), request({ verdict: 'denied', what: 'POST /' }), request({ verdict: 'undetermined' })]),
  );
  expect(edges).toMatchObject([{ id: 'a>b', verdict: 'denied', what: ['GET /', 'POST /'] }]);
});

test('an edge that carries mTLS and plaintext is mixed', () => {
  expect(meshEdges(mesh([request({}), request({ encryption: 'plaintext' })]))[0]?.encryption).toBe('mixed');
  expect(meshEdges(mesh([request({}), request({ encryption: 'unknown' })]))[0]?.encryption).toBe('mtls');
});

test('both directions are two edges, and a call to itself is none', () => {
  const edges = meshEdges(mesh([request({}), request({ from: 'b', to: 'a' }), request({ to: 'a' })]));
  expect(edges.map((edge) => edge.id)).toEqual(['a>b', 'b>a']);
});

test('a request through a gateway is two edges; where it went on from, it was let through', () => {
  const legs = [
    { from: 'a', to: 'gate', encryption: 'mtls' },
    { from: 'gate', to: 'b', encryption: 'plaintext' },
  ] as const;
  expect(meshEdges(mesh([request({ legs, verdict: 'denied' })]))).toMatchObject([
    { id: 'a>gate', verdict: 'allowed', encryption: 'mtls' },
    { id: 'gate>b', verdict: 'denied', encryption: 'plaintext' },
  ]);
});

test('an edge lies in a tube where all that it carries goes through HBONE', () => {
  const by = (...tunnels: readonly boolean[]) =>
    meshEdges(
      mesh(
        tunnels.map((hbone) =>
          request({ legs: [{ from: 'a', to: 'b', encryption: 'mtls', ...(hbone ? { hbone } : {}) }] }),
        ),
      ),
    ).map(({ tube }) => tube);
  expect([by(true), by(true, true), by(true, false), by(false, true), by(false)]).toEqual([
    [true],
    [true],
    [false],
    [false],
    [false],
  ]);
});
