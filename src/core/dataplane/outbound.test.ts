import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import type { Request } from '../model/request.ts';
import { workloadId } from '../model/resource.ts';
import type { StepId, Trace } from '../model/trace.ts';
import { checkTrace } from './checkTrace.ts';
import { send } from './send.ts';
import { call, stepOf, worldWith } from './world.fixture.ts';

const host = 's.b.svc.cluster.local';
const virtualService = (spec: string, hosts = host): string =>
  `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v, namespace: a}, spec: {hosts: [${hosts}], ${spec}}}`;
const sidecar = (spec: string): string =>
  `{apiVersion: networking.istio.io/v1, kind: Sidecar, metadata: {name: d, namespace: a}, spec: ${spec}}`;
const to = (more = ''): string => `route: [{destination: {host: ${host}${more}}}]`;
const closed: JsonObject = { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } };

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

const [listener, route, cluster] = ['listener', 'route', 'cluster'].map((kind) => `a/c/outbound/${kind}`) as [
  string,
  string,
  string,
];
const any = { kind: 'any' };
const check = {
  kind: 'route',
  name: 'v',
  source: { resource: 'VirtualService/a/v', path: ['spec', 'http', 0] },
  matched: true,
  expected: any,
  actual: any,
  children: [],
};

describe('the route of a client’s proxy (11.H)', () => {
  it('names its virtual host, itself, and where it was written', () => {
    const trace = sent(virtualService(`http: [{name: n, ${to()}}]`));
    expect(stepOf(trace, route)).toEqual({
      id: route,
      kind: 'route',
      outcome: 'passed',
      virtualHost: host,
      route: 'n',
      checks: [check],
    });
    expect(trace.logs[0]).toMatchObject({ route: 'n', cluster: `outbound|80||${host}` });
    expect(sent(virtualService(`http: [{${to()}}]`)).logs[0]).toMatchObject({ route: null });
    const bare = sent('');
    expect(stepOf(bare, route)).toMatchObject({ virtualHost: host, route: 'default', outcome: 'passed' });
    expect(bare.logs[0]).toMatchObject({ route: 'default' });
  });

  it('is none where no entry fits: 404, with the list that was looked through', () => {
    const trace = sent(virtualService(`http: [{match: [{uri: {prefix: /x}}], ${to()}}]`));
    expect(stepOf(trace, route)).toEqual({
      id: route,
      kind: 'route',
      outcome: 'denied',
      virtualHost: host,
      route: null,
      checks: [{ ...check, matched: false, source: { resource: 'VirtualService/a/v', path: ['spec', 'http'] } }],
    });
    expect(trace.caller).toEqual({ kind: 'http', status: 404, body: '', headers: [] });
    expect(trace.logs).toMatchObject([{ status: 404, flags: ['NR'], details: 'route_not_found', cluster: null }]);
  });

  it('that answers by itself decides, and is logged without a cluster', () => {
    const trace = sent(virtualService('http: [{name: n, redirect: {uri: /x}}]'));
    expect(trace.verdict).toEqual({
      kind: 'denied',
      cause: 'redirected',
      step: route,
      determining: { kind: 'setting', ref: check.source, name: 'http', value: '' },
    });
    expect(stepOf(trace, route)).toMatchObject({ outcome: 'denied', checks: [check], route: 'n' });
    expect(trace.logs).toMatchObject([{ status: 301, details: 'direct_response', route: 'n', cluster: null }]);
    // A fault is asked for before the cluster that the route has.
    const fault = 'fault: {abort: {httpStatus: 418, percentage: {value: 100}}}';
    expect(sent(virtualService(`http: [{${fault}, ${to()}}]`)).logs).toMatchObject([
      { status: 418, flags: ['FI'], cluster: `outbound|80||${host}` },
    ]);
    const waived = sent(virtualService(`http: [{${fault}, ${to()}}]`), call(), {}, [route]);
    expect(stepOf(waived, route)).toMatchObject({ outcome: 'passed' });
    expect(waived.delivery?.workload).toBe('b/s');
  });

  it('takes the prefix that it matched from the path it rewrites', () => {
    const rewritten = (match: string): string | null | undefined =>
      sent(virtualService(`http: [{${match}rewrite: {uri: /n}, ${to()}}]`), call({ path: '/v1/x' })).delivery?.path;
    expect(rewritten('match: [{uri: {prefix: /v1}}], ')).toBe('/n/x');
    expect(rewritten('match: [{uri: {exact: /v1/x}}], ')).toBe('/n');
    expect(rewritten('match: [{method: {exact: GET}}], ')).toBe('/nv1/x');
    expect(rewritten('')).toBe('/nv1/x');
  });

  it('leads to the port that its destination names, else the only one, else the one that was dialled', () => {
    expect(sent(virtualService(`http: [{${to(', port: {number: 8081}')}}]`)).delivery?.port).toBe(8081);
    expect(sent(virtualService(`http: [{${to()}}]`)).delivery?.port).toBe(8080);
    const only =
      '{apiVersion: v1, kind: Service, metadata: {name: o, namespace: b}, spec: {selector: {app: s}, ports: [{name: http, port: 7000, targetPort: 8081}]}}';
    const lone = virtualService(`http: [{route: [{destination: {host: o.b.svc.cluster.local}}]}]`);
    expect(sent(`${lone}\n---\n${only}`).delivery?.port).toBe(8081);
  });

  it('to a cluster that does not exist ends there (NC)', () => {
    const missing = (more: string): Trace => sent(virtualService(`http: [{name: n, ${to(more)}}]`));
    for (const [more, name] of [
      [', subset: v9', `outbound|80|v9|${host}`],
      [', port: {number: 81}', `outbound|81||${host}`],
    ] as const) {
      const trace = missing(more);
      expect(trace.verdict).toMatchObject({ cause: 'clusterMissing', step: cluster });
      expect(stepOf(trace, cluster)).toEqual({
        id: cluster,
        kind: 'cluster',
        outcome: 'denied',
        cluster: name,
        endpoint: null,
        address: null,
        checks: [],
      });
      expect(trace.caller).toEqual({ kind: 'http', status: 503, body: '', headers: [] });
      expect(trace.logs).toMatchObject([
        { status: 503, flags: ['NC'], details: 'cluster_not_found', cluster: null, route: null },
      ]);
    }
    const gone = sent(virtualService('http: [{route: [{destination: {host: gone.example}}]}]'));
    expect(stepOf(gone, cluster)).toMatchObject({ cluster: 'outbound|80||gone.example' });
  });

  it('of a host that the proxy does not know counts on port 80 alone (4.13)', () => {
    const unknown = virtualService(`http: [{directResponse: {status: 418}}]`, 'other.example');
    expect(sent(unknown, call({ to: 'other.example' })).caller).toMatchObject({ status: 418 });
    expect(stepOf(sent(unknown, call({ to: 'other.example' })), route)).toMatchObject({ virtualHost: 'v' });
    const there =
      '{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: e, namespace: a}, spec: {hosts: [e.example], ports: [{number: 81, name: http, protocol: HTTP}], resolution: DNS}}';
    const trace = sent(`${unknown}\n---\n${there}`, call({ to: 'other.example', port: 81 }));
    expect(stepOf(trace, route)).toMatchObject({ virtualHost: 'allow_any' });
  });
});

describe('bytes through a client’s proxy', () => {
  const tcp = call({ port: 9000, tcp: true });

  it('go by the route of a VirtualService, with the place it was written', () => {
    const trace = sent(virtualService(`tcp: [{${to(', port: {number: 8081}')}}]`), tcp);
    expect(stepOf(trace, route)).toEqual({
      id: route,
      kind: 'route',
      outcome: 'passed',
      virtualHost: 'v',
      route: null,
      checks: [{ ...check, source: { ...check.source, path: ['spec', 'tcp', 0] } }],
    });
    expect(stepOf(sent('', tcp), route)).toBeUndefined();
  });

  it('are closed where the cluster of the route does not exist', () => {
    const trace = sent(virtualService(`tcp: [{${to(', subset: v9')}}]`), tcp);
    expect(trace.verdict).toMatchObject({ cause: 'clusterMissing', step: cluster });
    expect(trace.caller).toEqual({ kind: 'closed' });
    expect(trace.logs).toMatchObject([{ log: 'tcp', status: null, flags: ['NC'], cluster: null }]);
    const port = sent(virtualService(`tcp: [{${to(', port: {number: 1}')}}]`), tcp);
    expect(port.logs).toMatchObject([{ log: 'tcp', status: null, flags: ['NC'], cluster: null }]);
  });

  it('are closed where nobody is behind the service', () => {
    const empty =
      '{apiVersion: v1, kind: Service, metadata: {name: e, namespace: b}, spec: {selector: {app: none}, ports: [{name: tcp, port: 7000}]}}';
    const trace = sent(empty, call({ to: 'e.b', port: 7000, tcp: true }));
    expect(trace.verdict).toMatchObject({ cause: 'noEndpoints' });
    expect(trace.logs).toMatchObject([
      { log: 'tcp', status: null, flags: ['UH'], cluster: 'outbound|7000||e.b.svc.cluster.local' },
    ]);
    const http = sent(empty.replace('name: tcp', 'name: http'), call({ to: 'e.b', port: 7000 }));
    expect(http.logs).toMatchObject([{ status: 503, flags: ['UH'], details: 'no_healthy_upstream', route: 'default' }]);
  });
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
