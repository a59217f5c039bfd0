import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../analysis/matrix/alike.ts';
import type { Answer } from '../../model/difference.ts';
import type { Request } from '../../model/request.ts';
import { workloadId } from '../../model/resource.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import { compareDocuments } from '../compare.ts';
import { createMemory, evaluate } from '../evaluate.ts';
import { prepare } from '../prepare.ts';
import { asAmbient } from './ambient.ts';
import { documentOf, meshOf, policyOf, ruleOf } from './randomDocument.fixture.ts';
import { asSidecars } from './sidecars.ts';

const pods = ['a/one', 'a/two', 'b/three', 'b/bare'];

interface Asked {
  readonly caller: string;
  readonly to: string;
  readonly request: Request;
}

const http = (method: string, path: string) =>
  ({ kind: 'http', method, path, host: null, headers: [], version: '1.1' }) as const;

/** Every pair, every port, and what the port speaks; to the Service where there is one, else to the pod. */
function everything(payloads: readonly (readonly [string, string])[]): readonly Asked[] {
  return pods.flatMap((caller) =>
    pods
      .filter((callee) => callee !== caller)
      .flatMap((callee) =>
        [80, 9000].flatMap((port) => {
          const [namespace = '', name = ''] = callee.split('/');
          const bare = name === 'bare';
          const [home = '', own = ''] = caller.split('/');
          const target = bare
            ? ({ kind: 'workload', workload: workloadId(namespace, name), port: port === 80 ? 8080 : port } as const)
            : ({ kind: 'host', host: `${name}.${namespace}`, port, via: null } as const);
          // A port of a pod that no Service declares is asked with HTTP.
          const asHttp = port === 80 || bare;
          const sent = asHttp ? payloads.map(([method, path]) => http(method, path)) : [{ kind: 'tcp' } as const];
          return sent.map((payload) => ({
            caller,
            to: `${callee} ${target.port}`,
            request: {
              id: '',
              title: '',
              caller: { kind: 'workload', workload: workloadId(home, own) } as const,
              target,
              payload,
              tls: null,
            },
          }));
        }),
      ),
  );
}

const asked = everything([['GET', '/']]);

/** Sent one by one, with nothing remembered between two documents. */
function answers(document: HopwiseDocument, requests: readonly Asked[]): readonly Answer[] {
  const { sendOf } = prepare(document, createMemory());
  return requests.map(({ request }) => answerOf(sendOf(request)));
}

function changeOf(before: Answer, after: Answer): string | null {
  if (before.verdict === after.verdict) return before.why === after.why ? null : 'reason';
  return after.verdict === 'allowed' ? 'opened' : after.verdict === 'denied' ? 'closed' : 'unclear';
}

/** How many flows were found to end otherwise. */
function heldAgainst(a: HopwiseDocument, b: HopwiseDocument): number {
  const { flows, counts } = compareDocuments(a, b, createMemory()).flows;
  // Each one that is listed is so, by a request that shows it.
  const [first, second] = [prepare(a, createMemory()), prepare(b, createMemory())];
  for (const { request, change, before, after } of flows) {
    const [old, now] = [answerOf(first.sendOf(request)), answerOf(second.sendOf(request))];
    expect([old.verdict, now.verdict, changeOf(old, now)]).toEqual([before, after, change]);
  }
  // None is missed, and none is counted that is not listed.
  const listed = new Set(
    flows.map(({ change, caller, node, request }) => `${change} ${caller} ${node} ${request.target.port}`),
  );
  const [old, now] = [answers(a, asked), answers(b, asked)];
  const found = asked.flatMap(({ caller, to }, index) => {
    const [before, after] = [old[index], now[index]];
    const change = before === undefined || after === undefined ? null : changeOf(before, after);
    return change === null ? [] : [`${change} ${caller} ${to}`];
  });
  expect(found.filter((each) => !listed.has(each))).toEqual([]);
  const tally = { opened: 0, closed: 0, unclear: 0, reason: 0 };
  for (const { change } of flows) tally[change] += 1;
  expect(counts).toEqual(tally);
  return found.length;
}

describe('the lens, against every request sent by itself', () => {
  it('lists each flow that ends otherwise in ambient mode, and no other', () => {
    let found = 0;
    fc.assert(
      fc.property(documentOf(fc.constantFrom('sidecar', 'sidecar', 'none')), (document) => {
        for (const form of ['ztunnel', 'waypoints'] as const)
          found += heldAgainst(document, asAmbient(document, form, createMemory()));
      }),
      { numRuns: 16 },
    );
    expect(found).toBeGreaterThan(5);
  });

  it('lists each flow that ends otherwise with sidecars, and no other', () => {
    let found = 0;
    fc.assert(
      fc.property(documentOf(fc.constantFrom('ambient', 'waypoint', 'sidecar')), (document) => {
        const { document: sidecars } = asSidecars(document, createMemory());
        const { world } = prepare(sidecars, createMemory());
        expect(world.rejected).toEqual([]);
        expect([...world.cluster.workloads.values()].filter(({ proxy }) => proxy === 'ambient')).toEqual([]);
        found += heldAgainst(document, sidecars);
      }),
      { numRuns: 24 },
    );
    expect(found).toBeGreaterThan(5);
  });
});

/** Whether a policy says something that ztunnel is not told (10.2), read off the text. */
const beyondL4 = (text: string): boolean => /"(?:methods|paths)"|"AUDIT"/.test(text);

describe('policies that are named as not enforced as written', () => {
  const named = (document: HopwiseDocument) =>
    evaluate(document, null, createMemory()).overview.policies.filter(({ conditions = [] }) => conditions.length > 0);

  it('are those that say what ztunnel is not told', () => {
    fc.assert(
      fc.property(policyOf(ruleOf(true), ['ALLOW', 'DENY', 'AUDIT']), (policy) => {
        expect(named(meshOf({ a: 'ambient', b: 'ambient' }, [policy])).length > 0).toBe(
          beyondL4(JSON.stringify(policy)),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('and all others are enforced as by a sidecar', () => {
    const every = everything([
      ['GET', '/'],
      ['POST', '/x'],
    ]).filter(({ to }) => !to.startsWith('b/bare'));
    fc.assert(
      fc.property(policyOf(ruleOf(false), ['ALLOW', 'DENY']), (policy) => {
        const verdicts = (part: 'ambient' | 'sidecar') =>
          answers(meshOf({ a: part, b: part }, [policy]), every).map(({ verdict }) => verdict);
        expect(named(meshOf({ a: 'ambient', b: 'ambient' }, [policy]))).toEqual([]);
        expect(verdicts('ambient')).toEqual(verdicts('sidecar'));
      }),
      { numRuns: 30 },
    );
  });

  it('are enforced at waypoints as by a sidecar, wherever the caller comes by the Service', () => {
    const every = everything([
      ['GET', '/'],
      ['POST', '/x'],
    ]).filter(({ to }) => !to.startsWith('b/bare'));
    fc.assert(
      fc.property(fc.array(policyOf(ruleOf(true), ['ALLOW', 'DENY']), { minLength: 1, maxLength: 2 }), (policies) => {
        const a = meshOf({ a: 'sidecar', b: 'sidecar' }, policies);
        const there = asAmbient(a, 'waypoints', createMemory());
        expect(prepare(there, createMemory()).world.rejected).toEqual([]);
        expect(answers(there, every).map(({ verdict }) => verdict)).toEqual(
          answers(a, every).map(({ verdict }) => verdict),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('come back from a waypoint as they went, ports too', () => {
    const every = everything([
      ['GET', '/'],
      ['POST', '/x'],
    ]).filter(({ to }) => !to.startsWith('b/bare'));
    fc.assert(
      fc.property(policyOf(ruleOf(true), ['ALLOW', 'DENY']), (policy) => {
        const a = meshOf({ a: 'sidecar', b: 'sidecar' }, [policy]);
        const there = asAmbient(a, 'waypoints', createMemory());
        const back = asSidecars(there, createMemory()).document;
        expect(answers(back, every).map(({ verdict }) => verdict)).toEqual(
          answers(a, every).map(({ verdict }) => verdict),
        );
      }),
      { numRuns: 30 },
    );
  });
});
