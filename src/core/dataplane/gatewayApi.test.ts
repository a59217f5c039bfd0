import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import { api, edge, fromOutside, httpRoute, listener, parentRefs, places, seen, toS } from './gatewayApi.fixture.ts';
import { authorizationPolicy } from './world.fixture.ts';

const prefix = (value: string): JsonObject => ({ matches: [{ path: { type: 'PathPrefix', value } }] });
const teapot = (name: string): JsonObject => ({ name, backendRefs: [] });

describe('a Gateway of class istio', () => {
  it('is served by pods that istiod deploys, under their own identity', () => {
    const trace = fromOutside([edge(), httpRoute([toS])]);
    expect(seen(trace)).toBe(200);
    expect(trace.delivery).toMatchObject({ workload: 'b/s', peer: 'cluster.local/ns/a/sa/edge-istio' });
    expect(trace.hops[2]?.at).toEqual({ kind: 'gateway', workload: 'a/edge-istio' });
  });

  it('is refused on ports without a listener, and answers 404 without a route', () => {
    expect(seen(fromOutside([edge()]))).toBe(404);
    expect(seen(fromOutside([edge([listener({ port: 81 })])], { port: 81 }))).toBe(404);
    expect(fromOutside([edge([])]).verdict.kind).toBe('undetermined');
  });

  it('is of nobody where its class is not istio, and of any class that names its controller', () => {
    const gatewayClass = (controllerName: string): string =>
      `{apiVersion: gateway.networking.k8s.io/v1, kind: GatewayClass, metadata: {name: istio}, spec: {controllerName: ${controllerName}}}`;
    expect(seen(fromOutside([gatewayClass('istio.io/gateway-controller'), edge(), httpRoute([toS])]))).toBe(200);
    expect(seen(fromOutside([gatewayClass('other.example/c'), edge(), httpRoute([toS])]))).toBe('unknown');
  });

  it('of which the pods are in the text is served by those', () => {
    const labels =
      '{gateway.networking.k8s.io/gateway-name: edge, gateway.istio.io/managed: istio.io-gateway-controller}';
    const pod = `{apiVersion: v1, kind: Pod, metadata: {name: edge-istio-1, namespace: a, labels: ${labels}}, spec: {serviceAccountName: mine}}`;
    const trace = fromOutside([edge(), pod, httpRoute([toS])]);
    expect(trace.delivery?.peer).toBe('cluster.local/ns/a/sa/mine');
  });

  it('with an address of type Hostname is served by the pods of that Service, in its own namespace', () => {
    const service = (namespace: string): string =>
      `{apiVersion: v1, kind: Service, metadata: {name: edge-istio, namespace: ${namespace}}, spec: {selector: {app: g}, ports: [{name: http, port: 80, targetPort: 8080}]}}`;
    const pod =
      '{apiVersion: v1, kind: Pod, metadata: {name: g, namespace: a, labels: {app: g, istio: ingressgateway}}, spec: {containers: [{name: istio-proxy}]}}';
    const by = (value: string): number | string =>
      seen(
        fromOutside([
          edge([listener()], { addresses: [{ type: 'Hostname', value }] }),
          service('a'),
          pod,
          httpRoute([toS]),
        ]),
      );
    expect(by('edge-istio')).toBe(200);
    expect(by('edge-istio.a.svc.cluster.local')).toBe(200);
    expect(by('other')).toBe('refused');
  });

  it('checks the tokens that a RequestAuthentication with its name as target asks for', () => {
    const jwks = `'{"keys":[]}'`;
    const rule = `jwtRules: [{issuer: i, jwks: ${jwks}}]`;
    const status = (spec: string, namespace = 'a', token: string | null = 'Bearer none'): number | string => {
      const authentication = `{apiVersion: security.istio.io/v1, kind: RequestAuthentication, metadata: {name: j, namespace: ${namespace}}, spec: ${spec}}`;
      const headers = token === null ? [] : ([['authorization', token]] as const);
      return seen(fromOutside([edge(), httpRoute([toS]), authentication], { headers }));
    };
    const ref = (name: string): string => `group: gateway.networking.k8s.io, kind: Gateway, name: ${name}`;
    expect(status(`{targetRefs: [{${ref('edge')}}], ${rule}}`)).toBe(401);
    expect(status(`{targetRef: {${ref('edge')}}, ${rule}}`)).toBe(401);
    // "A token is never required": without one there is nothing to check.
    expect(status(`{targetRefs: [{${ref('edge')}}], ${rule}}`, 'a', null)).toBe(200);
    expect(status(`{targetRefs: [{${ref('other')}}], ${rule}}`)).toBe(200);
    // A reference leads to the policy's own namespace; that of the Service behind the route is another.
    expect(status(`{targetRefs: [{${ref('edge')}}], ${rule}}`, 'b')).toBe(200);
    expect(status(`{targetRefs: [{group: '', kind: Service, name: s}], ${rule}}`)).toBe(200);
  });

  it('answers to policies that target it by name, and to those that select its pods', () => {
    const ref = (name: string): string => `{group: gateway.networking.k8s.io, kind: Gateway, name: ${name}}`;
    const denied = (spec: string, namespace = 'a'): number | string =>
      seen(fromOutside([edge(), httpRoute([toS]), authorizationPolicy('p', spec, namespace)]));
    expect(denied(`{targetRefs: [${ref('edge')}], action: DENY, rules: [{}]}`)).toBe(403);
    expect(denied(`{targetRefs: [${ref('other')}], action: DENY, rules: [{}]}`)).toBe(200);
    expect(
      denied('{selector: {matchLabels: {gateway.networking.k8s.io/gateway-name: edge}}, action: DENY, rules: [{}]}'),
    ).toBe(403);
    expect(denied('{action: DENY, rules: [{}]}', 'istio-system')).toBe(403);
  });
});

describe('an HTTPRoute at a Gateway', () => {
  const named = (path: string, rules: readonly JsonObject[], headers: readonly (readonly [string, string])[] = []) => {
    const trace = fromOutside([edge(), httpRoute(rules)], { path, headers });
    const step = trace.hops.flatMap((hop) => hop.steps).find(({ kind }) => kind === 'route');
    return step?.kind === 'route' ? step.route : null;
  };

  it('matches a prefix by whole segments', () => {
    const at = (path: string): number | string =>
      seen(fromOutside([edge(), httpRoute([{ ...toS, ...prefix('/pre/') }])], { path }));
    expect([at('/pre'), at('/pre/'), at('/pre/x?y'), at('/prefix'), at('/')]).toEqual([200, 200, 200, 404, 404]);
  });

  it('takes the exact path before the prefix, the longer prefix, then method, headers, parameters', () => {
    const path = { type: 'PathPrefix', value: '/a' };
    const exact = { type: 'Exact', value: '/a/b' };
    const header = { name: 'x', value: '1' };
    const rules: readonly JsonObject[] = [
      { ...teapot('any') },
      { ...teapot('regex'), matches: [{ path: { type: 'RegularExpression', value: '/a/long.*' } }] },
      { ...teapot('param'), matches: [{ path, queryParams: [{ name: 'q', value: '1' }] }] },
      { ...teapot('header'), matches: [{ path, headers: [header] }] },
      {
        ...teapot('headers'),
        matches: [{ path, headers: [header, { name: 'y', value: '.', type: 'RegularExpression' }] }],
      },
      { ...teapot('method'), matches: [{ path, method: 'GET' }] },
      { ...teapot('long'), ...prefix('/a/c') },
      { ...teapot('exact'), matches: [{ path: exact }] },
    ];
    expect(named('/a/b', rules)).toBe('exact');
    expect(named('/a/c/d', rules)).toBe('long');
    expect(named('/a/x', rules)).toBe('method');
    const without = rules.filter(({ name }) => name !== 'method');
    expect(
      named('/a/x', without, [
        ['x', '1'],
        ['y', '2'],
      ]),
    ).toBe('headers');
    expect(named('/a/x', without, [['x', '1']])).toBe('header');
    expect(named('/a/x?q=1', without)).toBe('param');
    // An expression comes after every prefix, so that a rule for `/` leaves it nothing.
    expect(named('/a/longer', without)).toBe('any');
    expect(named('/a/longer', without.slice(1))).toBe('regex');
    expect(named('/z', rules)).toBe('any');
  });

  it('of the same precedence goes to the older resource, and in one resource to the first rule', () => {
    const route = (name: string, year: number): string =>
      api(
        'HTTPRoute',
        name,
        'b',
        { parentRefs, rules: [teapot(name), teapot('second')] },
        { creationTimestamp: `${year}-01-01T00:00:00Z` },
      );
    const trace = fromOutside([edge(), route('a', 2025), route('z', 2024)]);
    expect(places(trace)).toContain('HTTPRoute/z spec.rules.0');
  });

  it('answers 500 without a backend of weight, and for one that does not exist or may not be referred to', () => {
    const backend = (ref: JsonObject): JsonObject => ({ backendRefs: [ref] });
    for (const rule of [
      {},
      backend({ name: 's', port: 80, weight: 0 }),
      backend({ name: 'none', port: 80 }),
      backend({ name: 's', port: 81 }),
      backend({ name: 'n', namespace: 'legacy', port: 80 }),
      backend({ group: 'x', kind: 'Pool', name: 's', port: 80 }),
    ])
      expect([rule, seen(fromOutside([edge(), httpRoute([rule])]))]).toEqual([rule, 500]);
  });

  it('is left out as a whole where a backend has no port or a hostname for a name, or a filter is not supported', () => {
    for (const rule of [
      { backendRefs: [{ name: 's' }] },
      { backendRefs: [{ name: 's.b', port: 80 }] },
      { ...toS, filters: [{ type: 'ExtensionRef' }] },
      { backendRefs: [{ name: 's', port: 80, filters: [{ type: 'URLRewrite' }] }] },
      {
        ...toS,
        filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'x', value: '\u0001' }] } }],
      },
    ])
      expect([rule, seen(fromOutside([edge(), httpRoute([toS, { ...prefix('/x'), ...rule }])]))]).toEqual([rule, 404]);
  });

  it('reaches a Service of another namespace that grants it', () => {
    const rule = { backendRefs: [{ name: 'n', namespace: 'legacy', port: 80 }] };
    const grant = (to: JsonObject, from = 'b'): string =>
      api('ReferenceGrant', 'g', 'legacy', {
        from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: from }],
        to: [{ group: '', kind: 'Service', ...to }],
      });
    const status = (given: string): number | string => seen(fromOutside([edge(), httpRoute([rule]), given]));
    expect(status(grant({}))).toBe(200);
    expect(status(grant({ name: 'n' }))).toBe(200);
    expect(status(grant({ name: 'other' }))).toBe(500);
    expect(status(grant({}, 'a'))).toBe(500);
  });

  it('redirects, rewrites and changes headers', () => {
    const filtered = (filter: JsonObject, path = '/old/x?q=1') =>
      fromOutside([edge(), httpRoute([{ ...toS, ...prefix('/old'), filters: [filter] }])], { path });
    const redirect = (requestRedirect: JsonObject): string | undefined => {
      const { caller } = filtered({ type: 'RequestRedirect', requestRedirect });
      return caller.kind === 'http' ? `${caller.status} ${caller.headers[0]?.[1] ?? ''}` : undefined;
    };
    expect(redirect({ scheme: 'https', statusCode: 301 })).toBe('301 https://shop.example/old/x?q=1');
    expect(redirect({ hostname: 'new.example', port: 8443 })).toBe('302 http://new.example:8443/old/x?q=1');
    const path = (modifier: JsonObject): JsonObject => ({ path: modifier });
    expect(redirect(path({ type: 'ReplacePrefixMatch', replacePrefixMatch: '/new' }))).toBe(
      '302 http://shop.example/new/x?q=1',
    );
    expect(redirect(path({ type: 'ReplaceFullPath', replaceFullPath: '/all' }))).toBe(
      '302 http://shop.example/all?q=1',
    );
    const rewrite = (urlRewrite: JsonObject, at?: string) => filtered({ type: 'URLRewrite', urlRewrite }, at).delivery;
    expect(rewrite({ hostname: 'in.example' })).toMatchObject({ host: 'in.example', path: '/old/x?q=1' });
    expect(rewrite(path({ type: 'ReplacePrefixMatch', replacePrefixMatch: '/new/' }))?.path).toBe('/new/x?q=1');
    expect(rewrite(path({ type: 'ReplacePrefixMatch', replacePrefixMatch: '/' }))?.path).toBe('/x?q=1');
    expect(rewrite(path({ type: 'ReplacePrefixMatch', replacePrefixMatch: '/' }), '/old')?.path).toBe('/');
    expect(rewrite(path({ type: 'ReplaceFullPath', replaceFullPath: '/all' }))?.path).toBe('/all?q=1');
    const changed = filtered({
      type: 'RequestHeaderModifier',
      requestHeaderModifier: {
        set: [
          { name: 'X-Team', value: 'a' },
          { name: 'x-team', value: 'b' },
        ],
        remove: ['gone'],
      },
    });
    expect(changed.delivery?.headers).toContainEqual(['x-team', 'a']);
  });

  it('points at the rule or match that took the request, and at the backend that cannot be used', () => {
    expect(places(fromOutside([edge(), httpRoute([toS])]))).toContain('HTTPRoute/r spec.rules.0');
    const two = { ...toS, matches: [{ path: { value: '/x' } }, { path: { value: '/y' } }] };
    expect(places(fromOutside([edge(), httpRoute([two])], { path: '/y' }))).toContain(
      'HTTPRoute/r spec.rules.0.matches.1',
    );
    const missing = fromOutside([edge(), httpRoute([{ backendRefs: [{ name: 'none', port: 80 }] }])]);
    expect(places(missing)).toContain('HTTPRoute/r spec.rules.0.backendRefs.0');
    expect(missing.logs[0]).toMatchObject({ status: 500, flags: ['NC'], details: 'cluster_not_found' });
    const unsupported = fromOutside([edge(), httpRoute([{ backendRefs: [{ kind: 'Pool', name: 'p' }] }])]);
    expect(unsupported.hops.at(-1)?.steps.at(-1)).toMatchObject({ kind: 'cluster', cluster: 'UnknownService' });
  });
});
