import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { World } from '../../controlplane/world.ts';
import { seed } from '../../dataplane/properties/said.ts';
import { worldWith } from '../../dataplane/world.fixture.ts';
import type { Demand, Scope } from '../../model/invariant.ts';
import type { Request } from '../../model/request.ts';
import { workloadId } from '../../model/resource.ts';
import { planMatrix } from '../matrix/plan.ts';
import { inside, everyTrace, speaksAgainst } from './demands.fixture.ts';
import { everythingSent, leavingWorlds, servers } from './leaving/leaving.fixture.ts';
import { nothingProved, proofOf, type ProofTally, proveSome } from './proof.ts';
import { questionsOf } from './questions.ts';

type Plain = Extract<Demand, { readonly kind: 'noPlaintext' }>;

function proved(world: World, demand: Plain): ProofTally {
  const proof = proofOf(world, planMatrix(world, []), () => 'token', demand);
  const before = { ...nothingProved, unsettled: proof.beforehand };
  return proof.steps.length === 0 ? before : proveSome(proof, before, 0, Number.POSITIVE_INFINITY).tally;
}

/** Whether it goes against a demand, or nobody can tell. */
function isAgainst(world: World, demand: Plain, request: Request): boolean {
  return everyTrace(world, request).some((trace) => {
    if (trace.verdict.kind !== 'undetermined') return speaksAgainst(demand, trace);
    // Whether the network lets it through is all that is not known: where it does, it is refused.
    if (trace.verdict.step?.includes('networkPolicy') === true) return false;
    const { caller } = request;
    const at = trace.delivery?.workload ?? trace.hops.at(-1)?.steps.at(-1)?.packet.destination.workload;
    const from = caller.kind === 'workload' ? caller.workload : null;
    return inside(demand.within, from) ? at !== from : inside(demand.within, at);
  });
}

/** By brute force: what workloads send to everybody and out, and what strangers send straight at pods. */
function bruteForce(world: World, demand: Plain): readonly Request[] {
  const plan = planMatrix(world, []);
  const asked = questionsOf(world, plan, [], demand).flatMap((question): readonly Request[] => {
    if (question.kind === 'one') return [question.request];
    const { target, payload, tls } = question.probe;
    return plan.rows.map(({ caller: workload }) => ({
      id: '',
      title: '',
      caller: { kind: 'workload', workload },
      target,
      payload,
      tls,
    }));
  });
  return [...asked, ...everythingSent(world)];
}

const within: fc.Arbitrary<Scope> = fc.constantFrom<Scope>(
  { kind: 'all' },
  { kind: 'namespace', namespace: 'a' },
  { kind: 'namespace', namespace: 'b' },
  { kind: 'workload', workload: workloadId('a', 'c') },
  { kind: 'workload', workload: workloadId('b', 's') },
);

describe('a demand that nobody sends or takes plaintext', { timeout: 300_000 }, () => {
  it('is proved where none is, and refuted by some that is: by brute force', () => {
    const seen = { proved: 0, refuted: 0, open: 0 };
    fc.assert(
      fc.property(leavingWorlds(servers), fc.uniqueArray(within, { minLength: 3, maxLength: 3 }), (world, scopes) => {
        for (const scope of scopes) {
          const demand: Plain = { kind: 'noPlaintext', within: scope };
          const tally = proved(world, demand);
          for (const { request } of tally.witnesses)
            expect([demand, request, isAgainst(world, demand, request)]).toEqual([demand, request, true]);
          const isProved = tally.found === 0 && tally.unsettled.length === 0 && tally.unclear === null;
          seen[tally.found > 0 ? 'refuted' : isProved ? 'proved' : 'open'] += 1;
          const sent = isProved ? bruteForce(world, demand) : [];
          expect([demand, sent.find((request) => isAgainst(world, demand, request))]).toEqual([demand, undefined]);
        }
      }),
      { seed, numRuns: 40 },
    );
    expect(Math.min(seen.proved, seen.refuted)).toBeGreaterThan(2);
  });

  const strict =
    'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: d, namespace: istio-system}\nspec: {mtls: {mode: STRICT}}';
  const shut =
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: n, namespace: legacy}\nspec: {podSelector: {}, policyTypes: [Ingress]}';
  const closed = { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } };
  const b: Plain = { kind: 'noPlaintext', within: { kind: 'namespace', namespace: 'b' } };
  const said = (world: World): readonly unknown[] => {
    const { found, unsettled, bySidecar } = proved(world, b);
    return [found > 0, unsettled.map(({ code, name }) => `${code} ${name}`), bySidecar];
  };

  it('is proved where pods take none and sidecars let none out; what is sent to who takes some is not settled', () => {
    expect(said(worldWith(`${strict}\n---\n${shut}`, closed))).toEqual([false, [], true]);
    expect(said(worldWith(strict, closed))).toEqual([false, ['takesPlaintext legacy/n'], true]);
    expect(said(worldWith(shut, closed))[0]).toBe(true);
    expect(said(worldWith(`${strict}\n---\n${shut}`))[0]).toBe(true);
  });
});
