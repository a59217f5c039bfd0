import { expect, test } from 'vitest';
import type { MeshOverview, RequestOverview } from '../../../core/model/overview.ts';
import { meshEdges } from './edges.ts';

const request = (one: Partial<RequestOverview>): RequestOverview => ({
  id: 'r',
  title: '',
  from: 'a',
  to: 'b',
  verdict: 'allowed',
  encryption: 'mtls',
  what: 'GET /',
  ...one,
});
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
