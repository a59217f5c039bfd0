import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { World } from '../../controlplane/world.ts';
import { randomCase } from '../../dataplane/properties/caseArbitrary.ts';
import { networkCase } from '../../dataplane/properties/networkArbitrary.ts';
import { worldOf } from '../../dataplane/properties/randomMesh.ts';
import { seed } from '../../dataplane/properties/said.ts';
import { wayCase } from '../../dataplane/properties/wayArbitrary.ts';
import { send } from '../../dataplane/send.ts';
import type { Draws } from '../../model/draw.ts';
import type { Scope } from '../../model/invariant.ts';
import type { Request } from '../../model/request.ts';
import { workloadId } from '../../model/resource.ts';
import type { Trace } from '../../model/trace.ts';
import { askerBy } from '../matrix/alike.ts';
import { planMatrix } from '../matrix/plan.ts';
import { checkSome, nothingFound, resultOf } from './check.ts';
import { endsOf } from './ends.ts';
import type { WideDemand } from './judge.ts';
import { questionsOf } from './questions.ts';

/** Every trace of a request, whatever is drawn on its way. */
function everyTrace(world: World, request: Request, draws: Draws = {}): readonly Trace[] {
  const trace = send(world, { ...request, draws });
  for (const step of trace.hops.flatMap(({ steps }) => steps)) {
    if (step.kind !== 'draw' || step.branches.length < 2 || step.id in draws) continue;
    return step.branches.flatMap(({ name }) => everyTrace(world, request, { ...draws, [step.id]: name }));
  }
  return [trace];
}

const inside = (scope: Scope, id: string | null | undefined): boolean =>
  typeof id === 'string' &&
  (scope.kind === 'all' || (scope.kind === 'namespace' ? id.split('/')[0] === scope.namespace : id === scope.workload));

/** Said anew, of a trace alone: whether it goes against a demand. */
function speaksAgainst(demand: WideDemand, trace: Trace): boolean {
  if (trace.verdict.kind !== 'allowed') return false;
  const { hops, delivery, request } = trace;
  const steps = hops.flatMap((hop) => hop.steps);
  const wires = steps.filter(({ kind }) => kind === 'wire').map(({ packet }) => packet);
  const caller = request.caller.kind === 'workload' ? request.caller.workload : null;
  switch (demand.kind) {
    case 'onlyCallers':
      return (
        inside(demand.to, delivery?.workload) &&
        !demand.callers.some((each) => each.kind !== 'outside' && inside(each, caller))
      );
    case 'mtls': {
      const last = wires.at(-1)?.wire.kind;
      return inside(demand.to, delivery?.workload) && last !== undefined && last !== 'mtls' && last !== 'hbone';
    }
    case 'knownIdentity':
      return inside(demand.to, delivery?.workload) && wires.length > 0 && steps.at(-1)?.packet.peer === null;
    case 'noPlaintext': {
      const senders = [caller, ...wires.map(({ destination }) => destination.workload)];
      return wires.some(
        ({ wire, destination }, index) =>
          wire.kind === 'plaintext' &&
          (inside(demand.within, destination.workload) || inside(demand.within, senders[index])),
      );
    }
    case 'egress': {
      const end = hops.at(-1)?.at;
      return end?.kind === 'outside' && inside(demand.from, caller) && !demand.hosts.includes(end.host);
    }
  }
}

const scope: fc.Arbitrary<Scope> = fc.oneof(
  fc.constant<Scope>({ kind: 'all' }),
  fc.constantFrom('shop', 'shop-2', 'pay', 'legacy').map((namespace): Scope => ({ kind: 'namespace', namespace })),
  fc
    .tuple(fc.constantFrom('shop', 'pay', 'legacy'), fc.constantFrom('w0', 'w1', 'w2'))
    .map(([namespace, name]): Scope => ({ kind: 'workload', workload: workloadId(namespace, name) })),
);
const demand: fc.Arbitrary<WideDemand> = fc.oneof(
  fc.record({
    kind: fc.constant('onlyCallers' as const),
    to: scope,
    port: fc.constant(null),
    callers: fc.array(scope, { maxLength: 3 }),
  }),
  fc.record({ kind: fc.constantFrom('mtls' as const, 'knownIdentity' as const), to: scope, port: fc.constant(null) }),
  fc.record({ kind: fc.constant('noPlaintext' as const), within: scope }),
  fc.record({
    kind: fc.constant('egress' as const),
    from: scope,
    hosts: fc.subarray(['api.example', 'unknown.example', '203.0.113.10']),
  }),
);

describe('an invariant', { timeout: 240_000 }, () => {
  const families = { policies: randomCase({ policies: 5, requests: 3 }), networks: networkCase(3), ways: wayCase };
  for (const [name, family] of Object.entries(families)) {
    it(`holds just where no request of those asked goes against it, and its witnesses do: ${name}`, () => {
      const seen = { held: 0, broken: 0, unclear: 0 };
      fc.assert(
        fc.property(family, fc.array(demand, { minLength: 2, maxLength: 2 }), ({ mesh, requests }, demands) => {
          const world = worldOf(mesh);
          const plan = planMatrix(world, requests);
          const resolve = (request: Request): Request => request;
          for (const each of demands) {
            const questions = questionsOf(world, plan, requests, each);
            const asker = askerBy(world, (request) => endsOf(world, request));
            const answers = { world, plan, asker, endsOf: (one: Request) => endsOf(world, one).answer, resolve };
            // In small pieces: they come to the same.
            let tally = nothingFound;
            for (let next: number | null = 0; next !== null; )
              ({ tally, next } = checkSome(answers, each, questions, tally, next, 40));
            const result = resultOf(tally);
            const all = questions.flatMap((question): readonly Request[] => {
              if (question.kind === 'one') return [question.request];
              const { target, payload, tls } = question.probe;
              return plan.rows
                .filter(({ caller }) => caller !== question.node)
                .map(({ caller: workload }) => ({
                  id: '',
                  title: '',
                  caller: { kind: 'workload', workload },
                  target,
                  payload,
                  tls,
                }));
            });
            expect(tally.asked).toBe(all.length);
            const against = all.filter(
              (request) =>
                request.caller.kind !== 'kubelet' &&
                !isListed(world, each, request) &&
                everyTrace(world, request, request.draws).some((trace) => speaksAgainst(each, trace)),
            );
            seen[result.kind] += 1;
            expect([each, result.kind === 'broken' ? result.found : 0]).toEqual([each, against.length]);
            if (result.kind !== 'broken') continue;
            for (const { request, reached } of result.witnesses) {
              const trace = send(world, request);
              expect([request, speaksAgainst(each, trace)]).toEqual([request, true]);
              const outside = reached?.startsWith('external:') === true;
              expect(trace.delivery?.workload ?? null).toBe(outside ? null : reached);
            }
          }
        }),
        { seed, numRuns: 40 },
      );
      // Both happen often: else nothing was tried.
      expect(seen.held).toBeGreaterThan(10);
      expect(seen.broken).toBeGreaterThan(10);
    });
  }
});

/** A hand-made client with the certificate of a workload that may call. */
function isListed({ cluster, mesh }: World, each: WideDemand, { caller }: Request): boolean {
  if (each.kind !== 'onlyCallers' || caller.kind !== 'peer' || caller.identity === null) return false;
  const [domain, , namespace, , account] = caller.identity.split('/');
  return [...cluster.workloads.values()].some(
    (workload) =>
      each.callers.some((allowed) => allowed.kind !== 'outside' && inside(allowed, workload.id)) &&
      domain === mesh.trustDomain &&
      workload.namespace === namespace &&
      workload.serviceAccount === account &&
      workload.proxy !== 'none',
  );
}
