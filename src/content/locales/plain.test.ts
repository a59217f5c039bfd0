import { describe, expect, it } from 'vitest';
import { plainOf } from '../../core/analysis/plain/plain.ts';
import { buildWorld } from '../../core/controlplane/world.ts';
import type { JsonObject } from '../../core/model/json.ts';
import { resourceId } from '../../core/model/resource.ts';
import { parseDocument } from '../../core/yaml/parse.ts';
import { sayPlain } from './en/plain.ts';

const mesh = `apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {istio-injection: enabled}}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
spec: {containers: [{name: app}]}
`;

const versions: Readonly<Record<string, string>> = {
  Sidecar: 'networking.istio.io/v1',
  ServiceEntry: 'networking.istio.io/v1',
  DestinationRule: 'networking.istio.io/v1',
  NetworkPolicy: 'networking.k8s.io/v1',
};

interface Asked {
  readonly namespace?: string;
  readonly annotations?: string;
  readonly beside?: string;
  readonly settings?: JsonObject;
}

/** A resource in words, as one text without marks: its parts follow with dashes. */
function said(
  kind: string,
  spec: string,
  { namespace = 'shop', annotations = '', beside = '', settings = {} }: Asked = {},
): string {
  const text = `apiVersion: ${versions[kind] ?? 'security.istio.io/v1'}\nkind: ${kind}\nmetadata: {name: p, namespace: ${namespace}, annotations: {${annotations}}}\nspec: ${spec}\n`;
  const { resources } = parseDocument({ files: [{ name: 'a.yaml', text: [mesh, beside, text].join('\n---\n') }] });
  const world = buildWorld(resources, { mesh: settings, topology: null, clock: '2026-01-01T00:00:00Z' });
  const plain = plainOf(world, resourceId(kind, namespace, 'p'));
  if (plain === null) return '(nothing)';
  const { lead, items, rest } = sayPlain(plain, namespace);
  return [lead, ...items.map((item) => `- ${item}`), ...(rest === '' ? [] : [rest])]
    .join(' ')
    .replaceAll(/\*\*|`/g, '');
}

const other =
  'apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: ops, namespace: shop}\nspec: ';
const denied = 'Everything else to them is denied.';
const left = 'Everything else is left to ALLOW policies; where there is none, it is allowed.';
const web = 'selector: {matchLabels: {app: web}}';
const allow = (rule: string): string => said('AuthorizationPolicy', `{rules: [${rule}]}`);
const from = (source: string): string => allow(`{from: [{source: {${source}}}]}`);
const to = (operation: string): string => allow(`{to: [{operation: {${operation}}}]}`);
const when = (condition: string): string => allow(`{when: [{${condition}}]}`);
const all = `, to all workloads in shop. ${denied}`;

describe('an AuthorizationPolicy', () => {
  it('says whom it lets do what, to whom, and what becomes of the rest', () => {
    const rule =
      '{from: [{source: {principals: [cluster.local/ns/default/sa/frontend]}}], to: [{operation: {methods: [GET], paths: [/reviews]}}]}';
    expect(said('AuthorizationPolicy', `{${web}, rules: [${rule}]}`)).toBe(
      `Allows GET on /reviews from service account frontend in default, to workloads with app=web in shop. ${denied}`,
    );
  });

  it.each<readonly [string, string]>([
    ['principals: ["*"]', 'Allows everything from anybody with an identity of the mesh'],
    ['principals: ["cluster.local/ns/a/*"]', 'Allows everything from identity cluster.local/ns/a/*'],
    ['principals: ["*/ns/a/sa/b"]', 'Allows everything from service account b in a'],
    [
      'principals: [old/ns/a/sa/b, cluster.local/ns/c/sa/d]',
      'Allows everything from service account b in a (trust domain old) or service account d in c',
    ],
    ['notPrincipals: [cluster.local/ns/a/sa/b]', 'Allows everything from anybody but service account b in a'],
    ['namespaces: [a, "b-*"]', 'Allows everything from namespace a or b-*'],
    ['namespaces: ["*"]', 'Allows everything from any namespace of the mesh'],
    ['notNamespaces: [a, b]', 'Allows everything from anybody but namespace a or b'],
    [
      'namespaces: [a], notPrincipals: [cluster.local/ns/a/sa/b]',
      'Allows everything from namespace a, but not service account b in a',
    ],
    ['serviceAccounts: [x, a/y]', 'Allows everything from service account x in shop or y in a'],
    ['trustDomains: [td1]', 'Allows everything from trust domain td1'],
    ['ipBlocks: [10.0.0.0/8], namespaces: [a]', 'Allows everything from namespace a and addresses in 10.0.0.0/8'],
    ['remoteIpBlocks: [9.9.9.9]', 'Allows everything from clients with addresses in 9.9.9.9'],
    ['notIpBlocks: [10.0.0.0/8]', 'Allows everything from anybody but addresses in 10.0.0.0/8'],
    ['requestPrincipals: ["*"]', 'Allows any request from anybody with a valid token'],
    [
      'requestPrincipals: ["https://i/*"], namespaces: [a]',
      'Allows any request from namespace a with a token of https://i',
    ],
    ['requestPrincipals: ["https://i/bob"]', 'Allows any request from anybody with a token of https://i for bob'],
    ['notRequestPrincipals: ["*"]', 'Allows any request from anybody without a valid token'],
    [
      'requestPrincipals: ["*"], notNamespaces: [a]',
      'Allows any request from anybody with a valid token, but not namespace a',
    ],
  ])('from {%s}', (source, text) => {
    expect(from(source)).toBe(text + all);
  });

  it.each<readonly [string, string]>([
    ['methods: [GET, HEAD]', 'Allows GET or HEAD'],
    ['methods: ["*"]', 'Allows any request'],
    ['notMethods: [DELETE]', 'Allows any method but DELETE'],
    ['paths: [/a, "/b/*"]', 'Allows any request on /a or /b/*'],
    ['notPaths: [/healthz]', 'Allows any request on any path but /healthz'],
    ['paths: ["/a*"], notPaths: [/ab]', 'Allows any request on /a*, but not /ab'],
    ['hosts: [a.com]', 'Allows any request at host a.com'],
    ['notHosts: [a.com]', 'Allows any request at any host but a.com'],
    ['ports: ["80", "81"]', 'Allows everything on port 80 or 81'],
    ['notPorts: ["80"]', 'Allows everything on any port but 80'],
    ['methods: [GET], paths: [/a], hosts: [h], ports: ["80"]', 'Allows GET on /a at host h on port 80'],
  ])('to {%s}', (operation, text) => {
    expect(to(operation)).toBe(text + all);
  });

  it.each<readonly [string, string]>([
    ['key: "request.headers[x-env]", values: [a, b]', 'Allows any request if header x-env is a or b'],
    ['key: "request.headers[x-env]", values: ["*"]', 'Allows any request if header x-env is there'],
    ['key: "request.headers[x-env]", notValues: [a]', 'Allows any request if header x-env is missing or not a'],
    ['key: "request.headers[x-env]", notValues: ["*"]', 'Allows any request if header x-env is missing'],
    [
      'key: "request.headers[x-env]", values: ["*"], notValues: [a]',
      'Allows any request if header x-env is there and header x-env is missing or not a',
    ],
    ['key: "request.auth.claims[a][b]", values: [c]', 'Allows any request if the token’s claim a.b is c'],
    ['key: request.auth.audiences, values: [c]', 'Allows any request if the token’s audience is c'],
    ['key: source.ip, notValues: [10.0.0.1]', 'Allows everything if the sender’s address is not 10.0.0.1'],
    ['key: source.serviceAccount, values: [x]', 'Allows everything if the caller’s service account is shop/x'],
    ['key: destination.port, values: ["80"]', 'Allows everything if the port is 80'],
    ['key: connection.sni, values: [a.com]', 'Allows everything if the server name in the TLS handshake is a.com'],
    [
      'key: "experimental.envoy.filters.network.mysql_proxy[db]", values: [t]',
      'Allows everything if experimental.envoy.filters.network.mysql_proxy[db] is t',
    ],
  ])('when {%s}', (condition, text) => {
    expect(when(condition)).toBe(text + all);
  });

  it('joins senders, operations and conditions of one rule, and keeps alternatives apart', () => {
    const rule =
      '{from: [{source: {namespaces: [a]}}, {source: {namespaces: [b], ipBlocks: [10.0.0.1]}}], to: [{operation: {methods: [GET]}}, {operation: {methods: [POST], paths: [/x]}}], when: [{key: "request.headers[h]", values: [v]}, {key: source.ip, values: [10.0.0.1]}]}';
    expect(allow(rule)).toBe(
      `Allows GET; or POST on /x from namespace a; or from namespace b and addresses in 10.0.0.1 if header h is v and the sender’s address is 10.0.0.1${all}`,
    );
  });

  it('lists several rules', () => {
    expect(
      said(
        'AuthorizationPolicy',
        `{${web}, rules: [{to: [{operation: {methods: [GET]}}]}, {from: [{source: {namespaces: [a]}}]}]}`,
      ),
    ).toBe(`Allows, to workloads with app=web in shop, any of: - GET - everything from namespace a ${denied}`);
  });

  it('says what no rule and an empty rule mean', () => {
    expect(said('AuthorizationPolicy', '{}')).toBe(
      'Allows nothing to all workloads in shop. Everything to them is denied.',
    );
    expect(said('AuthorizationPolicy', '{rules: []}')).toBe(
      'Allows nothing to all workloads in shop. Everything to them is denied.',
    );
    expect(said('AuthorizationPolicy', '{rules: [{}]}')).toBe(
      'Allows everything, to all workloads in shop. Nothing to them is denied for want of permission; DENY policies still count.',
    );
    expect(said('AuthorizationPolicy', '{action: DENY, rules: [{}]}')).toBe(
      'Denies everything, to all workloads in shop. No ALLOW policy helps against that.',
    );
    expect(said('AuthorizationPolicy', '{action: AUDIT}')).toBe(
      'Marks for audit nothing to all workloads in shop. It decides nothing.',
    );
  });

  it('says of other actions that they turn no default round', () => {
    const rule = 'rules: [{to: [{operation: {methods: [DELETE]}}]}]';
    expect(said('AuthorizationPolicy', `{action: DENY, ${rule}}`)).toBe(
      `Denies DELETE, to all workloads in shop. ${left}`,
    );
    expect(said('AuthorizationPolicy', `{action: AUDIT, ${rule}}`)).toBe(
      'Marks for audit DELETE, to all workloads in shop. It decides nothing.',
    );
    expect(said('AuthorizationPolicy', `{action: CUSTOM, provider: {name: opa}, ${rule}}`)).toBe(
      'Asks opa about DELETE, to all workloads in shop. What is refused there is denied; what is let through must still pass DENY and ALLOW policies.',
    );
  });

  it('says of a dry run that it decides nothing', () => {
    const dry = { annotations: '"istio.io/dry-run": "true"' };
    expect(said('AuthorizationPolicy', '{rules: [{to: [{operation: {methods: [GET]}}]}]}', dry)).toBe(
      'Would allow GET, to all workloads in shop. This is a dry run: it decides nothing, and its outcome is only noted.',
    );
    expect(said('AuthorizationPolicy', '{action: DENY, rules: [{to: [{operation: {methods: [GET]}}]}]}', dry)).toMatch(
      /^Would deny GET, /,
    );
  });

  it('names other ALLOW policies of the same workloads, those alone that may allow something', () => {
    const get = '{rules: [{to: [{operation: {methods: [GET]}}]}]}';
    const beside = (spec: string, annotations = ''): string =>
      said('AuthorizationPolicy', get, {
        beside: other.replace('namespace: shop', `namespace: shop, annotations: {${annotations}}`) + spec,
      });
    expect(beside('{rules: [{from: [{source: {namespaces: [x]}}]}]}')).toBe(
      'Allows GET, to all workloads in shop. Everything else to them is denied, unless ops allows it.',
    );
    expect(beside('{}')).toBe(`Allows GET${all}`);
    expect(beside('{action: DENY, rules: [{}]}')).toBe(`Allows GET${all}`);
    expect(beside('{selector: {matchLabels: {app: else}}, rules: [{}]}')).toBe(`Allows GET${all}`);
    expect(beside('{rules: [{}]}', '"istio.io/dry-run": "true"')).toBe(`Allows GET${all}`);
  });

  it('says whom it is for', () => {
    const rules = 'rules: [{to: [{operation: {ports: ["80"]}}]}]';
    const root = { namespace: 'istio-system' };
    expect(said('AuthorizationPolicy', `{${rules}}`, root)).toContain(', to all workloads of the mesh. ');
    expect(said('AuthorizationPolicy', `{${web}, ${rules}}`, root)).toContain(
      ', to workloads with app=web in every namespace. ',
    );
    expect(said('AuthorizationPolicy', `{selector: {}, ${rules}}`)).toContain(', to all workloads in shop. ');
    expect(said('AuthorizationPolicy', `{selector: {matchLabels: {a: b, c: d}}, ${rules}}`)).toContain(
      ', to workloads with a=b and c=d in shop. ',
    );
    expect(said('AuthorizationPolicy', `{targetRefs: [{kind: Service, group: "", name: s}], ${rules}}`)).toBe(
      'Allows everything on port 80, to the Service s in shop (at its waypoint). Everything else to it is denied.',
    );
    expect(
      said(
        'AuthorizationPolicy',
        `{targetRefs: [{kind: Gateway, group: gateway.networking.k8s.io, name: g}, {kind: Service, group: "", name: s}], ${rules}}`,
      ),
    ).toContain(
      ', to the Gateway g in shop and the Service s in shop (at its waypoint). Everything else to them is denied.',
    );
    expect(
      said(
        'AuthorizationPolicy',
        `{targetRefs: [{kind: GatewayClass, group: gateway.networking.k8s.io, name: istio-waypoint}], ${rules}}`,
        root,
      ),
    ).toContain(', to every waypoint of class istio-waypoint. ');
  });

  it('says nothing of what Istio refuses', () => {
    expect(said('AuthorizationPolicy', '{action: DENY}')).toBe('(nothing)');
  });
});

describe('a PeerAuthentication', () => {
  const strict = 'A caller without a certificate of the mesh is refused before any policy is asked.';

  it.each<readonly [string, Asked, string]>([
    ['{mtls: {mode: STRICT}}', {}, `All workloads in shop take only mTLS. ${strict}`],
    [
      '{mtls: {mode: PERMISSIVE}}',
      { namespace: 'istio-system' },
      'All workloads of the mesh take mTLS, and plaintext as well.',
    ],
    [`{${web}, mtls: {mode: DISABLE}}`, {}, 'Workloads with app=web in shop take plaintext, and no mTLS.'],
    [
      '{}',
      {},
      'Leaves the mode of all workloads in shop as the wider scope has it: they take mTLS, and plaintext as well.',
    ],
    [
      `{${web}, mtls: {mode: STRICT}, portLevelMtls: {8080: {mode: DISABLE}, 9000: {mode: UNSET}}}`,
      {},
      'Workloads with app=web in shop take only mTLS. - Port 8080 of the pod: they take plaintext, and no mTLS - Port 9000 of the pod: they take only mTLS',
    ],
    [
      `{${web}, mtls: {mode: STRICT}}`,
      { namespace: 'istio-system' },
      'Says nothing to anybody. In the root namespace a PeerAuthentication with a selector is ignored.',
    ],
    [
      `{${web}}`,
      {
        beside:
          'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: wide, namespace: shop}\nspec: {mtls: {mode: STRICT}}',
      },
      `Leaves the mode of workloads with app=web in shop as the wider scope has it: they take only mTLS. ${strict}`,
    ],
  ])('%s', (spec, asked, text) => {
    expect(said('PeerAuthentication', spec, asked)).toBe(text);
  });
});

describe('a RequestAuthentication', () => {
  const rest =
    'A request with a bad token is refused. A request without any token passes here: only an AuthorizationPolicy can ask for one.';

  it.each<readonly [string, string]>([
    ['{jwtRules: [{issuer: "https://i"}]}', `Checks tokens of https://i, at all workloads in shop. ${rest}`],
    [
      `{${web}, jwtRules: [{issuer: i, audiences: [a, b], fromHeaders: [{name: x}], fromParams: [t]}]}`,
      `Checks tokens of i for a or b in header x or query parameter t, at workloads with app=web in shop. ${rest}`,
    ],
    [
      '{jwtRules: [{issuer: i}, {jwksUri: "https://k/keys", fromCookies: [c]}]}',
      `Checks, at all workloads in shop: - tokens of i - tokens of any issuer in cookie c ${rest}`,
    ],
    ['{}', 'Checks no tokens at all workloads in shop.'],
  ])('%s', (spec, text) => {
    expect(said('RequestAuthentication', spec)).toBe(text);
  });
});

describe('a Sidecar', () => {
  const through =
    'Whatever they do not know is passed through, in plaintext and without an identity: nothing is blocked.';
  const blocked = 'Whatever they do not know is blocked, as long as it goes through the proxy.';

  it.each<readonly [string, Asked, string]>([
    [
      '{egress: [{hosts: ["./*", "istio-system/*"]}]}',
      {},
      `The proxies of all workloads in shop know only the services of their own namespace and the services of istio-system. ${through}`,
    ],
    [
      '{egress: [{hosts: ["*/*"]}], outboundTrafficPolicy: {mode: REGISTRY_ONLY}}',
      {},
      `The proxies of all workloads in shop know all services. ${blocked}`,
    ],
    [
      '{workloadSelector: {labels: {app: web}}, egress: [{port: {number: 80, name: a, protocol: HTTP}, hosts: ["*/api.example.com"]}], outboundTrafficPolicy: {}}',
      {},
      `The proxies of workloads with app=web in shop know only api.example.com of any namespace on port 80. ${blocked}`,
    ],
    [
      '{egress: [{hosts: ["~/*"]}]}',
      { namespace: 'istio-system' },
      `The proxies of all workloads of the mesh know no service. ${through}`,
    ],
    [
      '{ingress: [{port: {number: 8080, protocol: HTTP, name: http}}]}',
      {},
      `The proxies of all workloads in shop know all services. ${through} Incoming connections are declared for 8080 HTTP alone; other ports stay reachable.`,
    ],
    [
      '{egress: [{hosts: ["./*"]}]}',
      { settings: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } } },
      `The proxies of all workloads in shop know only the services of their own namespace. ${blocked}`,
    ],
  ])('%s', (spec, asked, text) => {
    expect(said('Sidecar', spec, asked)).toBe(text);
  });
});

describe('a ServiceEntry', () => {
  const rest = 'It permits nothing and blocks nothing by itself.';

  it.each<readonly [string, string]>([
    [
      '{hosts: [api.example.com], ports: [{number: 443, name: tls, protocol: TLS}], resolution: DNS}',
      `Makes api.example.com known to proxies, as a service outside of the mesh on port 443 TLS. The proxy looks its address up by DNS. Clients send it no mTLS of the mesh. ${rest}`,
    ],
    [
      '{hosts: [a.example.com, b.example.com], addresses: [1.2.3.4], ports: [{number: 80, name: a, protocol: HTTP}, {number: 81, name: b, protocol: TCP}], exportTo: ["."]}',
      `Makes a.example.com and b.example.com at 1.2.3.4 known to proxies, in shop alone, as a service outside of the mesh on ports 80 HTTP and 81 TCP. Connections go to the address that the caller dialled. Clients send it no mTLS of the mesh. ${rest}`,
    ],
    [
      '{hosts: [db.internal], location: MESH_INTERNAL, ports: [{number: 5432, name: a, protocol: TCP}], addresses: [1.2.3.4], resolution: STATIC, endpoints: [{address: 10.0.0.1}]}',
      `Makes db.internal at 1.2.3.4 known to proxies, as a service of the mesh on port 5432 TCP. It leads to 10.0.0.1. ${rest}`,
    ],
    [
      '{hosts: [db.internal], location: MESH_INTERNAL, ports: [{number: 80, name: a, protocol: HTTP}], resolution: STATIC, workloadSelector: {labels: {app: web}}}',
      `Makes db.internal known to proxies, as a service of the mesh on port 80 HTTP. It leads to workloads with app=web in shop. ${rest}`,
    ],
    [
      '{hosts: [x.example.com], ports: [{number: 80, name: a, protocol: HTTP}], exportTo: ["~"]}',
      `Makes x.example.com known to proxies, to nobody, as a service outside of the mesh on port 80 HTTP. Connections go to the address that the caller dialled. Clients send it no mTLS of the mesh. ${rest}`,
    ],
  ])('%s', (spec, text) => {
    expect(said('ServiceEntry', spec)).toBe(text);
  });
});

describe('a DestinationRule', () => {
  it.each<readonly [string, string]>([
    ['{host: s, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}', 'Clients connect to s with Istio’s mTLS.'],
    ['{host: s, trafficPolicy: {tls: {}}}', 'Clients connect to s in plaintext.'],
    [
      '{host: s, trafficPolicy: {connectionPool: {tcp: {maxConnections: 1}}, outlierDetection: {consecutive5xxErrors: 3}}}',
      'Clients connect to s as automatic mTLS finds best. It also sets connectionPool and outlierDetection, which decide nothing about security.',
    ],
    [
      '{host: s, exportTo: [".", a], trafficPolicy: {tls: {mode: SIMPLE}, portLevelSettings: [{port: {number: 80}, loadBalancer: {simple: RANDOM}}]}}',
      'Clients in shop and a connect to s with TLS, without a certificate of their own. - On port 80: in plaintext',
    ],
    [
      '{host: s, subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}, trafficPolicy: {tls: {mode: DISABLE}}}]}',
      'Clients connect to s as automatic mTLS finds best. - Subset v1: pods with version=v1 - Subset v2: pods with version=v2, in plaintext',
    ],
    [
      '{host: s, workloadSelector: {matchLabels: {app: web}}, trafficPolicy: {tls: {mode: SIMPLE}}}',
      'Workloads with app=web in shop connect to s with TLS, without a certificate of their own.',
    ],
  ])('%s', (spec, text) => {
    expect(said('DestinationRule', spec)).toBe(text);
  });
});

describe('a NetworkPolicy', () => {
  const rest = 'Other NetworkPolicies of the same pods may let more through.';

  it.each<readonly [string, string]>([
    ['{podSelector: {}}', 'All pods in shop take no connections.'],
    [
      '{podSelector: {matchLabels: {app: web}}, ingress: [{}]}',
      'Pods with app=web in shop take connections from anybody.',
    ],
    [
      '{podSelector: {}, policyTypes: [Ingress, Egress]}',
      'All pods in shop take no connections and make no connections.',
    ],
    [
      '{podSelector: {}, ingress: [{ports: [{port: 80}]}]}',
      'All pods in shop take connections only on TCP 80, from anybody.',
    ],
    [
      '{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: a}}}, {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: b}}, podSelector: {}}], ports: [{port: 80}, {protocol: UDP, port: dns}]}]}',
      'All pods in shop take connections only from pods with app=a in shop; or all pods in b, on TCP 80 or UDP dns.',
    ],
    [
      '{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}], ports: [{port: 80, endPort: 90}]}]}',
      'All pods in shop make connections only to addresses in 0.0.0.0/0 but 10.0.0.0/8, on TCP 80-90.',
    ],
    [
      '{podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}, {from: [{namespaceSelector: {matchLabels: {team: a}}}]}]}',
      'All pods in shop take connections only as follows: - From all pods in every namespace - From all pods in namespaces with team=a',
    ],
    [
      '{podSelector: {matchExpressions: [{key: app, operator: In, values: [a, b]}]}, ingress: []}',
      'All pods in shop for which app In a|b take no connections.',
    ],
    [
      '{podSelector: {}, egress: [{to: [{podSelector: {}}]}]}',
      'All pods in shop take no connections and make connections only to all pods in shop.',
    ],
  ])('%s', (spec, text) => {
    expect(said('NetworkPolicy', spec)).toBe(`${text} ${rest}`);
  });
});
