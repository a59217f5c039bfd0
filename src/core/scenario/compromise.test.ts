import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scenarios } from '../../content/scenarios.ts';
import { probesInDetail } from '../analysis/difference/operations.ts';
import { planMatrix } from '../analysis/matrix/plan.ts';
import { randomCase } from '../dataplane/properties/caseArbitrary.ts';
import { allObjects, type RandomMesh } from '../dataplane/properties/randomMesh.ts';
import { seed } from '../dataplane/properties/said.ts';
import { send } from '../dataplane/send.ts';
import type { Request } from '../model/request.ts';
import type { WorkloadId } from '../model/resource.ts';
import type { HopwiseDocument } from '../model/scenario.ts';
import { compromisePart, secondRing } from './compromise.ts';
import { createMemory } from './evaluate.ts';
import { prepare } from './prepare.ts';
import { isProblem } from './read.ts';
import { readRequest, writeRequest } from './request.ts';

const documentOf = (id: string) => ({ files: scenarios.find((scenario) => scenario.id === id)?.files ?? [] });
const id = (text: string) => text as WorkloadId;
const portsOf = (document: HopwiseDocument, workload: string) =>
  compromisePart(document, id(workload), 0, 1000, createMemory()).ports;
const portOf = (document: HopwiseDocument, workload: string, to: string) =>
  portsOf(document, workload).find((port) => port.to === to);

function textOf({ settings, ...mesh }: RandomMesh): HopwiseDocument {
  const spec = { mesh: settings };
  const scenario = { apiVersion: 'hopwise.dev/v1', kind: 'Scenario', metadata: { name: 's' }, spec };
  const objects = [scenario, ...allObjects({ settings, ...mesh })];
  return { files: [{ name: 'mesh.yaml', text: objects.map((each) => JSON.stringify(each)).join('\n---\n') }] };
}

describe('a workload that is taken over', { timeout: 120_000 }, () => {
  it('leaves out its sidecar, and with it what only its sidecar said', () => {
    // REGISTRY_ONLY is kept by the caller's own proxy alone.
    const blackHole = portOf(documentOf('malicious-site-black-hole'), 'shop/reviews', 'malicious-site.com');
    expect([blackHole?.state, blackHole?.operations[0]?.way]).toEqual(['past', 'plaintext']);
    // A Sidecar's scope is no firewall, and what stands at the server still is.
    const scoped = portOf(documentOf('sidecar-is-no-firewall'), 'shop/reviews', 'payments/backend');
    expect(scoped?.state).toBe('past');
  });

  it('is still stopped where others stand: at the server by its policies, on the wire by the network’s', () => {
    const backend = portOf(documentOf('shop-and-payments'), 'shop/reviews', 'payments/backend');
    expect(backend?.state).toBe('stopped');
    expect(backend?.operations[0]).toMatchObject({ cause: 'rbacNotAllowed', way: 'identity' });
    expect(backend?.operations[0]?.policies.map(({ name }) => name)).toEqual(['backend-callers']);
    const dropped = portOf(documentOf('network-policy-drops'), 'shop/reviews', 'payments/backend');
    expect(dropped?.operations.every(({ cause }) => cause === 'networkPolicyDropped')).toBe(true);
  });

  it('shows its own certificate by hand where mTLS is all that is taken', () => {
    const { sendOf } = prepare(documentOf('shop-and-payments'), createMemory());
    const ask = (past: 'plaintext' | 'identity') =>
      sendOf({
        id: 'r',
        title: '',
        caller: { kind: 'workload', workload: id('shop/frontend'), past },
        target: { kind: 'host', host: 'backend.payments', port: 8080, via: null },
        payload: { kind: 'http', method: 'GET', path: '/charges', host: null, headers: [], version: '1.1' },
        tls: null,
      });
    expect(ask('identity').verdict.kind).toBe('allowed');
    expect(ask('plaintext').verdict.kind).toBe('denied');
    expect(ask('identity').hops.some(({ at }) => at.kind === 'sidecar' && at.side === 'outbound')).toBe(false);
  });

  it('reaches just what brute force finds, by any way, and each answer is its request’s', () => {
    let [reached, past] = [0, 0];
    fc.assert(
      fc.property(randomCase({ policies: 4, requests: 2 }), ({ mesh }) => {
        const document = textOf(mesh);
        const { world, sendOf } = prepare(document, createMemory());
        const plan = planMatrix(world, []);
        const [first] = plan.rows;
        if (first === undefined) return;
        const { caller } = first;
        const ports = compromisePart(document, caller, 0, 1000, createMemory()).ports;
        const listed = new Map(ports.map((port) => [`${port.node} ${port.port}`, port.state]));
        const verdicts = new Map<string, Set<string>>();
        for (const column of plan.columns) {
          if (column.node === caller) continue;
          for (const { target, payload, tls } of probesInDetail([world], column)) {
            const key = `${column.node} ${target.port}`;
            const own = verdicts.get(key) ?? new Set();
            verdicts.set(key, own);
            for (const more of [{}, { past: 'plaintext' }, { past: 'identity' }] as const) {
              // Outside and inside TLS of its own, its certificate is of no use.
              if ('past' in more && more.past === 'identity' && (column.namespace === null || tls !== null)) continue;
              const request: Request = {
                id: '',
                title: '',
                caller: { kind: 'workload', workload: caller, ...more },
                target,
                payload,
                tls,
              };
              own.add(`${'past' in more ? 'past' : 'usual'} ${send(world, request).verdict.kind}`);
            }
          }
        }
        for (const [key, own] of verdicts) {
          const state = own.has('usual allowed')
            ? 'reached'
            : own.has('past allowed')
              ? 'past'
              : [...own].some((each) => each.endsWith('undetermined'))
                ? 'unclear'
                : 'stopped';
          expect([key, listed.get(key)]).toEqual([key, state]);
        }
        expect(listed.size).toBe(verdicts.size);
        for (const { operations } of ports)
          for (const { request, verdict } of operations) expect(sendOf(request).verdict.kind).toBe(verdict);
        reached += ports.filter(({ state }) => state === 'reached').length;
        past += ports.filter(({ state }) => state === 'past').length;
      }),
      { seed, numRuns: 60 },
    );
    expect(reached).toBeGreaterThan(30);
    expect(past).toBeGreaterThan(5);
  });

  it('has a second ring of what those it reaches reach in turn', () => {
    const document = documentOf('shop-and-payments');
    const ports = portsOf(document, 'shop/frontend').filter(({ state }) => state === 'reached' || state === 'past');
    const known = ports.map(({ node, port }) => `${node} ${port}`);
    const nodes = ports.flatMap(({ node, outside }) => (outside ? [] : [id(node)]));
    const ring = secondRing(document, id('shop/frontend'), nodes, known, createMemory());
    expect(ring.map(({ to, via }) => [to, via])).toContainEqual(['payments/ledger', ['payments/backend']]);
    expect(ring.every(({ node, port }) => !known.includes(`${node} ${port}`))).toBe(true);
  });

  it('is written and read as a caller', () => {
    for (const past of ['plaintext', 'identity'] as const) {
      const json = { id: 'r', from: { workload: 'shop/cart', past }, to: { host: 'db', port: 80 } };
      const request = readRequest(json);
      if (isProblem(request)) throw new Error(request.problem);
      expect(request.caller).toEqual({ kind: 'workload', workload: 'shop/cart', past });
      expect(readRequest(writeRequest(request))).toEqual(request);
    }
    const wrong = readRequest({
      id: 'r',
      from: { workload: 'shop/cart', past: 'magic' },
      to: { host: 'db', port: 80 },
    });
    expect(wrong).toEqual({ problem: '`past` is plaintext or identity', path: ['from', 'past'] });
    expect(
      isProblem(readRequest({ id: 'r', from: { external: '', past: 'plaintext' }, to: { host: 'db', port: 80 } })),
    ).toBe(true);
  });
});
