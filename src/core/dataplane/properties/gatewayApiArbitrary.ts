import fc from 'fast-check';
import type { Json, JsonObject } from '../../model/json.ts';
import type { Request } from '../../model/request.ts';
import { workloadId } from '../../model/resource.ts';
import { defined } from './policyArbitrary.ts';
import type { RandomCase } from './randomMesh.ts';
import { kubernetes } from './wayMesh.ts';

/** Worlds about the Gateway API: a Gateway of random listeners, routes of every kind that may attach, and requests through it. */

const one = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

const places = ['shop', 'edge', 'istio-system'] as const;
const hosts = ['shop.example.com', '*.example.com', 'api.example.org', 'a.shop.svc.cluster.local'] as const;
const group = 'gateway.networking.k8s.io';

const object = (kind: string, namespace: string, name: string, spec: JsonObject): JsonObject => ({
  apiVersion: `${group}/v1`,
  kind,
  metadata: { name, namespace },
  spec,
});

const listener: fc.Arbitrary<JsonObject> = fc
  .record({
    name: one('http', 'web', 'tls', 'tcp'),
    port: one(80, 80, 443, 9000),
    protocol: one('HTTP', 'HTTP', 'HTTP', 'HTTPS', 'TLS', 'TCP', 'UDP'),
    hostname: one<string | undefined>(undefined, undefined, ...hosts.slice(0, 3)),
    tls: one<Json | undefined>(
      undefined,
      undefined,
      { mode: 'Passthrough' },
      { certificateRefs: [{ name: 'c' }] },
      { certificateRefs: [{ name: 'c', namespace: 'shop' }] },
      { options: { 'gateway.istio.io/tls-terminate-mode': 'MUTUAL' }, certificateRefs: [{ name: 'c' }] },
    ),
    from: one<Json | undefined>(
      undefined,
      { from: 'All' },
      { from: 'All' },
      { from: 'All' },
      { from: 'Selector', selector: { matchLabels: { 'istio-injection': 'enabled' } } },
    ),
  })
  .map(({ from, ...rest }) => defined({ ...rest, allowedRoutes: from ? { namespaces: from } : undefined }));

const open: JsonObject = {
  name: 'http',
  port: 80,
  protocol: 'HTTP',
  allowedRoutes: { namespaces: { from: 'All' } },
};

const gateway = fc
  .tuple(fc.boolean(), fc.array(listener, { minLength: 1, maxLength: 3 }))
  .map(([usual, others]) => (usual ? [open, ...others] : others))
  .map((listeners) => object('Gateway', 'edge', 'pub', { gatewayClassName: 'istio', listeners }));

const parentRef: fc.Arbitrary<JsonObject> = one<JsonObject>(
  { name: 'pub', namespace: 'edge' },
  { name: 'pub', namespace: 'edge' },
  { name: 'pub', namespace: 'edge', sectionName: 'http' },
  { name: 'pub', namespace: 'edge', port: 80 },
  { name: 'pub' },
  { group: '', kind: 'Service', name: 'b', namespace: 'shop' },
  { group: '', kind: 'Service', name: 'b', namespace: 'shop', port: 80 },
  { group: 'networking.istio.io', kind: 'ServiceEntry', name: 'e' },
);

const backend: fc.Arbitrary<JsonObject> = one<JsonObject>(
  { name: 'a', namespace: 'shop', port: 80 },
  { name: 'a', namespace: 'shop', port: 80 },
  { name: 'a', namespace: 'shop', port: 80 },
  { name: 'a', namespace: 'shop', port: 9000, weight: 3 },
  { name: 'b', port: 80 },
  { name: 'b', namespace: 'shop', port: 443 },
  { name: 'ghost', port: 80 },
  { name: 'a', port: 80, weight: 0 },
  { name: 'a' },
  { kind: 'Pool', group: 'x', name: 'p' },
);

const filter: fc.Arbitrary<JsonObject> = one<JsonObject>(
  { type: 'RequestRedirect', requestRedirect: { scheme: 'https' } },
  { type: 'RequestRedirect', requestRedirect: { hostname: 'new.example' } },
  { type: 'RequestRedirect', requestRedirect: { path: { type: 'ReplaceFullPath', replaceFullPath: '/x' } } },
  { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } },
  {
    type: 'URLRewrite',
    urlRewrite: { path: { type: 'ReplaceFullPath', replaceFullPath: '/x' }, hostname: 'in.example' },
  },
  { type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'x', value: '1' }], remove: ['y'] } },
  { type: 'RequestMirror', requestMirror: { backendRef: { name: 'b', port: 80 } } },
  { type: 'CORS', cors: { allowOrigins: ['*'] } },
  { type: 'ExtensionRef' },
);

const match: fc.Arbitrary<JsonObject> = one<JsonObject>(
  {},
  { path: { value: '/a' } },
  { path: { type: 'Exact', value: '/' } },
  { path: { type: 'RegularExpression', value: '/a.*' } },
  { headers: [{ name: 'x-env', value: 'prod' }] },
  { method: 'GET', queryParams: [{ name: 'q', value: '1' }] },
);

const rule: fc.Arbitrary<JsonObject> = fc
  .record({
    matches: fc.option(fc.array(match, { minLength: 1, maxLength: 2 }), { nil: undefined }),
    filters: fc.option(fc.array(filter, { maxLength: 1 }), { nil: undefined, freq: 2 }),
    backendRefs: fc.option(fc.array(backend, { maxLength: 2 }), { nil: undefined, freq: 5 }),
  })
  .map(defined);

const route: fc.Arbitrary<JsonObject> = fc
  .record({
    kind: one('HTTPRoute', 'HTTPRoute', 'HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute'),
    namespace: one('shop', ...places),
    name: one('r0', 'r1', 'r2', 'r3'),
    parentRefs: fc.array(parentRef, { minLength: 1, maxLength: 2 }),
    hostnames: fc.option(fc.uniqueArray(one(...hosts), { maxLength: 2 }), { nil: undefined, freq: 2 }),
    rules: fc.array(rule, { minLength: 1, maxLength: 3 }),
  })
  .map(({ kind, namespace, name, ...spec }) => object(kind, namespace, name, defined(spec)));

const grant: fc.Arbitrary<JsonObject> = one('Service', 'Secret').map((kind) =>
  object('ReferenceGrant', 'shop', 'g', {
    from: ['HTTPRoute', 'TCPRoute', 'Gateway'].map((each) => ({ group, kind: each, namespace: 'edge' })),
    to: [{ group: '', kind }],
  }),
);

const entry: JsonObject = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'ServiceEntry',
  metadata: { name: 'e', namespace: 'shop' },
  spec: { hosts: ['api.example.org'], resolution: 'DNS', ports: [{ number: 80, name: 'http', protocol: 'HTTP' }] },
};

const request: fc.Arbitrary<Omit<Request, 'id'>> = fc
  .record({
    outside: fc.boolean(),
    host: one('shop.example.com', 'api.example.org', 'x.example.com'),
    port: one(80, 80, 443, 9000),
    path: one('/', '/a', '/a/b?q=1', '/ab'),
    tcp: one(false, false, false, true),
    tls: one(false, false, true),
  })
  .map(({ outside, host, port, path, tcp, tls }) => ({
    title: '',
    caller: outside ? { kind: 'external', ip: null } : { kind: 'workload', workload: workloadId('shop', 'a') },
    target: { kind: 'host', host: outside ? host : 'b.shop', port, via: outside ? 'edge/pub-istio' : null },
    payload: tcp
      ? { kind: 'tcp' }
      : { kind: 'http', method: 'GET', path, host: null, headers: [['x-env', 'prod']], version: '1.1' },
    tls: tls ? { sni: null, alpn: [] } : null,
  }));

export const gatewayApiCase: fc.Arbitrary<RandomCase> = fc
  .record({
    gateway,
    routes: fc.uniqueArray(route, {
      minLength: 1,
      maxLength: 4,
      size: 'max',
      selector: ({ kind, metadata }) => JSON.stringify([kind, metadata]),
    }),
    grants: fc.array(grant, { maxLength: 1 }),
    requests: fc.array(request, { minLength: 4, maxLength: 8 }),
  })
  .map(({ gateway: given, routes, grants, requests }) => ({
    mesh: { settings: {}, kubernetes, policies: [entry, given, ...routes, ...grants] },
    requests: requests.map((each, index) => ({ ...each, id: `r${index}` })),
  }));
