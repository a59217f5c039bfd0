import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import { checkTrace } from './checkTrace.ts';
import { send } from './send.ts';
import { authorizationPolicy, call, worldWith } from './world.fixture.ts';

const groups: Readonly<Record<string, string>> = {
  WasmPlugin: 'extensions.istio.io/v1alpha1',
  NetworkPolicy: 'networking.k8s.io/v1',
  AdminNetworkPolicy: 'policy.networking.k8s.io/v1alpha1',
  Telemetry: 'telemetry.istio.io/v1',
};

const resource = (kind: string, namespace: string, spec: JsonObject): string =>
  JSON.stringify({
    apiVersion: groups[kind] ?? 'networking.istio.io/v1',
    kind,
    metadata: { name: 'unknown', namespace },
    spec,
  });

/** What is not modelled, where it may change the answer. */
const limits: readonly (readonly [string, string])[] = [
  ['EnvoyFilter', resource('EnvoyFilter', 'b', {})],
  ['EnvoyFilter', resource('EnvoyFilter', 'istio-system', { workloadSelector: { labels: { app: 'c' } } })],
  ['WasmPlugin', resource('WasmPlugin', 'b', { selector: { matchLabels: { app: 's' } } })],
];

/** The same kinds where they cannot matter to this request. */
const harmless: readonly string[] = [
  resource('EnvoyFilter', 'b', { workloadSelector: { labels: { app: 'other' } } }),
  resource('VirtualService', 'a', { hosts: ['other.b.svc.cluster.local'] }),
  resource('VirtualService', 'a', { hosts: ['s.b.svc.cluster.local'], gateways: ['edge'] }),
  resource('ServiceEntry', 'legacy', { hosts: ['s.b'], exportTo: ['.'] }),
  resource('Sidecar', 'legacy', { egress: [{ hosts: ['./*'] }] }),
  // Captured traffic meets none of its sockets, and goes on to the address that was dialled (4.12).
  resource('Sidecar', 'a', { egress: [{ hosts: ['./*'], captureMode: 'NONE' }] }),
  resource('NetworkPolicy', 'b', { podSelector: { matchLabels: { app: 'other' } } }),
  resource('Telemetry', 'b', {}),
];

describe('what is not modelled', () => {
  for (const [kind, yaml] of limits) {
    it(`gives "can't tell" and names it: ${kind} ${yaml.slice(0, 110)}`, () => {
      const trace = send(worldWith(yaml), call());
      expect(checkTrace(trace)).toEqual([]);
      expect(trace.verdict.kind).toBe('undetermined');
      expect(trace.limits.map((limit) => limit.resource?.split('/')[0]?.split('.')[0])).toEqual([kind]);
      expect(trace.caller).toEqual({ kind: 'unknown' });
    });
  }

  it('gives "can\'t tell" where nobody has said what an external authorizer answers', () => {
    const policy = authorizationPolicy('ask', '{action: CUSTOM, provider: {name: p}, rules: [{}]}');
    const provider = { name: 'p', envoyExtAuthzHttp: { service: 's.b.svc.cluster.local', port: 80 } };
    const trace = send(worldWith(policy, { extensionProviders: [provider] }), call());
    expect(checkTrace(trace)).toEqual([]);
    expect(trace.verdict).toMatchObject({ kind: 'undetermined', step: 'b/s/inbound/extAuthz-p' });
  });

  for (const yaml of harmless) {
    it(`does not cloud a request that it cannot touch: ${yaml.slice(0, 110)}`, () => {
      expect(send(worldWith(yaml), call()).verdict.kind).toBe('allowed');
    });
  }
});
