import { describe, expect, it } from 'vitest';
import { worldWith } from '../../dataplane/world.fixture.ts';
import { workloadId } from '../../model/resource.ts';
import { gatewayChain, type GatewayChain, gatewayListeners } from './listener.ts';

const pod =
  '{apiVersion: v1, kind: Pod, metadata: {name: gw, namespace: edge, labels: {istio: edge}}, spec: {containers: [{name: istio-proxy}]}}';
/** Port names in a Gateway are unique. */
const named = (servers: readonly string[]): readonly string[] =>
  servers.map((each, index) => each.replace('name: n', `name: n${index}`));
const gateway = (...servers: readonly string[]): string =>
  `{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: g, namespace: edge}, spec: {selector: {istio: edge}, servers: [${named(servers).join(', ')}]}}`;
const server = (protocol: string, hosts: string, mode?: string, number = 443): string =>
  `{port: {number: ${number}, name: n, protocol: ${protocol}}, hosts: ${hosts}${mode ? `, tls: {mode: ${mode}, credentialName: c}` : ''}}`;
const service = (name: string, spec: string, namespace = 'edge'): string =>
  `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: ${name}, namespace: ${namespace}}, spec: {gateways: [edge/g], ${spec}}}`;
const to = 'route: [{destination: {host: s.b.svc.cluster.local}}]';

function chains(port: number, ...yaml: readonly string[]): readonly GatewayChain[] | undefined {
  const world = worldWith([pod, ...yaml].join('\n---\n'));
  const workload = world.cluster.workloads.get(workloadId('edge', 'gw'));
  if (!workload) throw new Error('no gateway');
  const listeners = gatewayListeners(world, workload);
  expect(gatewayListeners(world, workload)).toBe(listeners);
  return listeners.ports.get(port);
}
/** Each chain: its server names, and the VirtualService and entry that it leads to. */
const told = (...parameters: Parameters<typeof chains>): unknown =>
  chains(...parameters)?.map((chain) => [
    chain.snis,
    chain.kind === 'tcp'
      ? `${chain.route.service.resource.name} ${chain.route.list} ${chain.route.index}`
      : chain.kind === 'http'
        ? chain.hosts.map(([host]) => host)
        : chain.kind,
  ]);

describe('the chains of a gateway’s port (7)', () => {
  it('are one for all plaintext HTTP servers, and one for each TLS server', () => {
    const shop = service('v', `hosts: [a.com, b.com], http: [{${to}}]`);
    expect(
      told(80, gateway(server('HTTP', '[a.com]', undefined, 80), server('HTTP', '[b.com]', undefined, 80)), shop),
    ).toEqual([[null, ['a.com', 'b.com']]]);
    expect(
      told(443, gateway(server('HTTPS', '[A.com]', 'SIMPLE'), server('HTTPS', '["x/b.com", "*"]', 'SIMPLE')), shop),
    ).toEqual([
      [['a.com'], ['a.com']],
      [null, ['a.com', 'b.com']],
    ]);
  });

  it('of TCP need a route; their server names count only under TLS', () => {
    const v = service('v', `hosts: [a.com], tcp: [{match: [{port: 1}, {port: 443}], ${to}}]`);
    expect(told(443, gateway(server('TCP', '[a.com]')), v)).toEqual([[null, 'v tcp 0']]);
    expect(told(443, gateway(server('TLS', '[a.com]', 'SIMPLE')), v)).toEqual([[['a.com'], 'v tcp 0']]);
    // "A listener without chains is left out."
    expect(told(443, gateway(server('TCP', '[a.com]')))).toBeUndefined();
    expect(told(443, gateway(server('TCP', '[b.com]')), v)).toBeUndefined();
    const none = service('a', `hosts: [a.com], tcp: [{match: [{port: 1}], ${to}}]`);
    expect(told(443, gateway(server('TCP', '[a.com]')), none, v)).toEqual([[null, 'v tcp 0']]);
  });

  it('of TLS that passes through are one for each match, a name that is taken is skipped', () => {
    const entry = (names: string, more = ''): string => `{match: [{sniHosts: [${names}]${more}}], ${to}}`;
    const first = service('a', `hosts: [a.com, b.com], tls: [${entry('a.com')}]`);
    const second = service(
      'b',
      `hosts: [a.com, b.com, d.com], tls: [${entry('b.com, a.com')}, ${entry('b.com')}, ${entry('d.com', ', gateways: [other]')}]`,
    );
    const passing = gateway(server('TLS', '["*.com"]', 'PASSTHROUGH'));
    expect(told(443, passing, first, second)).toEqual([
      [['a.com'], 'a tls 0'],
      [['b.com'], 'b tls 1'],
    ]);
    expect(told(443, passing, service('c', `hosts: [c.com], http: [{${to}}]`))).toBeUndefined();
    expect(told(443, gateway(server('TLS', '["*.org"]', 'PASSTHROUGH')), first)).toBeUndefined();
    expect(told(443, passing, service('c', `hosts: ["*"], tls: [${entry('"*"')}]`))).toEqual([[null, 'c tls 0']]);
  });

  it('are not there at all where two match alike: Envoy refuses the listener', () => {
    const v = service('v', `hosts: [a.com, b.com], tls: [{match: [{sniHosts: [a.com]}], ${to}}], http: [{${to}}]`);
    const ended = server('HTTPS', '[a.com]', 'SIMPLE');
    expect(told(443, gateway(ended, server('TLS', '[b.com]', 'PASSTHROUGH')), v)).toBeUndefined();
    expect(told(443, gateway(ended, server('HTTP', '[b.com]')), v)).toEqual([
      [['a.com'], ['a.com']],
      [null, ['b.com']],
    ]);
    expect(told(443, gateway(server('HTTPS', '["*"]', 'SIMPLE'), server('HTTP', '[b.com]')), v)).toBeUndefined();
  });

  it('that pass through skip a match with a name that another server of the port has taken', () => {
    const v = service('v', `hosts: [a.com], tls: [{match: [{sniHosts: [a.com]}], ${to}}]`);
    const w = service('w', `hosts: [a.com, b.com], tls: [{match: [{sniHosts: [b.com, a.com]}], ${to}}]`);
    const servers = [server('TLS', '[a.com]', 'PASSTHROUGH'), server('TLS', '[b.com]', 'PASSTHROUGH')];
    expect(told(443, gateway(...servers), v, w)).toEqual([[['a.com'], 'v tls 0']]);
  });

  it('belong to routes that redirect only where a server says so', () => {
    const http = (redirect: string): readonly (readonly [string, boolean, number])[] =>
      (
        chains(
          80,
          gateway(`{port: {number: 80, name: n, protocol: HTTP}, hosts: [A.com, b.com]${redirect}}`),
          service('v', `hosts: [b.com], http: [{${to}}]`),
        ) ?? []
      )
        .flatMap((chain) => (chain.kind === 'http' ? chain.hosts : []))
        .map(([host, { redirect: by, routes }]) => [host, by !== null, routes.length]);
    expect(http(', tls: {httpsRedirect: true}')).toEqual([
      ['b.com', true, 1],
      ['a.com', true, 0],
    ]);
    expect(http('')).toEqual([['b.com', false, 1]]);
    expect(http(', tls: {httpsRedirect: false}')).toEqual([['b.com', false, 1]]);
  });
});

describe('the chain of a server name', () => {
  const all =
    chains(
      443,
      gateway(
        server('HTTPS', '["*.com"]', 'SIMPLE'),
        server('HTTPS', '[a.com]', 'SIMPLE'),
        server('HTTPS', '["*.b.com"]', 'SIMPLE'),
      ),
    ) ?? [];
  const chosen = (sni: string, of = all): readonly string[] | null | undefined => gatewayChain(of, sni)?.snis;

  it('is the most specific one; without a name, only one that takes them all', () => {
    expect([chosen('a.com'), chosen('x.b.com'), chosen('x.com'), chosen('x.org'), chosen('')]).toEqual([
      ['a.com'],
      ['*.b.com'],
      ['*.com'],
      undefined,
      undefined,
    ]);
    const open = chains(443, gateway(server('HTTPS', '["*"]', 'SIMPLE'), server('HTTPS', '[a.com]', 'SIMPLE'))) ?? [];
    expect([chosen('a.com', open), chosen('', open), chosen('x.org', open)]).toEqual([['a.com'], null, null]);
  });
});
