import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scenarios } from '../../../content/scenarios.ts';
import { probesInDetail } from '../../analysis/difference/operations.ts';
import { questionOf } from '../../analysis/matrix/ask.ts';
import { planMatrix } from '../../analysis/matrix/plan.ts';
import { randomCase } from '../../dataplane/properties/caseArbitrary.ts';
import { allObjects, type RandomMesh } from '../../dataplane/properties/randomMesh.ts';
import { seed } from '../../dataplane/properties/said.ts';
import { send } from '../../dataplane/send.ts';
import type { LeastWishes, WantedEdge } from '../../model/leastPrivilege.ts';
import type { Request } from '../../model/request.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import { createMemory } from '../evaluate.ts';
import { prepare } from '../prepare.ts';
import { admittedPart } from './admits.ts';
import { proposeLeast } from './propose.ts';
import { replayRequests } from './replay.ts';
import { spellings } from './spell.ts';

const all: LeastWishes = { paths: 'exact', policies: true, shutRest: true, scopes: true };
const evidence = { count: 3, first: '2026-03-02T09:00:00Z', last: '2026-03-02T09:10:00Z', lines: [1] };
const wanting = (requests: readonly Request[]): readonly WantedEdge[] =>
  requests.map((request) => ({ request, evidence }));
const propose = (document: HopwiseDocument, requests: readonly Request[], wishes = all) =>
  proposeLeast(document, wanting(requests), wishes, ({ kind }) => kind, createMemory());

function documentOf(mesh: RandomMesh): HopwiseDocument {
  const scenario = {
    apiVersion: 'hopwise.dev/v1',
    kind: 'Scenario',
    metadata: { name: 's' },
    spec: { mesh: mesh.settings },
  };
  const text = [scenario, ...allObjects(mesh)].map((each) => JSON.stringify(each)).join('\n---\n');
  return { files: [{ name: 'mesh.yaml', text }] };
}

/** What a log could tell of: calls of workloads that got through. */
function passing(document: HopwiseDocument, requests: readonly Request[]): readonly Request[] {
  const { sendOf } = prepare(document, createMemory());
  return requests
    .filter((request) => request.caller.kind === 'workload' && sendOf(request).verdict.kind === 'allowed')
    .map((request, index) => ({ ...request, id: `log-${index + 1}` }));
}

describe('the tightest resources', { timeout: 240_000 }, () => {
  it('let every logged request through, however paths are spelled, and list what they cannot', () => {
    let through = 0;
    let refused = 0;
    fc.assert(
      fc.property(
        randomCase({ policies: 4, requests: 10 }),
        fc.constantFrom('exact', 'patterns', 'any'),
        fc.boolean(),
        ({ mesh, requests }, paths, scopes) => {
          const document = documentOf(mesh);
          const logged = passing(document, requests);
          const { document: draft, exceptions } = propose(document, logged, { ...all, paths, scopes });
          const { sendOf } = prepare(draft, createMemory());
          const told = new Set(exceptions.flatMap((each) => (each.kind === 'stillRefused' ? [each.request] : [])));
          for (const request of logged) {
            const passes = sendOf(request).verdict.kind === 'allowed';
            expect([request, passes]).toEqual([request, !told.has(request.id)]);
            if (passes) through += 1;
            else refused += 1;
          }
        },
      ),
      { seed, numRuns: 70 },
    );
    expect(through).toBeGreaterThan(80);
    // No mesh of these asks for more than policies can say.
    expect(refused).toBe(0);
  });

  it('admit nothing else but what is listed, over all callers and all operations', () => {
    let listed = 0;
    let asked = 0;
    fc.assert(
      fc.property(
        randomCase({ policies: 3, requests: 6 }),
        fc.constantFrom('exact', 'any'),
        ({ mesh, requests }, paths) => {
          const document = documentOf(mesh);
          const logged = passing(document, requests);
          const { document: draft } = propose(document, logged, { ...all, paths });
          const part = admittedPart(draft, logged, 0, 1000, createMemory());
          const { world } = prepare(draft, createMemory());
          const plan = planMatrix(world, []);
          const brute = plan.columns.flatMap((column) =>
            probesInDetail([world], column).flatMap((probe) =>
              plan.rows.flatMap((row) => {
                if (row.caller === column.node) return [];
                asked += 1;
                const request = questionOf(row, probe, undefined);
                return send(world, request).verdict.kind === 'allowed' ? [JSON.stringify(request)] : [];
              }),
            ),
          );
          const own = new Set(part.flows.map(({ request }) => JSON.stringify(request)));
          const wanted = new Set(logged.map((request) => wordsOf(request)));
          const missing = brute.filter((each) => !own.has(each) && !wanted.has(wordsOf(JSON.parse(each))));
          expect(missing).toEqual([]);
          for (const { request } of part.flows) expect(send(world, request).verdict.kind).toBe('allowed');
          listed += part.flows.length;
        },
      ),
      { seed: seed + 1, numRuns: 30 },
    );
    expect(listed).toBeGreaterThan(10);
    expect(asked).toBeGreaterThan(1000);
  });

  it('are told with what speaks for each rule, and in whose place they come', () => {
    const document = { files: scenarios.find(({ id }) => id === 'shop-and-payments')?.files ?? [] };
    const { own } = prepare(document, createMemory());
    const { resources, replaced, lines } = propose(document, passing(document, own.requests));
    expect(replaced).toContain('AuthorizationPolicy/payments/backend-callers');
    const backend = resources.find(({ name }) => name === 'backend-from-frontend');
    expect(backend?.rules).toEqual([{ evidence, ticked: false, requests: ['GET /charges'], count: 1 }]);
    expect(lines.length).toBeGreaterThan(0);
    // Who has no sidecar is guarded by nobody: that is said.
    const { exceptions } = propose(document, []);
    expect(exceptions.every(({ kind }) => kind !== 'stillRefused')).toBe(true);
  });

  it('spell paths letter by letter unless patterns are asked for', () => {
    const seen = ['/orders/1', '/orders/27/items', '/health', '/static/a', '/static/b', '/static/c', '/static/d'];
    expect(spellings.exact(seen)).toEqual(seen);
    expect(spellings.patterns(seen)).toEqual(['/orders/{*}', '/orders/{*}/items', '/health', '/static/*']);
    expect(spellings.any()).toBeNull();
  });
});

describe('a log, replayed', { timeout: 120_000 }, () => {
  it('ends as each of its requests does when it is sent, or is not told', () => {
    const counts = { allowed: 0, denied: 0, untold: 0 };
    fc.assert(
      fc.property(randomCase({ policies: 5, requests: 8 }), ({ mesh, requests }) => {
        const document = documentOf(mesh);
        const { sendOf } = prepare(document, createMemory());
        for (const [index, replayed] of replayRequests(document, requests, createMemory()).entries()) {
          const request = requests[index];
          if (request === undefined) continue;
          counts[replayed.kind] += 1;
          const sent = sendOf(request).verdict.kind;
          expect([request, replayed.kind]).toEqual([request, replayed.kind === 'untold' ? 'untold' : sent]);
        }
      }),
      { seed: seed + 2, numRuns: 80 },
    );
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(10);
  });

  it('is only told where no header and no token could change it', () => {
    let told = 0;
    fc.assert(
      fc.property(randomCase({ policies: 4, requests: 6 }), ({ mesh, requests }) => {
        const document = documentOf(mesh);
        const { sendOf } = prepare(document, createMemory());
        for (const request of requests) {
          const { payload } = request;
          if (payload.kind !== 'http' || payload.headers.length === 0) continue;
          // What a log keeps of it, and what it was.
          const logged = { ...request, payload: { ...payload, headers: [] } };
          const [replayed] = replayRequests(document, [logged], createMemory());
          const { verdict } = sendOf(request);
          // A token that is refused before any policy is read is a refusal that the log tells itself.
          if (replayed?.kind === 'untold' || (verdict.kind === 'denied' && verdict.cause === 'jwtRejected')) continue;
          expect([request, replayed?.kind]).toEqual([request, verdict.kind]);
          told += 1;
        }
      }),
      { seed: seed + 3, numRuns: 80 },
    );
    expect(told).toBeGreaterThan(15);
  });
});

function wordsOf({ caller, target, payload, tls }: Request): string {
  const host = target.kind === 'host' ? target.host.replace(/\.svc\.cluster\.local$/, '') : target.workload;
  const http = payload.kind === 'http' && tls === null ? `${payload.method} ${payload.path}` : payload.kind;
  return JSON.stringify([caller, host, target.port, http]);
}
