import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import type { Request } from '../../model/request.ts';
import { workloadId } from '../../model/resource.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import { createMemory } from '../memory.ts';
import { prepare } from '../prepare.ts';
import { additionsOf } from './additions.ts';
import { meshOf, type Part, policyOf, ruleOf } from './randomDocument.fixture.ts';

const pods = ['a/one', 'a/two', 'b/three', 'b/bare'] as const;
type Asked = readonly Omit<Request, 'caller'>[];
type Target = Request['target'];

const http = (method: string, path: string): Request['payload'] => ({
  kind: 'http',
  method,
  path,
  host: null,
  headers: [],
  version: '1.1',
});

/** Requests to one pod, at its Service if it has one; `at`: how the pod without one is called. */
function requestsTo(callee: string, at: 'service' | 'address'): Asked {
  const [namespace = '', name = ''] = callee.split('/');
  const to = (port: number): Target =>
    at === 'address'
      ? { kind: 'workload', workload: workloadId(namespace, name), port }
      : { kind: 'host', host: `${name}.${namespace}`, port, via: null };
  const web = to(at === 'address' || name === 'bare' ? 8080 : 80);
  const common = { id: '', title: '', tls: null } as const;
  return [
    { ...common, target: web, payload: http('GET', '/') },
    { ...common, target: web, payload: http('POST', '/x') },
    { ...common, target: to(9000), payload: { kind: 'tcp' } },
  ];
}

type Asker = (caller: string, asked: Asked) => readonly string[];

function askerOf(document: HopwiseDocument): Asker {
  const { sendOf, world } = prepare(document, createMemory());
  expect(world.rejected).toEqual([]);
  return (caller, asked) => {
    const [home = '', own = ''] = caller.split('/');
    return asked.map(
      (each) => sendOf({ ...each, caller: { kind: 'workload', workload: workloadId(home, own) } }).verdict.kind,
    );
  };
}

/** What a sidecar in the place of each ztunnel would enforce; identities reach a pod by a Service alone, so each has one. */
function sidecarReading(parts: Parts, policies: readonly JsonObject[]): HopwiseDocument {
  const with_ = (part: Part): Part => (part === 'ambient' ? 'sidecar' : part);
  const { files } = meshOf({ a: with_(parts.a), b: with_(parts.b) }, policies);
  const ports = [{ port: 8080 }, { name: 'tcp', port: 9000 }];
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'bare', namespace: 'b' },
    spec: { selector: { app: 'bare' }, ports },
  };
  return { files: [...files, { name: 'bare.yaml', text: JSON.stringify(service) }] };
}

interface Parts {
  readonly a: Part;
  readonly b: Part;
}
const parts: fc.Arbitrary<Parts> = fc.record({
  a: fc.constantFrom<Part>('ambient', 'ambient', 'sidecar'),
  b: fc.constantFrom<Part>('ambient', 'ambient', 'sidecar', 'none'),
});
const policies = fc.array(policyOf(ruleOf(true), ['ALLOW', 'ALLOW', 'DENY', 'AUDIT']), { minLength: 1, maxLength: 3 });

function partOf(where: Parts, pod: string): Part {
  return pod.startsWith('a/') ? where.a : where.b;
}

interface Held {
  readonly what: string;
  readonly found: readonly string[];
  readonly wanted: readonly string[];
}

/** All that can be said of what is proposed for a mesh: what was found, beside what must be. */
function heldAgainst(where: Parts, written: readonly JsonObject[]): readonly Held[] {
  const document = meshOf(where, written);
  const reference = askerOf(sidecarReading(where, written));
  const before = askerOf(document);
  const pairs = pods.flatMap((caller) => pods.flatMap((callee) => (callee === caller ? [] : [{ caller, callee }])));
  return additionsOf(document, createMemory()).additions.flatMap(({ kind, services, pods: bare, document: made }) => {
    if (kind !== 'waypoint' && kind !== 'waypointShut') return [];
    const guarded = pods.filter((pod) => [...services, ...bare].some((name) => pod.endsWith(`/${name}`)));
    const after = askerOf(made);
    return pairs.flatMap(({ caller, callee }): readonly Held[] => {
      const part = partOf(where, caller);
      const byService = requestsTo(callee, 'service');
      const byAddress = requestsTo(callee, 'address');
      const now = callee === 'b/bare' ? byAddress : byService;
      const sidecars = reference(caller, byService);
      const held = (what: string, asked: Asked, wanted: readonly string[]): Held => ({
        what: `${kind}, ${caller} → ${callee}: ${what}`,
        found: after(caller, asked),
        wanted,
      });
      const isGuarded = guarded.includes(callee);
      const bothSidecars = partOf(where, callee) === 'sidecar' && part === 'sidecar' && callee !== 'b/bare';
      const pastWaypoint = kind === 'waypointShut' && (part !== 'ambient' || callee !== 'b/bare');
      return [
        ...(isGuarded && part === 'ambient' ? [held('as with sidecars', now, sidecars)] : []),
        ...(isGuarded ? [] : [held('who is not meant has what it had', now, before(caller, now))]),
        ...(bothSidecars ? [held("a sidecar's own policies are as they were", now, sidecars)] : []),
        ...(isGuarded && pastWaypoint
          ? [
              held(
                'nobody but the waypoint comes in',
                byAddress,
                byAddress.map(() => 'denied'),
              ),
            ]
          : []),
      ];
    });
  });
}

describe('what to add, against every request sent by itself', () => {
  it('makes waypoints enforce what sidecars would', () => {
    let held = 0;
    fc.assert(
      fc.property(parts, policies, (where, written) => {
        const all = heldAgainst(where, written);
        expect(all.filter(({ found, wanted }) => found.join() !== wanted.join())).toEqual([]);
        held += all.filter(({ what }) => what.endsWith('as with sidecars')).length;
      }),
      { numRuns: Number(process.env['HOPWISE_RUNS'] ?? 6) },
    );
    expect(held).toBeGreaterThan(5);
  });
});
