import fc from 'fast-check';
import { api, edge, httpRoute, listener } from '../../../dataplane/gatewayApi.fixture.ts';
import type { JsonObject } from '../../../model/json.ts';
import type { ApplicationTls, Payload, Request } from '../../../model/request.ts';
import { policy } from './small.fixture.ts';

const toServer = 'route: [{destination: {host: s.b.svc.cluster.local, port: {number: 80}}}]';

const server = fc.constantFrom(
  '{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}',
  '{port: {number: 80, name: http, protocol: HTTP}, hosts: [shop.example, "*.example"]}',
  '{port: {number: 80, name: http, protocol: HTTP}, hosts: [shop.example], tls: {httpsRedirect: true}}',
  '{port: {number: 443, name: one, protocol: HTTPS}, hosts: [shop.example], tls: {mode: SIMPLE, credentialName: c}}',
  '{port: {number: 443, name: two, protocol: HTTPS}, hosts: ["*.example"], tls: {mode: SIMPLE, credentialName: c}}',
  '{port: {number: 443, name: all, protocol: HTTPS}, hosts: ["*"], tls: {mode: SIMPLE, credentialName: c}}',
  '{port: {number: 443, name: mine, protocol: HTTPS}, hosts: [shop.example], tls: {mode: MUTUAL, credentialName: c}}',
  '{port: {number: 443, name: pass, protocol: TLS}, hosts: ["*.example"], tls: {mode: PASSTHROUGH}}',
  '{port: {number: 443, name: auto, protocol: TLS}, hosts: ["*.local"], tls: {mode: AUTO_PASSTHROUGH}}',
  '{port: {number: 9000, name: tcp, protocol: TCP}, hosts: ["*"]}',
);
const route = fc.option(
  fc.constantFrom(
    '{match: [{uri: {prefix: /a}, headers: {x-team: {exact: a}}}], directResponse: {status: 204}}',
    `{match: [{uri: {prefix: /a}}], rewrite: {uri: /b}, ${toServer}}`,
    `{match: [{authority: {prefix: x}}, {method: {exact: POST}}], headers: {request: {set: {x-team: a}}}, ${toServer}}`,
    '{match: [{scheme: {exact: https}}], redirect: {uri: /c}}',
    `{match: [{uri: {exact: /b}}], rewrite: {authority: s.b}, ${toServer}}`,
  ),
  { nil: '' },
);
const routing = fc.record({
  hosts: fc.constantFrom('["*"]', '[shop.example]', '["*.example"]', '[shop.example, x.example]'),
  route,
});
const rule: fc.Arbitrary<JsonObject> = fc.constantFrom<JsonObject>(
  { matches: [{ path: { type: 'PathPrefix', value: '/a' } }], backendRefs: [{ name: 's', port: 80 }] },
  {
    matches: [{ headers: [{ name: 'x-team', value: 'a' }] }],
    filters: [{ type: 'RequestRedirect', requestRedirect: { statusCode: 302 } }],
  },
  { backendRefs: [{ name: 's', port: 80 }] },
);
const made = fc.record({
  listeners: fc.uniqueArray(fc.constantFrom('shop.example', '*.example', ''), { minLength: 1, maxLength: 2 }),
  hostnames: fc.constantFrom<readonly string[]>([], ['shop.example'], ['*.example']),
  rules: fc.array(rule, { minLength: 1, maxLength: 2 }),
});

/** A small mesh with ways in from outside. */
export const ingressDraft = fc.record({
  servers: fc.uniqueArray(server, { minLength: 1, maxLength: 3 }),
  services: fc.array(routing, { minLength: 1, maxLength: 2 }),
  made,
  policies: fc.array(fc.tuple(fc.constantFrom('a', 'b'), policy), { maxLength: 2 }),
  mode: fc.constantFrom('STRICT', 'PERMISSIVE'),
});
type Drawn<T> = T extends fc.Arbitrary<infer V> ? V : never;
type IngressDraft = Omit<Drawn<typeof ingressDraft>, 'policies'> & {
  readonly policies: readonly (readonly [string, JsonObject | Drawn<typeof policy>])[];
};
const open: IngressDraft = {
  servers: [
    '{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}',
    '{port: {number: 443, name: two, protocol: HTTPS}, hosts: ["*.example"], tls: {mode: SIMPLE, credentialName: c}}',
  ],
  services: [
    { hosts: '["*.example"]', route: '' },
    { hosts: '[shop.example]', route: '' },
  ],
  made: { listeners: ['', 'shop.example'], hostnames: [], rules: [{ backendRefs: [{ name: 's', port: 80 }] }] },
  policies: [],
  mode: 'PERMISSIVE',
};
const lets = (namespace: string, rules: JsonObject): IngressDraft => ({
  ...open,
  policies: [[namespace, { action: 'ALLOW', rules: [rules] }]],
});
const from = (source: JsonObject): JsonObject => ({ from: [{ source }] });
/** Nothing that refuses; and what looks at who sends and for whom, at the gateway and behind it. */
export const plainly: readonly (readonly [IngressDraft, IngressDraft])[] = [
  [open, lets('a', { to: [{ operation: { hosts: ['shop.example', 'x*'] } }] })],
  [lets('b', { to: [{ operation: { hosts: ['*.example'] } }] }), open],
  [lets('b', from({ remoteIpBlocks: ['192.0.2.0/24'] })), lets('a', from({ remoteIpBlocks: ['192.0.2.0/24'] }))],
  [lets('b', from({ ipBlocks: ['192.0.2.0/24'] })), lets('a', from({ ipBlocks: ['192.0.2.0/24'] }))],
  [
    lets('a', { when: [{ key: 'connection.sni', values: ['shop.example', 'x*'] }] }),
    lets('b', from({ principals: ['cluster.local/ns/a/sa/g', 'cluster.local/ns/a/sa/edge-istio'] })),
  ],
];

const base = `{apiVersion: v1, kind: Pod, metadata: {name: g, namespace: a, labels: {app: g, istio: edge}, annotations: {inject.istio.io/templates: gateway}}, spec: {serviceAccountName: g, containers: [{name: istio-proxy, image: auto}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: g, namespace: a}, spec: {selector: {app: g}, ports: [{name: http2, port: 80, targetPort: 8080}, {name: tls, port: 443, targetPort: 8443}, {name: tcp, port: 9000}]}}`;

/** With a Gateway and VirtualServices, or with those of the Gateway API. */
export function ingressText({ servers, services, made: own, policies, mode }: IngressDraft, classic: boolean): string {
  return [
    ...(classic ? classicText(servers, services) : madeText(own)),
    `apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: d, namespace: b}\nspec: {mtls: {mode: ${mode}}}`,
    ...policies.map(
      ([namespace, spec], index) =>
        `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: p${index}, namespace: ${namespace}}\nspec: ${JSON.stringify(spec)}`,
    ),
  ].join('\n---\n');
}

/** The same with policies at the gateway alone. */
export function guardedText(draft: IngressDraft): string {
  const policies = draft.policies.map(
    ([, spec]) => ['a', { selector: { matchLabels: { app: 'g' } }, ...spec }] as const,
  );
  return ingressText({ ...draft, policies }, true);
}

/** The same with its server in ambient mode. */
export function ambientText(draft: IngressDraft, classic: boolean): string {
  const moved = ingressText(draft, classic)
    .replaceAll('s.b.', 's.m.')
    .replaceAll('namespace: b', 'namespace: m')
    .replaceAll('"namespace":"b"', '"namespace":"m"');
  return `${ambient}\n---\n${moved}`;
}

const ambient = `{apiVersion: v1, kind: Namespace, metadata: {name: m, labels: {istio.io/dataplane-mode: ambient}}}
---
{apiVersion: v1, kind: Pod, metadata: {name: s, namespace: m, labels: {app: s}}, spec: {serviceAccountName: s, containers: [{name: app, ports: [{containerPort: 8080}]}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: s, namespace: m}, spec: {selector: {app: s}, ports: [{name: http, port: 80, targetPort: 8080}]}}`;

function classicText(servers: IngressDraft['servers'], services: IngressDraft['services']): readonly string[] {
  return [
    base,
    `{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: edge, namespace: a}, spec: {selector: {istio: edge}, servers: [${servers.join(', ')}]}}`,
    ...services.map(
      ({ hosts, route: first }, index) =>
        `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v${index}, namespace: b}, spec: {hosts: ${hosts}, gateways: [a/edge], http: [${first === '' ? '' : `${first}, `}{${toServer}}], tcp: [{${toServer}}], tls: [{match: [{sniHosts: ${hosts}}], ${toServer}}]}}`,
    ),
  ];
}

function madeText({ listeners, hostnames, rules }: IngressDraft['made']): readonly string[] {
  const named = listeners.map((hostname, index) =>
    listener({ name: `l${index}`, ...(hostname === '' ? {} : { hostname }) }),
  );
  const more: JsonObject = hostnames.length === 0 ? {} : { hostnames: [...hostnames] };
  return [
    edge(named),
    httpRoute(rules, more),
    api('Gateway', 'other', 'b', { gatewayClassName: 'istio', listeners: [] }),
  ];
}

/** A bounded space, whole. `forwards`: how many addresses an X-Forwarded-For has. */
export function ingressSpace(classic: boolean, forwards: number): readonly Request[] {
  const requests: Request[] = [];
  const via = classic ? 'a/g' : 'a/edge-istio';
  const secured: readonly (ApplicationTls | null)[] = [
    null,
    ...['', 'shop.example', 'x.example', 'zz.test', 'outbound_.80_._.s.b.svc.cluster.local'].map((sni) => ({
      sni,
      alpn: [],
    })),
  ];
  const rest = Array.from({ length: forwards - 1 }, () => '10.9.9.9');
  for (const port of classic ? [80, 443, 9000] : [80])
    for (const tls of secured)
      for (const ip of ['192.0.2.200', '10.1.1.1']) {
        const add = (payload: Payload): void => {
          const target = { kind: 'host', host: 'shop.example', port, via } as const;
          requests.push({ id: '', title: '', caller: { kind: 'external', ip }, target, payload, tls });
        };
        add({ kind: 'tcp' });
        for (const host of ['shop.example', 'SHOP.example:80', 'x.example', 'zz.test'])
          for (const method of ['GET', 'POST'])
            for (const path of ['/', '/a', '/b', '/a/b'])
              for (const team of [[], ['a']])
                for (const forwarded of [null, '192.0.2.1', '10.1.1.1']) {
                  const headers: (readonly [string, string])[] = team.map((value) => ['x-team', value]);
                  if (forwarded !== null) headers.push(['x-forwarded-for', [forwarded, ...rest].join(', ')]);
                  add({ kind: 'http', method, path, host, version: '1.1', headers });
                }
      }
  return requests;
}
