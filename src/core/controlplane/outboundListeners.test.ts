import { describe, expect, it } from 'vitest';
import { worldWith } from '../dataplane/world.fixture.ts';
import { workloadId } from '../model/resource.ts';
import { virtualHostOf } from './meshVirtualHosts.ts';
import { hostIn, type ListenerMatch, matchListener, type Seen } from './outboundListeners.ts';

const none: Seen = { http: false, sni: null };
const plain: Seen = { http: true, sni: null };

const entry = (name: string, spec: string): string =>
  `{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: ${name}, namespace: a}, spec: ${spec}}`;
const service = (name: string, spec: string, namespace = 'b'): string =>
  `{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: ${namespace}}, spec: ${spec}}`;

function worldAt(yaml: readonly string[]) {
  const world = worldWith(yaml.join('\n---\n'));
  const client = world.cluster.workloads.get(workloadId('a', 'c'));
  if (!client) throw new Error('no client');
  return { world, client };
}

/** What a connection of `a/c` meets: the listener, and the service or chain behind it. */
function met(yaml: readonly string[], ip: string, port: number, seen: Seen = none): string {
  const { world, client } = worldAt(yaml);
  return told(matchListener(world, client, ip, port, seen));
}

function told(match: ListenerMatch): string {
  if (match.kind === 'http') return `${match.name} HTTP`;
  if (match.kind === 'none') return `${match.name} ${match.chain}`;
  return `${match.name} ${match.target.service.hostname}${match.sniffed ? ' sniffed' : ''}`;
}

/** The service whose virtual host a Host header picks. */
type Hosts = (authority: string) => string | null;

function hostsOf(yaml: readonly string[], port: number): Hosts {
  const { world, client } = worldAt(yaml);
  const match = matchListener(world, client, '240.9.9.9', port, plain);
  if (match.kind !== 'http') throw new Error('no HTTP listener');
  const { hosts } = match;
  return (authority) => virtualHostOf(world, client, port, hosts, hostIn(authority))?.target?.service.hostname ?? null;
}

const picked = (hosts: Hosts, authority: string): string | null => hosts(authority);

describe('the listener that takes a connection (4.3)', () => {
  it('is none where no service has the port: virtualOutbound takes it', () => {
    expect(met([], '240.9.9.9', 4321)).toBe('virtualOutbound virtualOutbound-catchall-tcp');
  });

  it('is the shared one of the port for HTTP, and its default chain for anything else (4.4)', () => {
    expect(met([], '240.9.9.9', 80, plain)).toBe('0.0.0.0_80 HTTP');
    expect(met([], '240.9.9.9', 80)).toBe('0.0.0.0_80 PassthroughFilterChain');
    expect(met([], '240.9.9.9', 80, { http: false, sni: 'x.com' })).toBe('0.0.0.0_80 PassthroughFilterChain');
  });

  it('is the one of an address, which is told apart from the same port of others', () => {
    const { world, client } = worldAt([]);
    const vip = world.cluster.services.get('s.b.svc.cluster.local')?.clusterIp ?? '';
    expect(told(matchListener(world, client, vip, 9000, none))).toBe(`${vip}_9000 s.b.svc.cluster.local`);
    expect(told(matchListener(world, client, vip, 8081, plain))).toBe(`${vip}_8081 s.b.svc.cluster.local sniffed`);
    expect(told(matchListener(world, client, '240.9.9.9', 9000, none))).toBe(
      'virtualOutbound virtualOutbound-catchall-tcp',
    );
  });

  it('is of each pod for a headless service, but never of the own one', () => {
    const own = service('own', '{clusterIP: None, selector: {app: c}, ports: [{name: tcp, port: 7000}]}', 'a');
    const peers = service('peers', '{clusterIP: None, selector: {app: s}, ports: [{name: tcp, port: 7000}]}');
    const { world, client } = worldAt([own, peers]);
    const other = world.cluster.workloads.get(workloadId('b', 's'));
    expect(told(matchListener(world, client, other?.ip ?? '', 7000, none))).toBe(
      `${other?.ip}_7000 peers.b.svc.cluster.local`,
    );
    expect(told(matchListener(world, client, client.ip, 7000, none))).toBe(
      'virtualOutbound virtualOutbound-catchall-tcp',
    );
  });

  it('is of the first entry that has the address; a range has its chain in the shared one', () => {
    const mixed = entry(
      'mixed',
      '{hosts: [m.example], addresses: [192.0.2.1, 198.51.100.0/24], ports: [{number: 5000, name: tcp, protocol: TCP}], resolution: NONE}',
    );
    const second = entry(
      'second',
      '{hosts: [n.example], addresses: [192.0.2.1], ports: [{number: 5000, name: tcp, protocol: TCP}], resolution: NONE}',
    );
    expect(met([mixed, second], '192.0.2.1', 5000)).toBe('192.0.2.1_5000 m.example');
    expect(met([mixed], '198.51.100.9', 5000)).toBe('0.0.0.0_5000 m.example');
    expect(met([mixed], '203.0.113.9', 5000)).toBe('0.0.0.0_5000 PassthroughFilterChain');
    expect(met([second], '203.0.113.9', 5000)).toBe('virtualOutbound virtualOutbound-catchall-tcp');
  });

  it('of TLS without an address is told apart by server name; of TCP it takes every address (5.5)', () => {
    const tls = (name: string, host: string): string =>
      entry(name, `{hosts: ["${host}"], ports: [{number: 5443, name: tls, protocol: TLS}], resolution: DNS}`);
    const two = [tls('one', 'one.example'), tls('two', 'two.example')];
    expect(met(two, '240.9.9.9', 5443, { http: false, sni: 'TWO.example' })).toBe('0.0.0.0_5443 two.example');
    expect(met(two, '240.9.9.9', 5443, { http: false, sni: 'x.example' })).toBe('0.0.0.0_5443 PassthroughFilterChain');
    expect(met(two, '240.9.9.9', 5443)).toBe('0.0.0.0_5443 PassthroughFilterChain');
    const tcp = entry(
      'tcp',
      '{hosts: [t.example], ports: [{number: 5443, name: tcp, protocol: TCP}], resolution: NONE}',
    );
    expect(met([...two, tcp], '240.9.9.9', 5443)).toBe('0.0.0.0_5443 t.example');
    expect(met([tcp], '240.9.9.9', 5443, plain)).toBe('0.0.0.0_5443 t.example');
    const sniffed = [tcp.replace('protocol: TCP', 'protocol: ""')];
    expect(met(sniffed, '240.9.9.9', 5443)).toBe('0.0.0.0_5443 t.example');
    expect(met(sniffed, '240.9.9.9', 5443, plain)).toBe('0.0.0.0_5443 HTTP');
    expect(picked(hostsOf(sniffed, 5443), 't.example')).toBe('t.example');
  });

  it('by the server names of a VirtualService’s tls routes alone, where there are some', () => {
    const routed = `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v, namespace: a}, spec: {hosts: [one.example, "*.one.example"], tls: [{match: [{sniHosts: [only.one.example]}], route: [{destination: {host: one.example}}]}]}}`;
    const tls = entry(
      'one',
      '{hosts: [one.example], ports: [{number: 5443, name: tls, protocol: TLS}], resolution: DNS}',
    );
    const { world, client } = worldAt([tls, routed]);
    const meets = (sni: string | null) => matchListener(world, client, '240.9.9.9', 5443, { http: false, sni });
    expect(meets('only.one.example')).toMatchObject({
      kind: 'service',
      sniffed: false,
      route: { list: 'tls', index: 0 },
    });
    expect(told(meets('one.example'))).toBe('0.0.0.0_5443 PassthroughFilterChain');
    const fixed = tls.replace('ports:', 'addresses: [192.0.2.8], ports:');
    const at = worldAt([fixed, routed]);
    const meetsAt = (sni: string | null) =>
      told(matchListener(at.world, at.client, '192.0.2.8', 5443, { http: false, sni }));
    expect(meetsAt('ONLY.one.example')).toBe('192.0.2.8_5443 one.example');
    expect([meetsAt('one.example'), meetsAt(null), meetsAt('')]).toEqual(
      Array(3).fill('192.0.2.8_5443 PassthroughFilterChain'),
    );
  });
});

describe('the virtual host of a Host header (4.6)', () => {
  it('has the names and the address of a Service; the bare name in its own namespace only', () => {
    const own = service('near', '{selector: {app: c}, ports: [{name: http, port: 80}]}', 'a');
    const hosts = hostsOf([own], 80);
    const { world } = worldAt([own]);
    const vip = world.cluster.services.get('s.b.svc.cluster.local')?.clusterIp ?? '';
    const far = 's.b.svc.cluster.local';
    expect([far, `${far}.`, 's.b', 's.b.svc', vip, 'S.B:8080'].map((name) => picked(hosts, name))).toEqual(
      Array(6).fill(far),
    );
    expect([picked(hosts, 's'), picked(hosts, 'near'), picked(hosts, 'other.example'), picked(hosts, 'x.s.b')]).toEqual(
      [null, 'near.a.svc.cluster.local', null, null],
    );
  });

  it('has every name under a headless Service', () => {
    const hosts = hostsOf([service('h', '{clusterIP: None, selector: {app: s}, ports: [{name: http, port: 80}]}')], 80);
    expect(picked(hosts, 'pod.h.b.svc.cluster.local')).toBe('h.b.svc.cluster.local');
    expect(
      ['pod.h.b', 'pod.h.b.svc', 'pod.h.b.svc.cluster.local.', 'pod.h'].map((name) => picked(hosts, name)),
    ).toEqual(['h.b.svc.cluster.local', 'h.b.svc.cluster.local', 'h.b.svc.cluster.local', null]);
    const near = service('h', '{clusterIP: None, selector: {app: c}, ports: [{name: http, port: 80}]}', 'a');
    expect(picked(hostsOf([near], 80), 'pod.h')).toBe('h.a.svc.cluster.local');
    expect(picked(hosts, '.h.b.svc.cluster.local')).toBeNull();
    expect(picked(hosts, 'pod.s.b.svc.cluster.local')).toBeNull();
  });

  it('has the names of a Service whose port of the number is sniffed, not of one that is TCP', () => {
    const port = (name: string): string => `{selector: {app: s}, ports: [{name: ${name}, port: 80}]}`;
    const hosts = hostsOf([service('sniffed', port('unknown')), service('bytes', port('tcp'))], 80);
    expect(picked(hosts, 'sniffed.b')).toBe('sniffed.b.svc.cluster.local');
    expect(picked(hosts, 'bytes.b')).toBeNull();
  });

  it('has the hosts and single addresses of a ServiceEntry, the longest wildcard first', () => {
    const http = 'ports: [{number: 80, name: http, protocol: HTTP}], resolution: NONE';
    const wide = entry('a-wide', `{hosts: ["*.example"], ${http}}`);
    const longer = entry('longer', `{hosts: ["*.api.example"], addresses: [192.0.2.1, 198.51.100.0/24], ${http}}`);
    const exact = entry('exact', `{hosts: [x.api.example], addresses: [192.0.2.2], ${http}}`);
    for (const order of [
      [wide, longer, exact],
      [exact, longer, wide],
    ]) {
      const hosts = hostsOf(order, 80);
      expect(picked(hosts, 'x.api.example')).toBe('x.api.example');
      expect(picked(hosts, 'x.api.example.')).toBe('x.api.example');
      expect(picked(hosts, 'y.api.example:80')).toBe('*.api.example');
      expect(picked(hosts, 'y.example')).toBe('*.example');
      expect(picked(hosts, 'y.example.')).toBeNull();
      expect(picked(hosts, '.example')).toBeNull();
      expect(picked(hosts, '192.0.2.1')).toBe('*.api.example');
      expect(picked(hosts, '192.0.2.2')).toBe('x.api.example');
      expect(picked(hosts, '198.51.100.0/24')).toBeNull();
    }
  });

  it('has the short names of a Kubernetes hostname that a ServiceEntry takes', () => {
    const http = 'ports: [{number: 80, name: http, protocol: HTTP}], resolution: NONE';
    const taken = hostsOf([entry('k', `{hosts: [k.b.svc.cluster.local], ${http}}`)], 80);
    expect(picked(taken, 'k.b')).toBe('k.b.svc.cluster.local');
    const longer = hostsOf([entry('k', `{hosts: [x.k.b.svc.cluster.local], ${http}}`)], 80);
    expect(picked(longer, 'x.k')).toBeNull();
    const other = hostsOf([entry('k', `{hosts: [k.b.svc.other.local], ${http}}`)], 80);
    expect(picked(other, 'k.b')).toBeNull();
  });

  it('has the names of an ExternalName Service that stands for the same host (9.14)', () => {
    const alias = service(
      'alias',
      '{type: ExternalName, externalName: s.b.svc.cluster.local, ports: [{name: http, port: 80}]}',
      'a',
    );
    const hosts = hostsOf([alias], 80);
    expect(picked(hosts, 'alias')).toBe('s.b.svc.cluster.local');
    expect(picked(hosts, 'alias.a.svc')).toBe('s.b.svc.cluster.local');
  });

  it('has them whomever they are exported to, unless a Sidecar leaves them out', () => {
    const alias = `{apiVersion: v1, kind: Service, metadata: {name: alias, namespace: a, annotations: {networking.istio.io/exportTo: x}}, spec: {type: ExternalName, externalName: s.b.svc.cluster.local}}`;
    const sidecar = (host: string): string =>
      `{apiVersion: networking.istio.io/v1, kind: Sidecar, metadata: {name: d, namespace: a}, spec: {egress: [{hosts: ["b/${host}"]}]}}`;
    expect(picked(hostsOf([alias], 80), 'alias')).toBe('s.b.svc.cluster.local');
    expect(picked(hostsOf([alias, sidecar('*')], 80), 'alias')).toBe('s.b.svc.cluster.local');
    expect(picked(hostsOf([alias, sidecar('s.b.svc.cluster.local')], 80), 'alias')).toBeNull();
  });
});

describe('TLS of a ServiceEntry', () => {
  const spec = (hosts: string, addresses: string): string =>
    `{hosts: [${hosts}], addresses: [${addresses}], ports: [{number: 443, name: tls, protocol: TLS}], resolution: NONE}`;
  const sni = (name: string): Seen => ({ http: false, sni: name });

  it('with an address range needs the server name as well (5.5)', () => {
    const yaml = [entry('t', spec('t.com', '198.51.100.0/24')), entry('w', spec('"*.w.com"', '198.51.100.0/24'))];
    expect(met(yaml, '198.51.100.7', 443, sni('t.com'))).toBe('0.0.0.0_443 t.com');
    expect(met(yaml, '198.51.100.7', 443, sni('x.w.com'))).toBe('0.0.0.0_443 *.w.com');
    expect(met(yaml, '198.51.100.7', 443, sni('x.com'))).toBe('0.0.0.0_443 PassthroughFilterChain');
    expect(met(yaml, '198.51.100.7', 443)).toBe('0.0.0.0_443 PassthroughFilterChain');
  });

  it('is that of the longest range alone', () => {
    const yaml = [entry('t', spec('t.com', '198.51.0.0/16')), entry('n', spec('n.com', '198.51.100.0/24'))];
    expect(met(yaml, '198.51.100.7', 443, sni('n.com'))).toBe('0.0.0.0_443 n.com');
    expect(met(yaml, '198.51.100.7', 443, sni('t.com'))).toBe('0.0.0.0_443 PassthroughFilterChain');
    expect(met(yaml, '198.51.7.7', 443, sni('t.com'))).toBe('0.0.0.0_443 t.com');
  });

  it('without an address has the names of ExternalName Services, too', () => {
    const alias = service('alias', '{type: ExternalName, externalName: t.com}', 'a');
    const yaml = [
      entry('t', '{hosts: [t.com], ports: [{number: 443, name: tls, protocol: TLS}], resolution: DNS}'),
      alias,
    ];
    for (const name of ['t.com', 'alias', 'alias.a', 'alias.a.svc', 'alias.a.svc.cluster.local'])
      expect(met(yaml, '198.51.100.7', 443, sni(name))).toBe('0.0.0.0_443 t.com');
    expect(met(yaml, '198.51.100.7', 443, sni('other.a'))).toBe('0.0.0.0_443 PassthroughFilterChain');
  });
});
