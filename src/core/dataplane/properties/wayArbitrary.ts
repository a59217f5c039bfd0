import fc from 'fast-check';
import type { Json, JsonObject } from '../../model/json.ts';
import { defined } from './policyArbitrary.ts';
import type { RandomCase } from './randomMesh.ts';
import { wayRequest } from './wayRequestArbitrary.ts';
import { kubernetes, namespaces, networking, openDoor, plainServer } from './wayMesh.ts';

/** Worlds about the ways in and out of a mesh: gateways, ServiceEntries, VirtualServices, Sidecars, and requests through them. */

const publicHosts = ['shop.example.com', '*', '*.example.com', 'api.example.org', './shop.example.com'] as const;
const outsideHosts = ['api.example.org', 'db.example.net', '*.wild.example.net'] as const;
const services = [
  'a.shop.svc.cluster.local',
  'b.shop.svc.cluster.local',
  'egress.edge.svc.cluster.local',
  'ghost',
] as const;

const one = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const some = <T>(values: readonly T[], most = 2): fc.Arbitrary<T[]> =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: most });

const serverTls: fc.Arbitrary<Json> = one<Json>(
  { mode: 'SIMPLE', credentialName: 'c' },
  { mode: 'MUTUAL', credentialName: 'c' },
  { mode: 'ISTIO_MUTUAL' },
  { mode: 'PASSTHROUGH' },
  { mode: 'AUTO_PASSTHROUGH' },
  {},
);

/** Now and then one that istiod refuses: TLS for plain bytes. */
const server = fc
  .record({
    number: one(80, 443, 9000),
    protocol: one('HTTP', 'HTTP', 'HTTPS', 'TLS', 'TCP', 'GRPC'),
    hosts: some(publicHosts),
    tls: serverTls,
    plain: one<Json | undefined>(undefined, undefined, undefined, { httpsRedirect: true }),
  })
  .map(({ number, protocol, hosts, tls, plain }) => (name: string): Json => {
    const encrypted = protocol === 'HTTPS' || protocol === 'TLS';
    return defined({ port: { number, protocol, name }, hosts, tls: encrypted ? tls : plain });
  });

const gateway: fc.Arbitrary<JsonObject> = fc
  .tuple(fc.boolean(), fc.array(server, { maxLength: 3 }), fc.boolean())
  .map(([inward, servers, plain]) => ({
    apiVersion: networking,
    kind: 'Gateway',
    metadata: inward ? { name: 'in', namespace: 'istio-system' } : { name: 'out', namespace: 'edge' },
    spec: {
      selector: { istio: inward ? 'ingressgateway' : 'egressgateway' },
      servers: [...(plain ? [plainServer] : []), ...servers.map((each, index) => each(`p${index}`))],
    },
  }));

const bindings = ['istio-system/in', 'mesh', 'edge/out', 'istio-system/in', 'in'] as const;

const destination: fc.Arbitrary<JsonObject> = fc
  .tuple(
    one(...services, ...outsideHosts),
    one<Json | undefined>(undefined, { number: 80 }, { number: 443 }, { number: 9000 }),
  )
  .map(([host, port]) => ({ destination: defined({ host, port }) }));

/** One destination, or two that share the traffic. */
const routes: fc.Arbitrary<readonly Json[]> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(destination) },
  {
    weight: 1,
    arbitrary: fc.tuple(destination, destination, one(1, 50, 99)).map(([first, second, weight]) => [
      { ...first, weight },
      { ...second, weight: 100 - weight },
    ]),
  },
);

const httpMatch: fc.Arbitrary<Json | undefined> = one<Json | undefined>(
  undefined,
  [{ uri: { prefix: '/a' } }],
  [{ uri: { exact: '/' } }],
  [{ gateways: ['mesh'] }, { gateways: ['edge/out'] }],
  [{ port: 80 }],
  [{ headers: { '@request.auth.claims.groups': { exact: 'x' } } }],
  [{ headers: { 'x-env': { prefix: 'p' } }, method: { exact: 'GET' } }],
);

const httpRoute: fc.Arbitrary<Json> = fc
  .tuple(
    httpMatch,
    one<JsonObject>(
      {},
      {},
      {},
      { redirect: { uri: '/login' } },
      { directResponse: { status: 418 } },
      { rewrite: { uri: '/base' } },
      { fault: { abort: { httpStatus: 503, percentage: { value: 30 } } } },
      { fault: { delay: { fixedDelay: '1s', percentage: { value: 100 } } } },
    ),
    routes,
  )
  .map(([match, special, route]) =>
    defined({ match, ...special, route: special['redirect'] || special['directResponse'] ? undefined : route }),
  );

const streamRoute = (match: fc.Arbitrary<Json>): fc.Arbitrary<Json | undefined> =>
  fc.option(
    fc.tuple(match, routes).map(([each, route]): Json => [{ match: [each], route }]),
    { nil: undefined, freq: 2 },
  );

const virtualService: fc.Arbitrary<JsonObject> = fc
  .record({
    namespace: one(...namespaces),
    name: one('v0', 'v1', 'v2', 'v3'),
    hosts: some([
      'shop.example.com',
      '*.example.com',
      'api.example.org',
      '*.wild.example.net',
      ...services.slice(0, 2),
    ]),
    gateways: fc.option(some([...new Set(bindings)], 3), { nil: undefined, freq: 6 }),
    http: fc.array(httpRoute, { maxLength: 3 }),
    // "SNI not a subset of hosts" is refused.
    tls: fc.option(
      routes.map(
        (route) =>
          (sniHosts: readonly string[]): Json => [{ match: [{ sniHosts }], route }],
      ),
      { nil: undefined, freq: 2 },
    ),
    tcp: streamRoute(one<Json>({}, { port: 9000 }, { port: 443 })),
    exportTo: one<Json | undefined>(undefined, undefined, undefined, ['.'], ['edge']),
  })
  .map(({ namespace, name, tls, ...spec }) => ({
    apiVersion: networking,
    kind: 'VirtualService',
    metadata: { name, namespace },
    spec: defined({ ...spec, tls: tls?.(spec.hosts) }),
  }));

const serviceEntry: fc.Arbitrary<JsonObject> = fc
  .record({
    namespace: one(...namespaces),
    name: one('e0', 'e1', 'e2'),
    hosts: some(outsideHosts),
    ports: fc.uniqueArray(
      one<JsonObject>(
        { number: 80, name: 'http', protocol: 'HTTP', targetPort: 443 },
        { number: 443, name: 'tls', protocol: 'TLS' },
        { number: 9000, name: 'tcp', protocol: 'TCP' },
        { number: 8080, name: 'any' },
      ),
      { minLength: 1, maxLength: 3, selector: ({ number }) => number },
    ),
    resolution: one<Json | undefined>(undefined, 'NONE', 'STATIC', 'DNS', 'DNS', 'DNS_ROUND_ROBIN', 'DYNAMIC_DNS'),
    location: one<Json | undefined>(undefined, 'MESH_INTERNAL', 'MESH_EXTERNAL'),
    addresses: one<Json | undefined>(undefined, undefined, ['240.0.0.1'], ['203.0.113.0/24']),
    endpoints: one<Json | undefined>(
      undefined,
      undefined,
      [{ address: '203.0.113.5' }],
      [{ address: '10.244.1.1', serviceAccount: 'a' }],
    ),
    exportTo: one<Json | undefined>(undefined, undefined, undefined, ['.']),
  })
  .map(({ namespace, name, ...spec }) => ({
    apiVersion: networking,
    kind: 'ServiceEntry',
    metadata: { name, namespace },
    spec: defined(spec),
  }));

const destinationRule: fc.Arbitrary<JsonObject> = fc
  .tuple(
    one(...namespaces),
    one(...services, ...outsideHosts),
    one('DISABLE', 'SIMPLE', 'ISTIO_MUTUAL', 'MUTUAL'),
    fc.boolean(),
  )
  .map(([namespace, host, mode, named]) => ({
    apiVersion: networking,
    kind: 'DestinationRule',
    metadata: { name: `d-${host.slice(0, 3).replace('*.', 'w')}`, namespace },
    spec: {
      host,
      trafficPolicy: {
        tls: defined({
          mode,
          credentialName: mode === 'MUTUAL' ? 'c' : undefined,
          sni: named ? 'shop.example.com' : undefined,
        }),
      },
    },
  }));

const sidecar: fc.Arbitrary<JsonObject> = fc
  .tuple(
    some(['./*', '*/*', 'edge/*', '*/api.example.org', '~/*']),
    one<Json | undefined>(undefined, { mode: 'REGISTRY_ONLY' }),
  )
  .map(([hosts, outboundTrafficPolicy]) => ({
    apiVersion: networking,
    kind: 'Sidecar',
    metadata: { name: 's', namespace: 'shop' },
    spec: defined({ egress: [{ hosts }], outboundTrafficPolicy }),
  }));

const policy: fc.Arbitrary<JsonObject> = fc
  .tuple(
    one('shop', 'edge', 'istio-system'),
    one('ALLOW', 'DENY', 'AUDIT'),
    one<Json>(
      {},
      { to: [{ operation: { paths: ['/a*'] } }] },
      { from: [{ source: { notPrincipals: ['*'] } }] },
      { from: [{ source: { remoteIpBlocks: ['192.0.2.0/24'] } }] },
      { when: [{ key: 'connection.sni', values: ['shop.example.com'] }] },
    ),
  )
  .map(([namespace, action, rule]) => ({
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name: `p-${action.toLowerCase()}`, namespace },
    spec: { action, rules: [rule] },
  }));

const settings = one<JsonObject>(
  {},
  {},
  { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } },
  { outboundTrafficPolicy: { mode: 'ALLOW_ANY_DYNAMIC_DNS' } },
  { defaultConfig: { gatewayTopology: { numTrustedProxies: 1 } } },
  { pathNormalization: { normalization: 'MERGE_SLASHES' } },
  { defaultConfig: { proxyMetadata: { ISTIO_META_DNS_CAPTURE: 'true' } } },
);

/** A mesh with an ingress and an egress gateway, whatever leads through them, and requests that try. */
export const wayCase: fc.Arbitrary<RandomCase> = fc
  .record({
    settings,
    open: fc.boolean(),
    resources: fc.tuple(
      fc.array(gateway, { minLength: 1, maxLength: 3, size: 'max' }),
      fc.array(virtualService, { maxLength: 4, size: 'max' }),
      fc.array(serviceEntry, { maxLength: 3 }),
      fc.array(destinationRule, { maxLength: 2 }),
      fc.array(sidecar, { maxLength: 1 }),
      fc.array(policy, { maxLength: 2, size: 'max' }),
    ),
    requests: fc.array(wayRequest, { minLength: 4, maxLength: 8 }),
  })
  .map(({ settings: mesh, open, resources, requests }) => ({
    mesh: { settings: mesh, kubernetes, policies: [...(open ? openDoor : []), ...resources.flat()] },
    requests: requests.map((each, index) => ({ ...each, id: `r${index}` })),
  }));
