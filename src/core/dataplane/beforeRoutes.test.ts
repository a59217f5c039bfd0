import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import type { Request } from '../model/request.ts';
import type { Trace } from '../model/trace.ts';
import { checkTrace } from './checkTrace.ts';
import { bound, edge, plain, sent, toService } from './gateway/gateway.fixture.ts';
import { send } from './send.ts';
import { call, worldWith } from './world.fixture.ts';

const asking = (namespace: string, provider: string): string =>
  `{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: ask, namespace: ${namespace}}, spec: {action: CUSTOM, provider: {name: ${provider}}, rules: [{}]}}`;
const routes = bound(`hosts: [shop.example], http: [{match: [{uri: {prefix: /x}}], ${toService}}]`);
const provider = { name: 'p', envoyExtAuthzHttp: { service: 's.b.svc.cluster.local', port: 80 } };
const mesh = { extensionProviders: [provider] };

/** "ext_authz alone skips a request that has no route: 404 without asking" (0.1). */
describe('a request for which a gateway has no route', () => {
  const status = (path: string, name: string): number | string => {
    const { caller, verdict } = sent([edge(plain('["*"]')), routes, asking('a', name)], { path, mesh });
    return caller.kind === 'http' ? caller.status : verdict.kind;
  };

  it('is answered without asking the authorizer', () => {
    expect(status('/x', 'p')).toBe('undetermined');
    expect(status('/y', 'p')).toBe(404);
  });

  it('is refused where the provider is broken: its rules are then RBAC’s own', () => {
    expect([status('/x', 'gone'), status('/y', 'gone')]).toEqual([403, 403]);
  });
});

describe('a token that nobody here can judge', () => {
  const part = (json: JsonObject): string => Buffer.from(JSON.stringify(json)).toString('base64url');
  const token = `${part({ alg: 'ES384' })}.${part({ iss: 'i' })}.${Buffer.from('x').toString('base64url')}`;
  const keys = '{"keys":[{"kty":"EC","crv":"P-384","x":"AA","y":"AA"}]}';
  const rule = (namespace: string): string =>
    `{apiVersion: security.istio.io/v1, kind: RequestAuthentication, metadata: {name: j, namespace: ${namespace}}, spec: {jwtRules: [{issuer: i, jwks: '${keys}'}]}}`;
  const request: Request = {
    ...call(),
    payload: {
      kind: 'http',
      method: 'GET',
      path: '/',
      host: null,
      headers: [['authorization', `Bearer ${token}`]],
      version: '1.1',
    },
  };

  it('makes it unknown what becomes of the request, at the step that looks at it', () => {
    const trace = send(worldWith(rule('b')), request);
    expect(checkTrace(trace)).toEqual([]);
    expect(trace.limits).toEqual([{ code: 'fieldNotModelled', resource: null, name: 'JWT algorithm' }]);
    const step = trace.hops.flatMap(({ steps }) => steps).find(({ kind }) => kind === 'jwt');
    expect([trace.verdict.kind, step?.outcome]).toEqual(['undetermined', 'undetermined']);
    expect(send(worldWith(rule('legacy')), request).verdict.kind).toBe('allowed');
  });
});

describe('a name under a headless Service', () => {
  const pod = (spec: string): string =>
    `{apiVersion: v1, kind: Pod, metadata: {name: db-0, namespace: b, labels: {app: db}}, spec: {${spec}, containers: [{name: app, ports: [{containerPort: 8080}]}]}}`;
  const headless =
    '{apiVersion: v1, kind: Service, metadata: {name: db, namespace: b}, spec: {clusterIP: None, selector: {app: db}, ports: [{name: http, port: 8080}]}}';
  const by = (to: string, yaml: readonly string[]): Trace => {
    const trace = send(worldWith(yaml.join('\n---\n')), call({ to, port: 8080 }));
    expect(checkTrace(trace)).toEqual([]);
    return trace;
  };

  it('is that of a pod with this hostname and subdomain; the Service’s own is any of its pods', () => {
    expect(by('db-0.db.b', [headless, pod('subdomain: db')]).delivery?.workload).toBe('b/db-0');
    expect(by('one.db.b', [headless, pod('hostname: one, subdomain: db')]).delivery?.workload).toBe('b/db-0');
    expect(by('db-0.db.b', [headless, pod('hostname: one, subdomain: db')]).verdict).toMatchObject({
      cause: 'dnsFailure',
    });
    expect(by('db.b', [headless, pod('hostname: one')]).delivery?.workload).toBe('b/db-0');
    expect(by('db.b', [headless]).verdict).toMatchObject({ cause: 'dnsFailure' });
  });
});

describe('what a gateway’s own pod sends', () => {
  it('is not known, of whatever kind it is', () => {
    const proxy =
      '{apiVersion: v1, kind: Pod, metadata: {name: g, namespace: a, labels: {app: g}, annotations: {inject.istio.io/templates: gateway}}, spec: {containers: [{name: istio-proxy, image: auto}]}}';
    const trace = send(worldWith(proxy), call({ from: 'a/g' }));
    expect(checkTrace(trace)).toEqual([]);
    expect([trace.verdict.kind, trace.limits[0]?.name]).toEqual(['undetermined', 'gateway']);
  });
});

describe('redirects to HTTPS', () => {
  it('come before any route, for what the gateway gets in plaintext', () => {
    const server = plain('[shop.example]', ', tls: {httpsRedirect: true}');
    const trace = sent([edge(server), routes], { path: '/x?q' });
    expect(trace.caller).toMatchObject({ status: 301, headers: [['location', 'https://shop.example/x?q']] });
    expect(trace.verdict).toMatchObject({
      cause: 'redirected',
      determining: { name: 'httpsRedirect', ref: { path: ['spec', 'servers', 0, 'tls', 'httpsRedirect'] } },
    });
  });
});
