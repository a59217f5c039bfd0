import { describe, expect, it } from 'vitest';
import { worldWith } from '../../dataplane/world.fixture.ts';
import { workloadId } from '../../model/resource.ts';
import { commonHosts, hostsFor } from './hosts.ts';
import { type GatewayServer, mergedServers } from './servers.ts';

const pod =
  '{apiVersion: v1, kind: Pod, metadata: {name: gw, namespace: edge, labels: {istio: ingressgateway, tier: x}}, spec: {containers: [{name: istio-proxy}]}}';
const service =
  '{apiVersion: v1, kind: Service, metadata: {name: gw, namespace: edge}, spec: {selector: {istio: ingressgateway}, ports: [{name: http, port: 80, targetPort: 8080}, {name: https, port: 443, targetPort: 8443}, {name: udp, port: 53, targetPort: 5353, protocol: UDP}]}}';
const gateway = (name: string, servers: string, selector = '{istio: ingressgateway}', namespace = 'edge'): string =>
  `{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: ${name}, namespace: ${namespace}}, spec: {selector: ${selector}, servers: [${servers}]}}`;

function merged(...gateways: readonly string[]): ReadonlyMap<number, readonly GatewayServer[]> {
  const world = worldWith([pod, service, ...gateways].join('\n---\n'));
  const workload = world.cluster.workloads.get(workloadId('edge', 'gw'));
  if (!workload) throw new Error('no gateway');
  return mergedServers(world, workload);
}
/** Each server: listening port, Gateway, kind. */
const listed = (...gateways: readonly string[]): readonly string[] =>
  [...merged(...gateways)].flatMap(([port, servers]) => servers.map((each) => `${port} ${each.gateway} ${each.kind}`));

const port = (number: number, protocol: string): string =>
  `port: {number: ${number}, name: p${number}, protocol: ${protocol}}`;
const http = (host = 'x.com'): string => `{${port(80, 'HTTP')}, hosts: ["${host}"]}`;
const https = (mode: string, host = 'x.com', protocol = 'HTTPS', more = ''): string =>
  `{${port(443, protocol)}, hosts: ["${host}"], tls: {mode: ${mode}${mode === 'ISTIO_MUTUAL' ? '' : ', credentialName: c'}}${more}}`;

describe('the servers of a gateway (7.1, 7.2)', () => {
  it('are of every Gateway whose selector the pod has, in any namespace', () => {
    expect(
      listed(
        gateway('a', http('a.com'), '{istio: ingressgateway, tier: x}', 'a'),
        gateway('b', http('b.com'), '{istio: other}'),
        gateway('c', http('c.com'), '{istio: ingressgateway, tier: y}'),
        gateway('d', http('d.com'), '{}'),
      ),
    ).toEqual(['8080 a/a http', '8080 edge/d http']);
  });

  it('listen on the port of the pod behind the port of its Service', () => {
    expect(listed(gateway('a', http()))).toEqual(['8080 edge/a http']);
    expect(listed(gateway('a', https('SIMPLE')))).toEqual(['8443 edge/a https']);
    expect(listed(gateway('a', `{${port(9000, 'TCP')}, hosts: ["*"]}`))).toEqual(['9000 edge/a tcp']);
    // A UDP port of the Service is none.
    expect(listed(gateway('a', `{${port(53, 'TCP')}, hosts: ["*"]}`))).toEqual(['53 edge/a tcp']);
  });

  it('are of a kind by protocol and TLS mode (7.3)', () => {
    const kind = (server: string): string | undefined => listed(gateway('a', server))[0]?.split(' ')[2];
    for (const protocol of ['HTTP', 'HTTP2', 'GRPC', 'GRPC-WEB', 'http'])
      expect(kind(`{${port(80, protocol)}, hosts: ["*"]}`)).toBe('http');
    expect(kind(`{${port(80, 'HTTP')}, hosts: ["*"], tls: {httpsRedirect: true}}`)).toBe('http');
    for (const mode of ['SIMPLE', 'MUTUAL', 'OPTIONAL_MUTUAL', 'ISTIO_MUTUAL']) {
      expect(kind(https(mode))).toBe('https');
      expect(kind(https(mode, 'x.com', 'TLS'))).toBe('tcp');
      expect(kind(https(mode, 'x.com', 'https'))).toBe('https');
    }
    expect(kind(https('PASSTHROUGH'))).toBe('passthrough');
    expect(kind(https('AUTO_PASSTHROUGH', 'x.com', 'TLS'))).toBe('autoPassthrough');
    expect(kind(`{${port(443, 'HTTPS')}, hosts: ["*"], tls: {}}`)).toBe('passthrough');
    expect(kind(`{${port(443, 'MONGO')}, hosts: ["*"]}`)).toBe('tcp');
  });

  it('keep what they say', () => {
    const [server] =
      merged(
        gateway('a', `${http()}, {${port(8888, 'HTTP')}, hosts: [./a.com, "*/b.com", n/c.com, d.com], bind: 0.0.0.0}`),
      ).get(8888) ?? [];
    expect(server).toMatchObject({
      path: ['spec', 'servers', 1],
      gateway: 'edge/a',
      port: 8888,
      hosts: ['edge/a.com', 'b.com', 'n/c.com', 'd.com'],
      bind: '0.0.0.0',
      tls: null,
      resource: { id: 'Gateway/edge/a' },
    });
    expect(merged(gateway('a', http())).get(8080)?.[0]?.bind).toBe('');
    expect(server && hostsFor(server, 'edge')).toEqual(['a.com', 'b.com', 'd.com']);
    expect(server && hostsFor(server, 'n')).toEqual(['b.com', 'c.com', 'd.com']);
    expect(server && commonHosts(server, ['D.com', '*.com', 'x.org'], 'q')).toEqual(['b.com', 'd.com']);
    expect(server && commonHosts({ ...server, hosts: ['*.COM'] }, ['a.com', '*', 'x.org'], 'q')).toEqual([
      'a.com',
      '*.com',
    ]);
  });
});

describe('two servers of one port (7.5)', () => {
  const both = (first: string, second: string): number =>
    merged(gateway('a', first), gateway('b', second)).get(first.includes('443') ? 8443 : 8080)?.length ?? 0;

  it('share it if both are plain HTTP', () => {
    expect(both(http(), http())).toBe(2);
    expect(both(http(), `{${port(80, 'HTTP')}, hosts: ["*"], tls: {httpsRedirect: true}}`)).toBe(2);
    expect(both(http(), `{${port(80, 'TCP')}, hosts: ["*"]}`)).toBe(1);
    expect(both(`{${port(80, 'TCP')}, hosts: ["*"]}`, http())).toBe(1);
    expect(both(`{${port(80, 'TCP')}, hosts: ["*"]}`, `{${port(80, 'TCP')}, hosts: ["*"]}`)).toBe(1);
  });

  it('share it if both are TLS and their hosts differ', () => {
    expect(both(https('SIMPLE', 'a.com'), https('PASSTHROUGH', 'b.com'))).toBe(2);
    expect(both(https('SIMPLE', 'a.com'), https('SIMPLE', 'a.com'))).toBe(1);
    expect(both(`{${port(443, 'HTTP')}, hosts: [b.com]}`, https('SIMPLE', 'a.com'))).toBe(1);
  });

  it('share it if TLS ones come first; after a plaintext one only HTTP fits', () => {
    const kinds = (...servers: readonly string[]): readonly string[] =>
      listed(...servers.map((each, index) => gateway(`g${index}`, each))).map((each) => each.split(' ')[2] ?? '');
    const plain = `{${port(443, 'HTTP')}, hosts: [b.com]}`;
    expect(kinds(https('SIMPLE', 'a.com'), plain)).toEqual(['https', 'http']);
    expect(kinds(https('SIMPLE', 'a.com'), `{${port(443, 'TCP')}, hosts: [b.com]}`, plain)).toEqual(['https', 'tcp']);
    expect(kinds(https('SIMPLE', 'a.com'), plain, https('SIMPLE', 'c.com'), plain)).toEqual(['https', 'http', 'http']);
  });

  it('of another bind are listeners of their own: none where the pod lacks the address, else the nearer one', () => {
    const world = worldWith([pod, service].join('\n---\n'));
    const ip = world.cluster.workloads.get(workloadId('edge', 'gw'))?.ip ?? '';
    const at = (bind: string): string => https('MUTUAL', 'a.com', 'HTTPS', `, bind: ${bind}`);
    expect(listed(gateway('a', https('SIMPLE', 'a.com')), gateway('b', at('192.0.2.1')))).toEqual([
      '8443 edge/a https',
    ]);
    expect(listed(gateway('a', at('192.0.2.1')))).toEqual([]);
    expect(listed(gateway('a', https('SIMPLE', 'a.com')), gateway('b', at(ip)))).toEqual(['8443 edge/b https']);
  });
});

describe('the port behind the port of several Services', () => {
  const another = (more: string, created = '2020-01-01T00:00:00Z'): string =>
    `{apiVersion: v1, kind: Service, metadata: {name: other, namespace: edge, creationTimestamp: "${created}"${more}}, spec: {selector: {istio: ingressgateway}, ports: [{name: http, port: 80, targetPort: 9090}]}}`;

  it('is that of the oldest Service', () => {
    expect(listed(another(''), gateway('a', http()))).toEqual(['9090 edge/a http']);
  });

  it('is not that of a Service that opts out', () => {
    const label = ', labels: {experimental.istio.io/disable-gateway-port-translation: "true"}';
    expect(listed(another(label), gateway('a', http()))).toEqual(['8080 edge/a http']);
  });
});
