import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import type { Request } from '../model/request.ts';
import { workloadId } from '../model/resource.ts';
import type { StepId, Trace } from '../model/trace.ts';
import { checkTrace } from './checkTrace.ts';
import { send } from './send.ts';
import { call, stepOf, worldWith } from './world.fixture.ts';

const host = 's.b.svc.cluster.local';
const sidecar = (spec: string): string =>
  `{apiVersion: networking.istio.io/v1, kind: Sidecar, metadata: {name: d, namespace: a}, spec: ${spec}}`;
const closed: JsonObject = { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } };
const [listener, route, cluster] = ['a/c/outbound/listener', 'a/c/outbound/route', 'a/c/outbound/cluster'] as const;

function sent(yaml: string, request: Request = call(), mesh: JsonObject = {}, waive: readonly string[] = []): Trace {
  const trace = send(worldWith(yaml, mesh), request, { waive: new Set(waive.map((id) => id as StepId)) });
  expect(checkTrace(trace)).toEqual([]);
  return trace;
}
const withHost = (name: string, more: Partial<Request> = {}): Request => ({
  ...call(),
  payload: { kind: 'http', method: 'GET', path: '/', host: name, headers: [], version: '1.1' },
  ...more,
});

describe('what the proxy does not know (4.7)', () => {
  const setting = { kind: 'setting', name: 'outboundTrafficPolicy.mode', value: 'REGISTRY_ONLY' };
  const outside = call({ to: 'x.example' });
  const bytes = call({ to: 'x.example', port: 4000, tcp: true });

  it('passes through under ALLOW_ANY, as it is', () => {
    const http = sent('', outside);
    expect(stepOf(http, route)).toMatchObject({
      virtualHost: 'allow_any',
      route: 'allow_any',
      outcome: 'passed',
      checks: [{ kind: 'host', name: '', source: null, matched: false, actual: { kind: 'value', value: 'x.example' } }],
    });
    const { ip } = http.hops.at(-1)?.steps[0].packet.destination ?? {};
    expect(stepOf(http, cluster)).toMatchObject({
      cluster: 'PassthroughCluster',
      endpoint: null,
      address: `${ip}:80`,
      outcome: 'passed',
    });
    expect(stepOf(http, 'a/c/outbound/transport')).toMatchObject({ mode: 'plaintext', by: 'none' });
    expect(http.logs).toMatchObject([{ log: 'http', cluster: 'PassthroughCluster', route: 'allow_any', chain: null }]);
    expect(http.delivery).toMatchObject({
      external: `${ip}:80`,
      method: 'GET',
      path: '/',
      host: 'x.example',
      tls: null,
    });
    const tcp = sent('', bytes);
    expect(stepOf(tcp, route)).toBeUndefined();
    expect(tcp.caller).toEqual({ kind: 'connected' });
    expect(tcp.logs).toMatchObject([
      { log: 'tcp', cluster: 'PassthroughCluster', route: null, chain: 'virtualOutbound-catchall-tcp' },
    ]);
  });

  it('that is a pod of the mesh in truth is named as the endpoint', () => {
    const pod = worldWith('').cluster.workloads.get(workloadId('b', 's'))?.ip ?? '';
    expect(stepOf(sent('', call({ to: pod, port: 8080 })), cluster)).toMatchObject({ endpoint: 'b/s' });
  });

  it('gets 502 for HTTP under REGISTRY_ONLY, by the setting of the mesh', () => {
    const trace = sent('', outside, closed);
    expect(trace.verdict).toEqual({
      kind: 'denied',
      cause: 'blockAll',
      step: route,
      determining: { ...setting, ref: null },
    });
    expect(trace.caller).toEqual({ kind: 'http', status: 502, body: '', headers: [] });
    expect(stepOf(trace, route)).toMatchObject({ virtualHost: 'block_all', route: 'block_all', outcome: 'denied' });
    expect(trace.logs).toMatchObject([{ status: 502, details: 'direct_response', route: 'block_all', cluster: null }]);
    const waived = sent('', outside, closed, [route]);
    expect(waived.verdict.kind).toBe('allowed');
    expect(stepOf(waived, route)).toMatchObject({ virtualHost: 'allow_any' });
  });

  it('ends in the black hole for anything else, by the Sidecar that says so', () => {
    const own = sidecar('{outboundTrafficPolicy: {mode: REGISTRY_ONLY}}');
    const trace = sent(own, bytes);
    expect(trace.verdict).toEqual({
      kind: 'denied',
      cause: 'blackHole',
      step: cluster,
      determining: { ...setting, ref: { resource: 'Sidecar/a/d', path: ['spec', 'outboundTrafficPolicy'] } },
    });
    expect(trace.caller).toEqual({ kind: 'closed' });
    expect(stepOf(trace, cluster)).toMatchObject({ cluster: 'BlackHoleCluster', endpoint: null, address: null });
    expect(trace.logs).toMatchObject([
      { log: 'tcp', status: null, flags: ['UH'], cluster: 'BlackHoleCluster', chain: 'virtualOutbound-catchall-tcp' },
    ]);
    expect(sent(own, { ...bytes, tls: { sni: null, alpn: [] } }).caller).toEqual({ kind: 'tlsError' });
    // A Sidecar about something else leaves it to the mesh.
    expect(sent(sidecar('{egress: [{hosts: ["*/*"]}]}'), bytes, closed).verdict).toMatchObject({
      determining: { ref: null },
    });
    expect(sent('', bytes, closed, [cluster]).verdict.kind).toBe('allowed');
  });

  it('goes to the egress proxy that a Sidecar names', () => {
    const proxied = (mesh: JsonObject, request: Request): Trace =>
      sent(
        sidecar(`{outboundTrafficPolicy: {mode: ALLOW_ANY, egressProxy: {host: ${host}, port: {number: 80}}}}`),
        request,
        mesh,
      );
    const http = proxied({}, outside);
    expect(stepOf(http, cluster)).toMatchObject({ cluster: `outbound|80||${host}`, endpoint: 'b/s' });
    expect(http.logs[0]).toMatchObject({ log: 'http', route: 'allow_any' });
    const tcp = proxied({}, bytes);
    expect(stepOf(tcp, cluster)).toMatchObject({ cluster: `outbound|80||${host}` });
    expect(tcp.logs[0]).toMatchObject({ log: 'tcp', route: null });
  });

  it('is looked up by the proxy under ALLOW_ANY_DYNAMIC_DNS, at the port of the Host header', () => {
    const mesh: JsonObject = { outboundTrafficPolicy: { mode: 'ALLOW_ANY_DYNAMIC_DNS' } };
    const trace = sent('', withHost('x.example:8000'), mesh);
    expect(stepOf(trace, route)).toMatchObject({ virtualHost: 'allow_any_dynamic_dns', outcome: 'passed' });
    expect(trace.delivery?.external).toMatch(/:8000$/);
    expect(sent('', withHost('x.example'), mesh).delivery?.external).toMatch(/:80$/);
    expect(sent('', withHost('192.0.2.9'), mesh).delivery?.external).toBe('192.0.2.9:80');
    const nowhere = sent('', withHost('gone.b'), mesh);
    expect(nowhere.verdict).toMatchObject({ cause: 'noEndpoints', step: cluster });
    expect(nowhere.caller).toEqual({ kind: 'http', status: 503, body: 'DNS resolution failure', headers: [] });
    expect(stepOf(nowhere, cluster)).toMatchObject({
      cluster: 'AllowAnyDynamicDNSCluster',
      endpoint: null,
      address: null,
      outcome: 'denied',
    });
    expect(nowhere.logs).toMatchObject([
      {
        status: 503,
        flags: ['UH'],
        details: 'dns_resolution_failure',
        cluster: 'AllowAnyDynamicDNSCluster',
        route: 'allow_any_dynamic_dns',
      },
    ]);
    // "Also on ports without a listener", for HTTP.
    expect(stepOf(sent('', call({ to: 'x.example', port: 4000 }), mesh), route)).toMatchObject({
      virtualHost: 'allow_any_dynamic_dns',
    });
    expect(stepOf(sent('', bytes, mesh), cluster)).toMatchObject({ cluster: 'PassthroughCluster' });
    expect(stepOf(sent('', bytes, mesh), listener)).toMatchObject({ listener: 'virtualOutbound' });
  });
});
