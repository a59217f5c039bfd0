import { describe, expect, it } from 'vitest';
import { worldWith } from '../../dataplane/world.fixture.ts';
import type { AllowedCaller } from '../../model/invariant.ts';
import { workloadId } from '../../model/resource.ts';
import { planMatrix } from '../matrix/plan.ts';
import type { PodDemand } from './pods.ts';
import { nothingProved, proofOf, type ProofTally, proveSome } from './proof.ts';

const strict = `apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: strict, namespace: b}
spec: {mtls: {mode: STRICT}}`;
const allow = (principal: string): string => `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: p, namespace: b}
spec: {rules: [{from: [{source: {principals: ["${principal}"]}}]}]}`;
const fromC = 'cluster.local/ns/a/sa/c';

const server = { kind: 'workload', workload: workloadId('b', 's') } as const;
const mtls: PodDemand = { kind: 'mtls', to: server, port: null };
const only = (...callers: readonly AllowedCaller[]): PodDemand => ({
  kind: 'onlyCallers',
  to: server,
  port: null,
  callers,
});
const c = { kind: 'workload', workload: workloadId('a', 'c') } as const;

function said(demand: PodDemand, ...documents: readonly string[]): ProofTally {
  const world = worldWith(documents.join('\n---\n'));
  const proof = proofOf(world, planMatrix(world, []), () => 'token', demand);
  const before = { ...nothingProved, unsettled: proof.beforehand };
  return proof.steps.length === 0 ? before : proveSome(proof, before, 0, Number.POSITIVE_INFINITY).tally;
}

const codes = ({ unsettled }: ProofTally): readonly string[] => unsettled.map(({ code }) => code);
const proved = (tally: ProofTally): boolean =>
  tally.classes > 0 && tally.found === 0 && tally.unclear === null && tally.unsettled.length === 0;

describe('an invariant over all requests', () => {
  it('is proved where nothing else gets in', () => {
    expect(proved(said(mtls, strict))).toBe(true);
    expect(proved(said({ ...mtls, kind: 'knownIdentity' }, strict))).toBe(true);
    expect(proved(said(only(c), allow(fromC)))).toBe(true);
  });

  it('is refuted by who has no sidecar, and by an identity that nobody has yet', () => {
    expect(said(mtls).found).toBeGreaterThan(0);
    const wide = said(only(c), allow('cluster.local/ns/a/sa/*'));
    expect(wide.found).toBeGreaterThan(0);
    expect(JSON.stringify(wide.witnesses)).toContain('cluster.local/ns/a/sa/');
    // A namespace is everybody in it, whoever comes.
    expect(proved(said(only({ kind: 'namespace', namespace: 'a' }), allow('cluster.local/ns/a/sa/*')))).toBe(true);
  });

  it('is refuted by who shows the identity of one who may call', () => {
    const twin = `apiVersion: v1
kind: Pod
metadata: {name: twin, namespace: a, labels: {app: twin}}
spec: {serviceAccountName: c, containers: [{name: app}]}`;
    const { witnesses } = said(only(c), allow(fromC), twin);
    expect(witnesses.map(({ request: { caller } }) => caller)).toContainEqual({ kind: 'workload', workload: 'a/twin' });
  });

  it('is not proved where a gateway brings others', () => {
    const gateway = `apiVersion: v1
kind: Pod
metadata: {name: gw, namespace: a, labels: {istio: ingressgateway}, annotations: {inject.istio.io/templates: gateway}}
spec: {serviceAccountName: gw, containers: [{name: istio-proxy, image: auto}]}`;
    const admitted = allow('cluster.local/ns/a/sa/gw');
    expect(codes(said(only({ kind: 'outside' }), admitted, gateway))).toEqual(['gateway']);
    expect(said(only(c), admitted, gateway).found).toBeGreaterThan(0);
    // That it comes by mutual TLS is so whoever brings it.
    expect(proved(said(mtls, strict, admitted, gateway))).toBe(true);
  });

  it('is not proved where a network policy decides by who sends', () => {
    const network = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: n, namespace: b}
spec: {podSelector: {}, ingress: [{from: [{namespaceSelector: {}, podSelector: {matchLabels: {app: c}}}]}]}`;
    expect(codes(said(mtls, network))).toEqual(['whoSends']);
    // What holds without it holds all the more with it.
    expect(proved(said(mtls, strict, network))).toBe(true);
  });

  it('is not proved where server names come in, or nothing listens', () => {
    const named = allow(fromC).replace('}}]}]}', '}}], when: [{key: connection.sni, values: [x]}]}]}');
    expect(codes(said(mtls, strict, named))).toEqual(['serverName']);
    const idle: PodDemand = { kind: 'mtls', to: c, port: 1 };
    expect(codes(said(idle, strict))).toEqual(['idle']);
  });

  it('is for nobody to tell where an EnvoyFilter or a WasmPlugin decides', () => {
    const filter = `apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: {name: f, namespace: b}
spec: {configPatches: [{applyTo: HTTP_FILTER, match: {context: SIDECAR_INBOUND}, patch: {operation: INSERT_FIRST, value: {}}}]}`;
    const plugin = `apiVersion: extensions.istio.io/v1alpha1
kind: WasmPlugin
metadata: {name: w, namespace: b}
spec: {url: "oci://registry.example/w", phase: AUTHN}`;
    for (const opaque of [filter, plugin]) {
      const tally = said(mtls, opaque);
      expect([opaque, tally.unclear === null]).toEqual([opaque, false]);
      expect(proved(tally)).toBe(false);
    }
  });
});
