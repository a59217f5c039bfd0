import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostCovers } from '../../../controlplane/visibility.ts';
import type { World } from '../../../controlplane/world.ts';
import { send } from '../../../dataplane/send.ts';
import { networkCase } from '../../../dataplane/properties/networkArbitrary.ts';
import { worldOf } from '../../../dataplane/properties/randomMesh.ts';
import { seed } from '../../../dataplane/properties/said.ts';
import { worldWith } from '../../../dataplane/world.fixture.ts';
import type { Demand, Scope } from '../../../model/invariant.ts';
import type { Request } from '../../../model/request.ts';
import { workloadId } from '../../../model/resource.ts';
import { planMatrix } from '../../matrix/plan.ts';
import { inside } from '../demands.fixture.ts';
import { nothingProved, proofOf, type ProofTally, proveSome } from '../proof.ts';
import { everythingSent, gateway, gateways, leavingWorlds } from './leaving.fixture.ts';

type Egress = Extract<Demand, { readonly kind: 'egress' }>;

function proved(world: World, demand: Egress): ProofTally {
  const proof = proofOf(world, planMatrix(world, []), () => 'token', demand);
  let tally: ProofTally = { ...nothingProved, unsettled: proof.beforehand };
  // In small pieces: they come to the same.
  for (let next: number | null = proof.steps.length === 0 ? null : 0; next !== null; )
    ({ tally, next } = proveSome(proof, tally, next, 40));
  return tally;
}

/** Said anew, of a trace alone: whether a request leaves the cluster for a host that is not permitted. */
function goesAgainst(world: World, { from, hosts }: Egress, request: Request): 'yes' | 'no' | 'unknown' {
  if (request.caller.kind !== 'workload' || !inside(from, request.caller.workload)) return 'no';
  const { verdict, hops, delivery } = send(world, request);
  if (verdict.kind === 'denied') return 'no';
  const cluster = hops
    .flatMap(({ steps }) => steps)
    .flatMap((step) => (step.kind === 'cluster' && step.address !== null ? [step.cluster] : []))
    .at(-1);
  const last = hops.at(-1);
  if (last?.at.kind !== 'outside') {
    const at = delivery?.workload ?? last?.steps.at(-1)?.packet.destination.workload ?? null;
    return verdict.kind === 'undetermined' && at === null ? 'unknown' : 'no';
  }
  if (verdict.kind === 'undetermined') return 'unknown';
  // Who is sent to the endpoints of a service is sent to that service, whatever was dialled.
  const named = (cluster ?? '').split('|').at(3);
  const services = named === undefined ? [] : (world.registry.get(named) ?? []);
  const fixed =
    services.length > 0 &&
    services.every(
      ({ entry }) => entry === undefined || (/DNS|STATIC/.test(entry.resolution) && entry.resolution !== 'DYNAMIC_DNS'),
    );
  const host = fixed && named !== undefined ? named : last.at.host;
  return hosts.some((each) => hostCovers(each, host)) ? 'no' : 'yes';
}

const from: fc.Arbitrary<Scope> = fc.constantFrom<Scope>(
  { kind: 'namespace', namespace: 'shop' },
  { kind: 'namespace', namespace: 'pay' },
  { kind: 'all' },
  { kind: 'namespace', namespace: 'a' },
  { kind: 'namespace', namespace: 'b' },
  { kind: 'workload', workload: workloadId('a', 'c') },
  { kind: 'workload', workload: workloadId('legacy', 'n') },
);
const demand: fc.Arbitrary<Egress> = fc.record({
  kind: fc.constant('egress' as const),
  from,
  hosts: fc.subarray(['api.example.org', 'db.example.net', '*.wild.example.net', '203.0.113.10']),
});

describe('what leaves the cluster', { timeout: 300_000 }, () => {
  const families = {
    ways: leavingWorlds(fc.constant([])),
    gateways: leavingWorlds(gateways),
    networks: networkCase(3).map(({ mesh }) => worldOf(mesh)),
  };
  it.each(Object.entries(families))(
    'is proved of nobody who gets out, and what refutes a demand does: %s',
    (name, family) => {
      const seen = { network: 0, sidecar: 0, refuted: 0, open: 0 };
      fc.assert(
        fc.property(family, fc.array(demand, { minLength: 3, maxLength: 3 }), (world, demands) => {
          for (const each of demands) {
            const tally = proved(world, each);
            for (const { request } of tally.witnesses)
              expect([each, request, goesAgainst(world, each, request)]).toEqual([each, request, 'yes']);
            const isProved = tally.found === 0 && tally.unsettled.length === 0;
            const kept = tally.bySidecar ? 'sidecar' : 'network';
            seen[tally.found > 0 ? 'refuted' : isProved ? kept : 'open'] += 1;
            const sent = isProved ? everythingSent(world) : [];
            const against = sent.find((request) => goesAgainst(world, each, request) !== 'no');
            expect([each, against]).toEqual([each, undefined]);
          }
        }),
        { seed, numRuns: 40 },
      );
      const proofs = name === 'networks' ? [seen.network] : [seen.network, seen.sidecar];
      expect(Math.min(...proofs, seen.refuted)).toBeGreaterThan(0);
    },
  );
});

const strictRegistry = { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } };
const c: Egress = {
  kind: 'egress',
  from: { kind: 'workload', workload: workloadId('a', 'c') },
  hosts: ['api.example.org'],
};
const nothing = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}';
const codes = ({ unsettled }: ProofTally): readonly string[] => unsettled.map(({ code, name }) => `${code} ${name}`);

const closed = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: n, namespace: a}
spec: {podSelector: {}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {}}]}]}`;
const entry = (spec: string): string =>
  `apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: {name: e, namespace: a}\nspec: ${spec}`;
const api = entry('{hosts: [api.example.org], resolution: DNS, ports: [{number: 80, name: http, protocol: HTTP}]}');

describe('a demand on what leaves', () => {
  it('is proved by the network, whatever sidecars do, and by sidecars as long as nobody goes past them', () => {
    const shut = proved(worldWith(closed), c);
    expect([shut.found, codes(shut), shut.bySidecar, shut.classes > 0]).toEqual([0, [], false, true]);
    const kept = proved(worldWith(api, strictRegistry), c);
    expect([kept.found, codes(kept), kept.bySidecar]).toEqual([0, [], true]);
  });

  it('is proved beside a gateway that knows only hosts that are permitted', () => {
    const kept = proved(worldWith(`${gateway}\n---\n${api}`, strictRegistry), c);
    expect([kept.found, codes(kept), kept.bySidecar]).toEqual([0, [], true]);
  });

  it('is refuted at an address and port of which nobody has thought', () => {
    const hole = closed.replace(']}]}', ']}, {to: [{ipBlock: {cidr: 198.51.100.0/24}}], ports: [{port: 8443}]}]}');
    const { witnesses } = proved(worldWith(hole), c);
    expect(witnesses.map(({ request: { target } }) => target)).toEqual([
      { kind: 'host', host: '198.51.100.1', port: 8443, via: null },
    ]);
  });

  it.each([
    [
      'a host that is not permitted',
      entry('{hosts: [other.example], resolution: DNS, ports: [{number: 80, name: http, protocol: HTTP}]}'),
      'host other.example',
    ],
    ['a host that leads to any address', api.replace('DNS', 'NONE'), 'anyAddress api.example.org'],
    [
      'an EnvoyFilter',
      'apiVersion: networking.istio.io/v1alpha3\nkind: EnvoyFilter\nmetadata: {name: f, namespace: a}\nspec: {}',
      'undetermined EnvoyFilter',
    ],
    [
      'a gateway that may lead to a host that is not permitted',
      `${gateway}\n---\n${entry('{hosts: [other.example], resolution: DNS, ports: [{number: 80, name: http, protocol: HTTP}]}')}`,
      'relay b/gw, host other.example',
    ],
  ])('is not proved where there is %s', (_what, yaml, reason) => {
    expect(codes(proved(worldWith(yaml, strictRegistry), c)).join(', ')).toBe(reason);
  });

  it('is not proved of who goes past its sidecar at some ports, or has none', () => {
    const apart = `apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: a, labels: {app: p}, annotations: {"traffic.sidecar.istio.io/excludeOutboundPorts": "3306"}}\nspec: {containers: [{name: app}]}`;
    const all: Egress = { ...c, from: { kind: 'namespace', namespace: 'a' } };
    expect(codes(proved(worldWith(apart, strictRegistry), all))).toEqual(['bypass a/p']);
    expect(proved(worldWith(nothing, strictRegistry), { ...c, from: { kind: 'all' } }).found).toBe(1);
  });
});
