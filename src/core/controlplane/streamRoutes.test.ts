import { describe, expect, it } from 'vitest';
import { send } from '../dataplane/send.ts';
import { call, worldWith } from '../dataplane/world.fixture.ts';
import { workloadId } from '../model/resource.ts';
import { tlsEntries } from './streamRoutes.ts';

const host = 's.b.svc.cluster.local';

/** The port of `b/s` that a TCP connection of `a/c` to port 9000 ends at, under a VirtualService with this `tcp` route to 8081. */
function landsAt(match: string, port = 9000): number | null {
  const service = `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v, namespace: a}, spec: {hosts: [${host}], tcp: [{${match}route: [{destination: {host: ${host}, port: {number: 8081}}}]}]}}`;
  return send(worldWith(service), call({ tcp: true, port })).delivery?.port ?? null;
}

describe('a tcp route of a VirtualService', () => {
  it('takes every connection to the host where it has no condition', () => {
    expect(landsAt('')).toBe(8081);
    expect(landsAt('match: [{}], ')).toBe(8081);
  });

  it('looks at port, address, caller and gateway', () => {
    expect(landsAt('match: [{port: 9000}], ')).toBe(8081);
    expect(landsAt('match: [{port: 1}], ')).toBe(9000);
    expect(landsAt('match: [{port: 1}, {port: 9000}], ')).toBe(8081);
    expect(landsAt('match: [{destinationSubnets: [0.0.0.0/0]}], ')).toBe(8081);
    expect(landsAt('match: [{destinationSubnets: [192.0.2.0/24]}], ')).toBe(9000);
    expect(landsAt('match: [{sourceLabels: {app: c}, sourceNamespace: a}], ')).toBe(8081);
    expect(landsAt('match: [{sourceLabels: {app: x}}], ')).toBe(9000);
    expect(landsAt('match: [{sourceNamespace: b}], ')).toBe(9000);
    expect(landsAt('match: [{gateways: [mesh]}], ')).toBe(8081);
    expect(landsAt('match: [{gateways: [edge]}], ')).toBe(9000);
  });
});

describe('the routes for streams', () => {
  const virtualService = (name: string, hosts: string, list: string): string =>
    `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: ${name}, namespace: a}, spec: {hosts: [${hosts}], ${list}}}`;
  const to = (port: number): string => `route: [{destination: {host: ${host}, port: {number: ${port}}}}]`;
  const names = (hosts: string, yaml: readonly string[]): readonly string[] => {
    const entry = `{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: e, namespace: a}, spec: {hosts: [${hosts}], ports: [{number: 443, name: tls, protocol: TLS}], resolution: NONE}}`;
    const world = worldWith([entry, ...yaml].join('\n---\n'));
    const client = world.cluster.workloads.get(workloadId('a', 'c'));
    const [service] = world.registry.get(hosts.replaceAll('"', '')) ?? [];
    const [port] = service?.ports ?? [];
    if (!client || !service || !port) throw new Error('no service');
    return (tlsEntries(world, client, { service, port }, '192.0.2.1') ?? []).map(
      ([name, route]) => `${name} ${route.service.resource.name}`,
    );
  };
  const tls = (sni: string): string => `tls: [{match: [{sniHosts: [${sni}]}], ${to(80)}}]`;

  it('of TLS are those of all VirtualServices of the host', () => {
    const yaml = [virtualService('v', 't.com', tls('t.com')), virtualService('w', '"*.com"', tls('u.com'))];
    expect(names('t.com', yaml)).toEqual(['t.com v', 'u.com w']);
  });

  it('of a host with a wildcard are those of VirtualServices of hosts among it, too', () => {
    expect(names('"*.w.com"', [virtualService('v', 'a.w.com', tls('a.w.com'))])).toEqual(['a.w.com v']);
    expect(names('"*.w.com"', [virtualService('v', 'a.x.com', tls('a.x.com'))])).toEqual([]);
  });

  it('of TCP are the first that fits, of the oldest VirtualService, though its host be a wildcard', () => {
    const wide = virtualService('v', '"*.cluster.local"', `tcp: [{match: [{port: 9000}], ${to(8081)}}]`);
    const exact = virtualService('w', host, `tcp: [{${to(9000)}}]`);
    const port = (...yaml: readonly string[]): number | null =>
      send(worldWith(yaml.join('\n---\n')), call({ tcp: true, port: 9000 })).delivery?.port ?? null;
    expect(port(wide, exact)).toBe(8081);
    expect(port(wide.replace('port: 9000', 'port: 1'), exact)).toBe(9000);
  });
});

describe('tcp routes of several VirtualServices', () => {
  const routed = (name: string, tcp: string, hosts = host): string =>
    `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: ${name}, namespace: a}, spec: {hosts: ["${hosts}"], tcp: [${tcp}]}}`;
  const to = (port: number, match = ''): string =>
    `{${match}route: [{destination: {host: ${host}, port: {number: ${port}}}}]}`;
  const portIn = (cluster: string | null | undefined): number => Number(cluster?.split('|')[1]);
  const lands = (...services: readonly string[]): number =>
    portIn(send(worldWith(services.join('\n---\n')), call({ tcp: true, port: 9000 })).logs[0]?.cluster);

  it('go by the narrowest range that the address lies in, before any without one', () => {
    const [wide, narrow] = ['10.0.0.0/8', '10.96.0.0/16'].map((range) => `match: [{destinationSubnets: [${range}]}], `);
    expect(lands(routed('v', [to(80, wide), to(8081, narrow), to(9000)].join(', ')))).toBe(8081);
    expect(lands(routed('v', [to(8081, narrow), to(80, wide)].join(', ')))).toBe(8081);
    expect(lands(routed('v', [to(9000), to(8081, narrow)].join(', ')))).toBe(9000);
  });
});

it('a tls route looks at the dialled address', () => {
  const web =
    '{apiVersion: v1, kind: Service, metadata: {name: w, namespace: b}, spec: {selector: {app: s}, ports: [{name: https, port: 443, targetPort: 8080}]}}';
  const chain = (subnets: string): string | null | undefined => {
    const routed = `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v, namespace: a}, spec: {hosts: [w.b.svc.cluster.local], tls: [{match: [{sniHosts: [w.b.svc.cluster.local], destinationSubnets: ["${subnets}"]}], route: [{destination: {host: w.b.svc.cluster.local}}]}]}}`;
    return send(worldWith(`${web}\n---\n${routed}`), call({ to: 'w.b.svc.cluster.local', port: 443, tls: true }))
      .logs[0]?.cluster;
  };
  expect(chain('10.96.0.0/16')).toBe('outbound|443||w.b.svc.cluster.local');
  expect(chain('192.0.2.0/24')).toBe('PassthroughCluster');
});
