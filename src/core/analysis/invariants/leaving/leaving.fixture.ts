import fc from 'fast-check';
import type { World } from '../../../controlplane/world.ts';
import { worldWith } from '../../../dataplane/world.fixture.ts';
import type { JsonObject } from '../../../model/json.ts';
import type { Payload, Request } from '../../../model/request.ts';
import { planMatrix } from '../../matrix/plan.ts';

const network = (namespace: string, egress: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: n, namespace: ${namespace}}\nspec: {podSelector: {}, policyTypes: [Egress], egress: ${egress}}`;

const dns = '{ports: [{port: 53, protocol: UDP}]}';
const inside = '{to: [{namespaceSelector: {}}]}';
const closings = ['[]', `[${dns}, ${inside}]`, `[${inside}]`, `[{to: [{podSelector: {}}], ports: [{port: 8080}]}]`];
const openings = [
  '[{to: [{ipBlock: {cidr: 198.51.100.0/24}}], ports: [{port: 8443, endPort: 8450}]}]',
  `[${inside}, {to: [{ipBlock: {cidr: 0.0.0.0/0, except: [203.0.113.0/24, 10.0.0.0/8]}}]}]`,
  '[{ports: [{port: 53}]}]',
  '[{to: [{ipBlock: {cidr: 10.0.0.0/8}}]}]',
];

const admin = (action: string, cidr: string): string =>
  `apiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: {name: adm}\nspec: {priority: 5, subject: {namespaces: {}}, egress: [{action: ${action}, to: [{networks: ["${cidr}"]}], ports: [{portNumber: {protocol: TCP, port: 8443}}]}]}`;

const entry = (host: string, resolution: string, ports: string, more = ''): string =>
  `apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: {name: e-${host.replaceAll(/[^a-z]/g, '')}, namespace: a}\nspec: {hosts: ["${host}"], resolution: ${resolution}, ports: [${ports}]${more}}`;
const http = '{number: 80, name: http, protocol: HTTP}';
const tls = '{number: 443, name: tls, protocol: TLS}';
const tcp = '{number: 9000, name: tcp, protocol: TCP}';
const entries = [
  entry('api.example.org', 'DNS', `${http}, ${tls}`),
  entry('api.example.org', 'STATIC', http, ', endpoints: [{address: 198.51.100.9}]'),
  entry('api.example.org', 'NONE', `${http}, ${tls}`),
  entry('db.example.net', 'DNS', tcp, ', addresses: [203.0.113.44]'),
  entry('db.example.net', 'STATIC', tcp, ', endpoints: [{address: 198.51.100.7}]'),
  entry('in.example.net', 'STATIC', http, ', location: MESH_INTERNAL, workloadSelector: {labels: {app: c}}'),
  entry('*.wild.example.net', 'NONE', tls),
];

const sidecar = (namespace: string, spec: string): string =>
  `apiVersion: networking.istio.io/v1\nkind: Sidecar\nmetadata: {name: x, namespace: ${namespace}}\nspec: ${spec}`;
const sidecars = [
  sidecar('a', '{outboundTrafficPolicy: {mode: REGISTRY_ONLY}}'),
  sidecar('a', '{outboundTrafficPolicy: {mode: ALLOW_ANY}}'),
  sidecar('a', '{egress: [{hosts: ["./*", "b/*"]}], outboundTrafficPolicy: {}}'),
  sidecar('b', '{egress: [{hosts: ["*/*"]}]}'),
];

const route = (host: string, to: string): string =>
  `apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: v, namespace: a}\nspec: {hosts: ["${host}"], http: [{match: [{uri: {prefix: /out}}], rewrite: {authority: other.example}, route: [{destination: {host: ${to}}}]}, {route: [{destination: {host: ${host}}}]}]}`;
const routes = [route('s.b.svc.cluster.local', 'api.example.org'), route('api.example.org', 's.b.svc.cluster.local')];

const pod = (name: string, annotations: string, spec = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: a, labels: {app: ${name}}, annotations: {${annotations}}}\nspec: {${spec}containers: [{name: app}]}`;
const pods = [
  pod('ports', '"traffic.sidecar.istio.io/excludeOutboundPorts": "8443"'),
  pod('ranges', '"traffic.sidecar.istio.io/excludeOutboundIPRanges": "198.51.100.0/24"'),
  pod('some', '"traffic.sidecar.istio.io/includeOutboundIPRanges": "10.0.0.0/8"'),
  pod('root', '', 'securityContext: {runAsUser: 1337}, '),
  pod('host', '', 'hostNetwork: true, '),
];

const service = `apiVersion: v1\nkind: Service\nmetadata: {name: alias, namespace: b}\nspec: {type: ExternalName, externalName: api.example.org, ports: [{name: http, port: 80}]}`;

const rarely = (all: readonly string[]): fc.Arbitrary<readonly string[]> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 2, arbitrary: fc.constantFrom(...all).map((one) => [one]) },
  );
const fence = (namespace: string): fc.Arbitrary<readonly string[]> =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 3, arbitrary: fc.constantFrom(...closings).map((one) => [network(namespace, one)]) },
    { weight: 2, arbitrary: fc.constantFrom(...openings).map((one) => [network(namespace, one)]) },
  );

/** A gateway `b/gw`, and its Service. */
export const gateway = `{apiVersion: v1, kind: Pod, metadata: {name: gw, namespace: b, labels: {app: gw, istio: edge}, annotations: {inject.istio.io/templates: gateway}}, spec: {containers: [{name: istio-proxy, image: auto}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: gw, namespace: b}, spec: {selector: {app: gw}, ports: [{name: http, port: 80, targetPort: 8080}, {name: tls, port: 443, targetPort: 8443}]}}
---
{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: edge, namespace: b}, spec: {selector: {istio: edge}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}, {port: {number: 443, name: tls, protocol: TLS}, hosts: ["*"], tls: {mode: PASSTHROUGH}}]}}`;
const onward = (spec: string): string =>
  `apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: onward, namespace: b}\nspec: ${spec}`;

const known = entry('api.example.org', 'DNS', http).replace(/name: e-\w+, namespace: a/, 'name: known, namespace: b');

/** A gateway on the way, and where it leads. */
export const gateways: fc.Arbitrary<readonly string[]> = fc
  .constantFrom(
    '{hosts: ["*"], gateways: [edge], http: [{route: [{destination: {host: s}}]}]}',
    '{hosts: ["*"], gateways: [edge], http: [{match: [{uri: {prefix: /out}}], route: [{destination: {host: api.example.org}}]}, {route: [{destination: {host: s}}]}]}',
    '{hosts: [api.example.org], gateways: [mesh, edge], http: [{match: [{gateways: [mesh]}], route: [{destination: {host: gw.b.svc.cluster.local}}]}, {route: [{destination: {host: api.example.org}}]}]}',
    '{hosts: ["*.example"], gateways: [edge], tls: [{match: [{sniHosts: [evil.example]}], route: [{destination: {host: db.example.net}}]}]}',
  )
  .map((spec) => [gateway, onward(spec), known]);

const nothing = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}';

const strict = (namespace: string, more: string): string =>
  `apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: strict, namespace: ${namespace}}\nspec: {mtls: {mode: STRICT}${more}}`;
const shut =
  'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: shut, namespace: legacy}\nspec: {podSelector: {}, policyTypes: [Ingress]}';
const hole = ', selector: {matchLabels: {app: s}}, portLevelMtls: {8080: {mode: PERMISSIVE}}';

/** What servers ask of callers, and what keeps plaintext from who takes it. */
export const servers: fc.Arbitrary<readonly string[]> = fc
  .tuple(
    fc.constantFrom<readonly string[]>([strict('istio-system', '')], [strict('a', '')], []),
    rarely([strict('b', hole)]),
    fc.constantFrom<readonly string[]>([shut], [shut], []),
    rarely([
      'apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {name: d, namespace: b}\nspec: {host: s.b.svc.cluster.local, trafficPolicy: {tls: {mode: DISABLE}}}',
    ]),
  )
  .map((parts) => parts.flat());

/** Small worlds about what leaves the cluster, with more in them. */
export const leavingWorlds = (more: fc.Arbitrary<readonly string[]>): fc.Arbitrary<World> =>
  fc
    .tuple(
      fence('a'),
      fence('b'),
      fence('legacy'),
      rarely(entries),
      rarely(entries),
      rarely(sidecars),
      rarely(routes),
      rarely(pods),
      rarely([service]),
      rarely([admin('Allow', '203.0.113.0/24'), admin('Deny', '0.0.0.0/0'), admin('Pass', '0.0.0.0/0')]),
      more,
      fc.constantFrom<JsonObject>({}, { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } }),
    )
    .map(([a, b, legacy, one, two, scope, routed, pod, alias, wide, others, mesh]) => {
      const parts = [a, b, legacy, one, two, scope, routed, pod, alias, wide, others].flat();
      return worldWith(parts.length === 0 ? nothing : parts.join('\n---\n'), mesh);
    });

const hosts = [
  'api.example.org',
  'db.example.net',
  'x.wild.example.net',
  'in.example.net',
  'evil.example',
  's.b',
  's.b.svc.cluster.local',
  'gw.b',
  'alias.b',
  'n.legacy',
  '203.0.113.10',
  '203.0.113.44',
  '198.51.100.9',
  '10.99.99.99',
  '8.8.8.8',
  '2001:db8::1',
];
const ports = [53, 80, 443, 8080, 8443, 8450, 9000];
const names = [null, 'api.example.org', 'x.wild.example.net', 'evil.example'];

function payloads(): readonly Pick<Request, 'payload' | 'tls'>[] {
  const head = (host: string | null, path: string): Payload => ({
    kind: 'http',
    method: 'GET',
    path,
    host,
    headers: [],
    version: '1.1',
  });
  return [
    { payload: { kind: 'tcp' }, tls: null },
    ...[...names, 'db.example.net', 's.b'].map((host) => ({ payload: head(host, '/'), tls: null })),
    { payload: head(null, '/out'), tls: null },
    ...names.map((sni) => ({ payload: { kind: 'tcp' } as const, tls: { sni, alpn: [] } })),
  ];
}

/** By brute force: what every workload sends to every host and address that could matter, in many shapes. */
export function everythingSent(world: World): readonly Request[] {
  const shapes = payloads();
  return planMatrix(world, []).rows.flatMap(({ caller: workload }) =>
    hosts.flatMap((host) =>
      ports.flatMap((port) =>
        shapes.map(
          (shape): Request => ({
            id: '',
            title: '',
            caller: { kind: 'workload', workload },
            target: { kind: 'host', host, port, via: null },
            ...shape,
          }),
        ),
      ),
    ),
  );
}
