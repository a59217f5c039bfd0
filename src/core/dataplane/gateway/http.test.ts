import { describe, expect, it } from 'vitest';
import { authorizationPolicy, stepOf } from '../world.fixture.ts';
import { bound, edge, plain, sent, tls, toService } from './gateway.fixture.ts';

const shop = bound(`hosts: [shop.example], http: [{name: first, ${toService}}]`);
const route = 'a/g/gateway/route';

/** A header as it reaches the server. */
const header = (name: string, trace: ReturnType<typeof sent>): readonly string[] =>
  (trace.delivery?.headers ?? []).flatMap(([each, value]) => (each.toLowerCase() === name ? [value] : []));

describe('what a gateway says of the request by itself (2.5)', () => {
  const forged = [['X-Forwarded-Proto', 'gopher']] as const;
  const http = [edge(plain('["*"]')), shop];

  it('is the protocol it was sent in, whatever the client says', () => {
    expect(header('x-forwarded-proto', sent(http))).toEqual(['http']);
    expect(header('x-forwarded-proto', sent(http, { headers: forged }))).toEqual(['http']);
    const https = [edge(tls('["*"]', 'SIMPLE')), shop];
    expect(header('x-forwarded-proto', sent(https, { port: 443, sni: 'shop.example' }))).toEqual(['https']);
    const mutual = [edge(tls('["*"]', 'ISTIO_MUTUAL')), shop];
    const identity = 'cluster.local/ns/x/sa/y';
    // A hand-made client may name no server.
    expect(header('x-forwarded-proto', sent(mutual, { port: 443, identity }))).toEqual(['https']);
  });

  it('is what a proxy before it says, where it trusts one', () => {
    const mesh = { defaultConfig: { gatewayTopology: { numTrustedProxies: 1 } } };
    expect(header('x-forwarded-proto', sent(http, { headers: forged, mesh }))).toEqual(['gopher']);
    expect(header('x-forwarded-proto', sent(http, { mesh }))).toEqual(['http']);
  });
});

describe('the route of a gateway', () => {
  it('is found by the Host header, in any case and with any port, and names where it stands', () => {
    const trace = sent([edge(plain('[shop.example]')), shop], { host: 'SHOP.example:8080' });
    expect(trace.verdict.kind).toBe('allowed');
    expect(stepOf(trace, route)).toEqual({
      id: route,
      kind: 'route',
      outcome: 'passed',
      virtualHost: 'shop.example',
      route: 'first',
      checks: [
        {
          kind: 'route',
          name: 'v',
          source: { resource: 'VirtualService/a/v', path: ['spec', 'http', 0] },
          matched: true,
          expected: { kind: 'any' },
          actual: { kind: 'any' },
          children: [],
        },
      ],
    });
    expect(trace.logs[0]).toMatchObject({
      proxy: 'a/g',
      side: 'gateway',
      log: 'http',
      route: 'first',
      details: 'via_upstream',
    });
  });

  it('is none where no condition of the host’s routes fits: 404, with the VirtualService that was looked at', () => {
    const narrow = bound(`hosts: [shop.example], http: [{match: [{uri: {prefix: /x}}], ${toService}}]`);
    const trace = sent([edge(plain('["*"]')), narrow]);
    expect(trace.verdict).toMatchObject({ cause: 'noRoute', step: route, determining: null });
    expect(trace.caller).toEqual({ kind: 'http', status: 404, body: '', headers: [] });
    expect(stepOf(trace, route)).toMatchObject({
      outcome: 'denied',
      virtualHost: 'shop.example',
      route: null,
      checks: [{ name: 'v', matched: false, source: { path: ['spec', 'http'] } }],
    });
    expect(trace.logs).toMatchObject([{ status: 404, flags: ['NR'], details: 'route_not_found', cluster: null }]);
    const nobody = sent([edge(plain('["*"]')), shop], { host: 'other.example' });
    expect(stepOf(nobody, route)).toMatchObject({ outcome: 'denied', virtualHost: null, checks: [] });
  });

  it('leads plaintext to HTTPS where the server says so', () => {
    const redirecting = edge(plain('[shop.example]', ', tls: {httpsRedirect: true}'));
    for (const yaml of [[redirecting, shop], [redirecting]]) {
      const trace = sent(yaml, { host: 'SHOP.example', path: '/p?q' });
      expect(trace.caller).toEqual({
        kind: 'http',
        status: 301,
        body: '',
        headers: [['location', 'https://SHOP.example/p?q']],
      });
      expect(trace.verdict).toEqual({
        kind: 'denied',
        cause: 'redirected',
        step: route,
        determining: {
          kind: 'setting',
          ref: { resource: 'Gateway/a/edge', path: ['spec', 'servers', 0, 'tls', 'httpsRedirect'] },
          name: 'httpsRedirect',
          value: 'true',
        },
      });
      expect(stepOf(trace, route)).toMatchObject({ outcome: 'denied', virtualHost: 'shop.example', route: null });
      expect(trace.logs).toMatchObject([{ status: 301, details: 'direct_response', cluster: null }]);
    }
    const mesh = { defaultConfig: { gatewayTopology: { numTrustedProxies: 1 } } };
    const behind = { headers: [['x-forwarded-proto', 'https']] as const };
    expect(sent([redirecting, shop], { ...behind, mesh }).verdict.kind).toBe('allowed');
    expect(sent([redirecting, shop], behind).verdict).toMatchObject({ cause: 'redirected' });
  });

  it('has conditions on the scheme, which is that of the connection', () => {
    const secure = bound(
      `hosts: [shop.example], http: [{match: [{scheme: {exact: https}}], directResponse: {status: 418}}, {${toService}}]`,
    );
    expect(sent([edge(plain('["*"]')), secure]).caller).toMatchObject({ status: 200 });
    const https = sent([edge(tls('["*"]', 'SIMPLE')), secure], { port: 443, sni: 'shop.example' });
    expect(https.caller).toMatchObject({ status: 418 });
  });

  it('is asked for its cluster by a refusal before it, which is logged', () => {
    const deny = authorizationPolicy('no', '{action: DENY, rules: [{}]}', 'a');
    const trace = sent([edge(plain('["*"]')), shop, deny]);
    expect(trace.logs).toMatchObject([{ status: 403, cluster: 'outbound|80||s.b.svc.cluster.local' }]);
    const none = sent([edge(plain('["*"]')), shop, deny], { host: 'other.example' });
    expect(none.logs).toMatchObject([{ status: 403, cluster: null }]);
    const answering = bound('hosts: [shop.example], http: [{directResponse: {status: 418}}]');
    expect(sent([edge(plain('["*"]')), answering, deny]).logs).toMatchObject([{ status: 403, cluster: null }]);
  });

  it('ends at the gateway where its destination does not exist or has no endpoint', () => {
    const to = (host: string, subset = ''): string =>
      bound(`hosts: [shop.example], http: [{name: n, route: [{destination: {host: ${host}${subset}}}]}]`);
    const missing = sent([edge(plain('["*"]')), to('gone.b.svc.cluster.local')]);
    expect(missing.verdict).toMatchObject({ cause: 'clusterMissing', step: 'a/g/gateway/cluster', determining: null });
    expect(missing.caller).toEqual({ kind: 'http', status: 503, body: '', headers: [] });
    expect(missing.logs).toMatchObject([{ status: 503, flags: ['NC'], details: 'cluster_not_found', cluster: null }]);
    expect(stepOf(missing, 'a/g/gateway/cluster')).toMatchObject({
      cluster: 'outbound|80||gone.b.svc.cluster.local',
      endpoint: null,
      address: null,
    });
    const subset = sent([edge(plain('["*"]')), to('s.b.svc.cluster.local', ', subset: v9')]);
    expect(stepOf(subset, 'a/g/gateway/cluster')).toMatchObject({
      outcome: 'denied',
      cluster: 'outbound|80|v9|s.b.svc.cluster.local',
    });
    expect(subset.logs).toMatchObject([{ flags: ['NC'], cluster: null, route: 'n' }]);
    const empty =
      '{apiVersion: v1, kind: Service, metadata: {name: e, namespace: b}, spec: {selector: {app: none}, ports: [{name: http, port: 80}]}}';
    const nobody = sent([edge(plain('["*"]')), empty, to('e.b.svc.cluster.local')]);
    expect(nobody.caller).toMatchObject({ status: 503, body: 'no healthy upstream' });
    expect(nobody.logs).toMatchObject([{ flags: ['UH'], cluster: 'outbound|80||e.b.svc.cluster.local', route: 'n' }]);
  });
});

describe('of several services with one hostname a gateway knows', () => {
  const entry = (namespace: string, created: string, address: string, more = ''): string =>
    `{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: e, namespace: ${namespace}, creationTimestamp: "${created}"}, spec: {hosts: [x.example], ports: [{number: 80, name: http, protocol: HTTP}], resolution: STATIC, endpoints: [{address: ${address}}]${more}}}`;
  const to = bound('hosts: [shop.example], http: [{route: [{destination: {host: x.example, port: {number: 80}}}]}]');
  const reached = (...entries: readonly string[]): string | null | undefined =>
    sent([edge(plain('["*"]')), to, ...entries]).delivery?.external;
  const own = entry('a', '2024-02-01T00:00:00Z', '203.0.113.1');
  const older = entry('b', '2024-01-01T00:00:00Z', '203.0.113.2');

  it('the oldest, be another of its own namespace; rather one that is exported to it by name', () => {
    expect(reached(own, older)).toBe('203.0.113.2:80');
    const named = entry('c', '2024-03-01T00:00:00Z', '203.0.113.3', ', exportTo: [a]');
    expect(reached(own, older, named)).toBe('203.0.113.3:80');
  });
});
