import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { World } from '../../controlplane/world.ts';
import { listensOn } from '../../cluster/listens.ts';
import { principalOf } from '../../controlplane/identity.ts';
import { ambientCase } from '../../dataplane/properties/ambientArbitrary.ts';
import { randomCase } from '../../dataplane/properties/caseArbitrary.ts';
import { mtlsEdge, policyEdge } from '../../dataplane/properties/edgeArbitrary.ts';
import { networkCase } from '../../dataplane/properties/networkArbitrary.ts';
import { type RandomCase, worldOf } from '../../dataplane/properties/randomMesh.ts';
import { seed } from '../../dataplane/properties/said.ts';
import { wayCase } from '../../dataplane/properties/wayArbitrary.ts';
import { send } from '../../dataplane/send.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Scope } from '../../model/invariant.ts';
import type { Caller, Payload, Request } from '../../model/request.ts';
import { planMatrix } from '../matrix/plan.ts';
import { everyTrace, inside, isListed, scope, speaksAgainst } from './demands.fixture.ts';
import { nothingProved, proofOf, proveSome } from './proof.ts';
import type { PodDemand } from './pods.ts';
import { questionsOf } from './questions.ts';

/** Makes some demands true: else little would be proved. */
const guards: fc.Arbitrary<readonly JsonObject[]> = fc.subarray(
  ['shop', 'pay', 'legacy'].flatMap((namespace): JsonObject[] => [
    {
      apiVersion: 'security.istio.io/v1',
      kind: 'PeerAuthentication',
      metadata: { name: 'strict', namespace },
      spec: { mtls: { mode: 'STRICT' } },
    },
    {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: { name: 'mine', namespace },
      spec: { action: 'DENY', rules: [{ from: [{ source: { notPrincipals: ['*/ns/shop/*', '*/ns/pay/sa/w1'] } }] }] },
    },
  ]),
  { minLength: 2 },
);
const callers = fc.constantFrom<readonly Scope[]>(
  [
    { kind: 'namespace', namespace: 'shop' },
    { kind: 'namespace', namespace: 'pay' },
  ],
  [{ kind: 'namespace', namespace: 'shop' }],
  [{ kind: 'all' }],
);

const about = fc.oneof(fc.constant<Scope>({ kind: 'all' }), scope);
const provable: fc.Arbitrary<PodDemand> = fc.oneof(
  fc.record({
    kind: fc.constant('onlyCallers' as const),
    to: about,
    port: fc.constantFrom(null, null, 8080),
    callers: fc.oneof(callers, fc.array(scope, { minLength: 1, maxLength: 3 })),
  }),
  fc.record({
    kind: fc.constantFrom('mtls' as const, 'knownIdentity' as const),
    to: about,
    port: fc.constantFrom(null, null, 8080),
  }),
);

/** What leaves nothing proved, on a part of the mesh: Envoy's own configuration, another program in it. */
const opaque: fc.Arbitrary<readonly JsonObject[]> = fc.constantFrom(
  ...Array.from({ length: 6 }, () => []),
  ...['shop', 'pay', 'istio-system'].flatMap((namespace) => [
    [
      {
        apiVersion: 'networking.istio.io/v1alpha3',
        kind: 'EnvoyFilter',
        metadata: { name: 'patch', namespace },
        spec: {
          configPatches: [
            {
              applyTo: 'HTTP_FILTER',
              match: { context: 'SIDECAR_INBOUND' },
              patch: { operation: 'INSERT_FIRST', value: {} },
            },
          ],
        },
      },
    ],
    [
      {
        apiVersion: 'extensions.istio.io/v1alpha1',
        kind: 'WasmPlugin',
        metadata: { name: 'plugin', namespace },
        spec: { url: 'oci://registry.example/plugin', phase: 'AUTHN' },
      },
    ],
  ]),
);

/** By brute force: what anybody asks of every port, with every certificate that could matter, and what the case itself asks. */
function bruteForce(world: World, { requests }: RandomCase, demand: PodDemand): readonly Request[] {
  const plan = planMatrix(world, requests);
  const wide = questionsOf(world, plan, requests, demand).flatMap((question): readonly Request[] => {
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
  const workloads = [...world.cluster.workloads.values()];
  const ambient = workloads.some(({ proxy }) => proxy === 'ambient');
  const known = workloads.flatMap((each) => {
    const identity = principalOf(world.mesh, each);
    return [identity, identity.replace(/\/sa\/.*/, '/sa/newcomer'), identity.replace(/^[^/]*/, 'old-td')];
  });
  const identities = [null, ...new Set([...known, 'cluster.local/ns/newcomer/sa/a', 'strange/ns/shop/sa/a'])];
  const get: Payload = { kind: 'http', method: 'GET', path: '/', host: null, headers: [], version: '1.1' };
  const payloads = [get, { kind: 'tcp' } as const, ...requests.map(({ payload }) => payload)];
  const clients = identities.flatMap((identity): readonly Caller[] => {
    const client = { kind: 'peer', identity, ip: null, alpn: null, sni: null } as const;
    return identity === null || !ambient ? [client] : [client, { ...client, tunnel: true }];
  });
  const direct = workloads
    .filter(({ id, proxy }) => inside(demand.to, id) && proxy !== 'gateway' && proxy !== 'waypoint')
    .flatMap((each) =>
      [...listensOn(world.cluster, each)].map((port) => ({ kind: 'workload', workload: each.id, port }) as const),
    )
    .flatMap((target) =>
      payloads.flatMap((payload) =>
        clients.map((caller): Request => ({ id: '', title: '', caller, target, payload, tls: null })),
      ),
    );
  return [...wide, ...direct];
}

const onPort = ({ port }: PodDemand, world: World, request: Request): boolean =>
  port === null || everyTrace(world, request).some(({ delivery }) => delivery?.port === port);

function isAgainst(world: World, demand: PodDemand, request: Request): boolean {
  if (request.caller.kind === 'kubelet' || request.at !== undefined || isListed(world, demand, request)) return false;
  return (
    everyTrace(world, request, request.draws).some((trace) => speaksAgainst(demand, trace)) &&
    onPort(demand, world, request)
  );
}

/** Nobody can tell what becomes of it, although it is sent straight at a pod, by somebody whom the demand does not permit. */
function isOpen(world: World, demand: PodDemand, request: Request): boolean {
  const { caller, target } = request;
  if (caller.kind !== 'peer' || target.kind !== 'workload' || !inside(demand.to, target.workload)) return false;
  if (demand.port !== null && target.port !== demand.port) return false;
  if (demand.kind === 'onlyCallers' ? isListed(world, demand, request) : caller.identity !== null) return false;
  return send(world, request).verdict.kind === 'undetermined';
}

describe('a proof of an invariant', { timeout: 300_000 }, () => {
  const plain = randomCase({ policies: 5, requests: 3 });
  const ambient = ambientCase({ policies: 3, requests: 3 });
  const families = {
    plain,
    ambient,
    policies: policyEdge(3),
    mtls: mtlsEdge(3),
    networks: networkCase(3),
    ways: wayCase,
  };
  for (const [name, family] of Object.entries(families)) {
    it(`has no counterexample, and what refutes one is one: ${name}`, () => {
      const seen = { proved: 0, refuted: 0, open: 0 };
      fc.assert(
        fc.property(
          family,
          opaque,
          guards,
          fc.array(provable, { minLength: 3, maxLength: 3 }),
          (random, more, guard, demands) => {
            const mesh = { ...random.mesh, policies: [...random.mesh.policies, ...more, ...guard] };
            const world = worldOf(mesh);
            for (const demand of demands) {
              const proof = proofOf(world, planMatrix(world, random.requests), () => 'token', demand);
              let tally = { ...nothingProved, unsettled: proof.beforehand };
              // In small pieces: they come to the same.
              for (let next: number | null = 0; next !== null; ) {
                const step = proveSome(proof, tally, next, 40);
                tally = { ...step.tally, unsettled: [...step.tally.unsettled] };
                ({ next } = step);
              }
              for (const { request } of tally.witnesses)
                expect([demand, request, isAgainst(world, demand, request)]).toEqual([demand, request, true]);
              seen.refuted += tally.found > 0 ? 1 : 0;
              if (tally.found > 0) continue;
              if (tally.unsettled.length > 0 || tally.unclear !== null) {
                seen.open += 1;
                continue;
              }
              seen.proved += 1;
              for (const request of bruteForce(world, { ...random, mesh }, demand)) {
                expect([demand, request, isAgainst(world, demand, request)]).toEqual([demand, request, false]);
                expect([demand, request, isOpen(world, demand, request)]).toEqual([demand, request, false]);
              }
            }
          },
        ),
        { seed, numRuns: 30 },
      );
      expect(Math.min(seen.proved, seen.refuted)).toBeGreaterThan(0);
    });
  }
});
