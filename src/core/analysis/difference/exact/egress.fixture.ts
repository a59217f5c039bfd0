import fc from 'fast-check';
import type { JsonObject } from '../../../model/json.ts';
import type { Payload, Request } from '../../../model/request.ts';
import { workloadId } from '../../../model/resource.ts';
import { policy } from './small.fixture.ts';

/** How sidecars speak to the gateway, and what its server does with it. */
export const doors = ['plain', 'mutual', 'passthrough', 'auto'] as const;
const route = fc.option(
  fc.constantFrom(
    '{match: [{uri: {prefix: /a}, headers: {x-team: {exact: a}}}], directResponse: {status: 204}}',
    '{match: [{uri: {prefix: /a}}], rewrite: {uri: /b}, route: [{destination: {host: s.b.svc.cluster.local, port: {number: 80}}}]}',
    '{match: [{method: {exact: POST}}], headers: {request: {set: {x-team: a}}}, route: [{destination: {host: s.b.svc.cluster.local, port: {number: 8081}}}]}',
    '{match: [{scheme: {exact: https}}], redirect: {uri: /c}}',
    '{match: [{uri: {exact: /b}}], rewrite: {authority: x.y}, route: [{destination: {host: s.b.svc.cluster.local, port: {number: 80}}}]}',
    '{match: [{withoutHeaders: {x-team: {}}}], fault: {abort: {httpStatus: 500, percentage: {value: 100}}}}',
  ),
  { nil: '' },
);

/** A small mesh whose callers reach `b/s` through the gateway `a/g`. */
export const egressDraft = fc.record({
  policies: fc.array(fc.tuple(fc.constantFrom('a', 'b'), policy), { maxLength: 3 }),
  route,
  mode: fc.constantFrom('STRICT', 'PERMISSIVE'),
});
type Policy = typeof policy extends fc.Arbitrary<infer T> ? T : never;
type EgressDraft = Omit<typeof egressDraft extends fc.Arbitrary<infer T> ? T : never, 'policies'> & {
  readonly policies: readonly (readonly [string, JsonObject | Policy])[];
};
const open: EgressDraft = { policies: [], route: '', mode: 'PERMISSIVE' };
const lets = (namespace: string, source: JsonObject): EgressDraft => ({
  ...open,
  policies: [[namespace, { action: 'ALLOW', rules: [{ from: [{ source }] }] }]],
});
/** Nothing that refuses; and what looks at who sends, at the gateway and behind it. */
export const plainly: readonly (readonly [EgressDraft, EgressDraft])[] = [
  [open, open],
  [open, lets('b', { principals: ['cluster.local/ns/a/sa/c', 'cluster.local/ns/a/sa/g'] })],
  [lets('b', { principals: ['cluster.local/ns/a/sa/d'] }), lets('a', { principals: ['cluster.local/ns/a/sa/d'] })],
  [lets('b', { remoteIpBlocks: ['192.0.2.0/24'] }), lets('a', { remoteIpBlocks: ['192.0.2.0/24'] })],
];

const base = `{apiVersion: v1, kind: Pod, metadata: {name: d, namespace: a, labels: {app: d}}, spec: {serviceAccountName: d, containers: [{name: app}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: g, namespace: a, labels: {app: g, istio: edge}, annotations: {inject.istio.io/templates: gateway}}, spec: {serviceAccountName: g, containers: [{name: istio-proxy, image: auto}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: g, namespace: a}, spec: {selector: {app: g}, ports: [{name: http2, port: 80, targetPort: 8080}, {name: tls, port: 443, targetPort: 8443}]}}`;

const toGateway = (port: number): string =>
  `route: [{destination: {host: g.a.svc.cluster.local, port: {number: ${port}}}}]`;
const toServer = 'route: [{destination: {host: s.b.svc.cluster.local, port: {number: 80}}}]';

export function egressText(way: (typeof doors)[number], { policies, route: first, mode }: EgressDraft): string {
  const port = way === 'plain' ? 80 : 443;
  const tls = { plain: '', mutual: 'ISTIO_MUTUAL', passthrough: 'PASSTHROUGH', auto: 'AUTO_PASSTHROUGH' }[way];
  const server =
    way === 'plain'
      ? '{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}'
      : `{port: {number: 443, name: tls, protocol: ${way === 'mutual' ? 'HTTPS' : 'TLS'}}, hosts: ["*"], tls: {mode: ${tls}}}`;
  const sni = way === 'auto' ? 'outbound_.80_._.s.b.svc.cluster.local' : 's.b';
  const onward = way === 'passthrough' ? `tls: [{match: [{gateways: [a/edge], sniHosts: [s.b]}], ${toServer}}], ` : '';
  const own = first === '' ? '' : `${first.replace('match: [{', 'match: [{gateways: [a/edge], ')}, `;
  return [
    base,
    `{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: edge, namespace: a}, spec: {selector: {istio: edge}, servers: [${server}]}}`,
    `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v, namespace: b}, spec: {hosts: [s.b.svc.cluster.local, s.b], gateways: [mesh, a/edge], ${onward}http: [{match: [{gateways: [mesh], port: 80}], ${toGateway(port)}}, ${own}{match: [{gateways: [a/edge]}], ${toServer}}]}}`,
    ...(way === 'plain'
      ? []
      : [
          `{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: d, namespace: a}, spec: {host: g.a.svc.cluster.local, trafficPolicy: {tls: {mode: ISTIO_MUTUAL, sni: ${sni}${way === 'mutual' ? '' : ', subjectAltNames: ["spiffe://cluster.local/ns/b/sa/s"]'}}}}}`,
        ]),
    `apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: d, namespace: b}\nspec: {mtls: {mode: ${mode}}}`,
    ...policies.map(
      ([namespace, spec], index) =>
        `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: p${index}, namespace: ${namespace}}\nspec: ${JSON.stringify(spec)}`,
    ),
  ].join('\n---\n');
}

export const trusting = (proxies: number): JsonObject => ({
  defaultConfig: { gatewayTopology: { numTrustedProxies: proxies } },
});

/** A bounded space, whole. */
export function egressSpace(): readonly Request[] {
  const payloads: Payload[] = [{ kind: 'tcp' }];
  for (const method of ['GET', 'POST'])
    for (const path of ['/', '/a', '/b', '/a/b', '/ab'])
      for (const team of [[], ['a'], ['ab']])
        for (const forwarded of [[], ['192.0.2.1'], ['10.1.1.1']])
          payloads.push({
            kind: 'http',
            method,
            path,
            host: null,
            version: '1.1',
            headers: [
              ...team.map((value) => ['x-team', value] as const),
              ...forwarded.map((value) => ['x-forwarded-for', value] as const),
            ],
          });
  return ['a/c', 'a/d', 'legacy/n', 'b/s'].flatMap((caller) =>
    payloads.map(
      (payload): Request => ({
        id: '',
        title: '',
        caller: { kind: 'workload', workload: workloadId(caller.split('/')[0] ?? '', caller.split('/')[1] ?? '') },
        target: { kind: 'host', host: 's.b', port: 80, via: null },
        payload,
        tls: null,
      }),
    ),
  );
}
