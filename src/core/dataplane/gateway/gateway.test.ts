import { describe, expect, it } from 'vitest';
import type { Request } from '../../model/request.ts';
import { workloadId } from '../../model/resource.ts';
import { checkTrace } from '../checkTrace.ts';
import { send } from '../send.ts';
import { call, worldWith } from '../world.fixture.ts';

const proxy = `{apiVersion: v1, kind: Pod, metadata: {name: g, namespace: a, labels: {app: g, istio: edge, service.istio.io/canonical-name: g}}, spec: {serviceAccountName: g, containers: [{name: istio-proxy, image: auto, args: [proxy, router], ports: [{containerPort: 8080}, {containerPort: 9000}]}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: g, namespace: a}, spec: {selector: {app: g}, ports: [{name: http2, port: 80, targetPort: 8080}, {name: tcp, port: 9000}, {name: dns, port: 53, protocol: UDP}]}}`;
const http = '{number: 80, name: http, protocol: HTTP}';
const gateway = (spec: string): string =>
  `{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: edge, namespace: a}, spec: ${spec}}`;
const route = (spec: string, namespace = 'a'): string =>
  `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v, namespace: ${namespace}}, spec: {gateways: [a/edge], ${spec}}}`;
const toService = 'route: [{destination: {host: s.b.svc.cluster.local, port: {number: 80}}}]';

function toGateway(host: string, more: Partial<Request> = {}): Request {
  const payload = { kind: 'http', method: 'GET', path: '/', host, headers: [], version: '1.1' } as const;
  return { ...call({ to: 'g.a' }), payload, ...more };
}

/** The status that `a/c` gets from the gateway for shop.example. */
function status(...yaml: readonly string[]): number | string {
  const trace = send(worldWith([proxy, ...yaml].join('\n---\n')), toGateway('shop.example'));
  expect(checkTrace(trace)).toEqual([]);
  return trace.caller.kind === 'http' ? trace.caller.status : trace.caller.kind;
}

const serving = (hosts: string): string =>
  gateway(`{selector: {istio: edge}, servers: [{port: ${http}, hosts: ${hosts}}]}`);
const shop = route(`hosts: [shop.example], http: [{${toService}}]`);

describe('a Gateway', () => {
  it('has nothing to say without a server, a selector that fits, or a route', () => {
    expect(status(gateway('{selector: {istio: other}, servers: []}'), shop)).not.toBe(200);
    expect(status(gateway('{selector: {istio: edge}}'), shop)).not.toBe(200);
    expect(status(serving('[shop.example]'))).toBe(404);
  });

  it('without a selector is served by every gateway proxy', () => {
    expect(status(gateway(`{servers: [{port: ${http}, hosts: ['*']}]}`), shop)).toBe(200);
  });

  it('with ISTIO_MUTUAL takes certificates of any trust domain, as long as there is one', () => {
    const mutual = `{port: {number: 80, name: https, protocol: HTTPS}, hosts: ['*'], tls: {mode: ISTIO_MUTUAL}}`;
    const world = worldWith([proxy, gateway(`{selector: {istio: edge}, servers: [${mutual}]}`), shop].join('\n---\n'));
    const from = (identity: string) => {
      const caller = { kind: 'peer', identity, ip: null, alpn: null, sni: 'shop.example' } as const;
      const target = { kind: 'workload', workload: workloadId('a', 'g'), port: 8080 } as const;
      return send(world, toGateway('shop.example', { caller, target }));
    };
    expect(from('td2/ns/x/sa/y').verdict.kind).toBe('allowed');
    const { hops } = from('td2/ns/x/sa/y');
    const step = hops.flatMap(({ steps }) => steps).find(({ kind }) => kind === 'handshake');
    expect(step?.checks.map(({ kind }) => kind)).toEqual(['certificate']);
  });

  it('takes the hosts of its servers, of the namespaces that it says', () => {
    for (const hosts of [
      '["*"]',
      '[shop.example]',
      '["*.example"]',
      '["*/shop.example"]',
      '["./shop.example"]',
      '["a/*"]',
    ])
      expect([hosts, status(serving(hosts), shop)]).toEqual([hosts, 200]);
    for (const hosts of ['[other.example]', '["b/shop.example"]'])
      expect([hosts, status(serving(hosts), shop)]).toEqual([hosts, 404]);
    const elsewhere = route(`hosts: [shop.example], http: [{${toService}}]`, 'b');
    expect(status(serving('["./*"]'), elsewhere)).toBe(404);
    expect(status(serving('["b/*"]'), elsewhere)).toBe(200);
  });

  it('of TCP leads where the route without a condition, or the one for its port, says', () => {
    const port = '{number: 9000, name: tcp, protocol: TCP}';
    const tcp = gateway(`{selector: {istio: edge}, servers: [{port: ${port}, hosts: ['*']}]}`);
    const lands = (match: string): string => {
      const to = 'route: [{destination: {host: s.b.svc.cluster.local, port: {number: 9000}}}]';
      const service = route(`hosts: [any.example], tcp: [{${match}${to}}]`);
      const trace = send(worldWith([proxy, tcp, service].join('\n---\n')), {
        ...call({ to: 'g.a', port: 9000, tcp: true }),
      });
      return trace.delivery?.workload ?? trace.verdict.kind;
    };
    expect(lands('')).toBe('b/s');
    expect(lands('match: [{port: 9000}], ')).toBe('b/s');
    expect(lands('match: [{port: 1}], ')).toBe('denied');
  });
});

describe("a gateway's pod", () => {
  const annotated = (config: string): string =>
    proxy.replace('labels:', `annotations: {proxy.istio.io/config: '${config}'}, labels:`);
  const fromNine =
    '{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: p, namespace: a}, spec: {selector: {matchLabels: {app: g}}, rules: [{from: [{source: {remoteIpBlocks: [9.9.9.9]}}]}]}}';
  const forwarded = { kind: 'http', method: 'GET', path: '/', host: 'shop.example', version: '1.1' } as const;
  const sent = (config: string) =>
    send(
      worldWith([annotated(config), serving('[shop.example]'), shop, fromNine].join('\n---\n')),
      toGateway('shop.example', { payload: { ...forwarded, headers: [['x-forwarded-for', '9.9.9.9, 8.8.8.8']] } }),
    );

  it('says how many proxies before it are trusted, whatever the mesh says', () => {
    expect(sent('{}').caller).toMatchObject({ status: 403 });
    expect(sent('gatewayTopology: {numTrustedProxies: 1}').caller).toMatchObject({ status: 403 });
    expect(sent('gatewayTopology: {numTrustedProxies: 2}').caller).toMatchObject({ status: 200 });
  });

  it('leaves open what comes without the PROXY header that it asks for', () => {
    expect(sent('gatewayTopology: {proxyProtocol: {}}').limits).toMatchObject([
      { code: 'fieldNotModelled', name: 'proxyProtocol' },
    ]);
  });
});
