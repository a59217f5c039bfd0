import { describe, expect, it } from 'vitest';
import { worldWith } from '../dataplane/world.fixture.ts';
import { workloadId } from '../model/resource.ts';
import { virtualHostFor } from './meshVirtualHosts.ts';
import { outboundPort } from './outboundPort.ts';
import { boundTo } from './virtualService.ts';

const service = (name: string, spec: string, namespace = 'a'): string =>
  `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: ${name}, namespace: ${namespace}}, spec: ${spec.replace('{', '{http: [{directResponse: {status: 200}}], ')}}`;
const host = 's.b.svc.cluster.local';

function chosen(services: readonly string[], { mesh = {}, port = 80, looked = host } = {}): string | undefined {
  const world = worldWith(services.join('\n---\n'), mesh);
  const client = world.cluster.workloads.get(workloadId('a', 'c'));
  if (!client) throw new Error('no client');
  const target = outboundPort(world, client, port).services.get(looked);
  return target && virtualHostFor(world, client, target).router?.resource.name;
}

describe('the VirtualService of a host (11.H)', () => {
  it('is the most specific one, in whatever namespace; of those the oldest', () => {
    const exact = service('exact', `{hosts: [x, ${host}]}`);
    const long = service('long', '{hosts: ["*.b.svc.cluster.local"]}', 'b');
    const short = service('short', '{hosts: ["*.cluster.local"]}');
    const all = service('all', '{hosts: ["*.local"]}');
    for (const order of [
      [exact, long, short, all],
      [all, short, long, exact],
    ]) {
      expect(chosen(order)).toBe('exact');
      expect(chosen(order.filter((each) => each !== exact))).toBe('long');
      expect(chosen([short, all])).toBe('short');
    }
    // Names that sort the other way round.
    expect(chosen([service('a', '{hosts: ["*.local"]}'), service('z', `{hosts: [${host}]}`)])).toBe('z');
    expect(chosen([service('z', '{hosts: ["*.local"]}'), service('a', `{hosts: [${host}]}`)])).toBe('a');
    expect(chosen([service('b', `{hosts: [${host}]}`), service('a', `{hosts: [${host}]}`)])).toBe('a');
    expect(chosen([service('b', '{hosts: ["*.local"]}'), service('a', '{hosts: ["*.local"]}')])).toBe('a');
    expect(chosen([all])).toBe('all');
  });

  it('completes a short host with its own namespace', () => {
    expect(chosen([service('short', '{hosts: [s]}', 'b')])).toBe('short');
    expect(chosen([service('short', '{hosts: [s]}', 'a')])).toBeUndefined();
    expect(chosen([service('none', '{exportTo: ["*"]}')], { looked: '' })).toBeUndefined();
  });

  it('is visible by its exportTo, else by the default of the mesh (4.16)', () => {
    expect(chosen([service('private', `{hosts: [${host}], exportTo: ["."]}`, 'b')])).toBeUndefined();
    expect(chosen([service('given', `{hosts: [${host}], exportTo: [a]}`, 'b')])).toBe('given');
    expect(
      chosen([service('plain', `{hosts: [${host}]}`, 'b')], { mesh: { defaultVirtualServiceExportTo: ['.'] } }),
    ).toBeUndefined();
  });

  it('is rather a private one of the own namespace, then one exported to it by name, than an older public one', () => {
    const exported = (name: string, exportTo: string, namespace: string): string =>
      service(name, `{hosts: [${host}], exportTo: [${exportTo}]}`, namespace);
    const open = exported('a-public', '"*"', 'b');
    expect(chosen([open, exported('b', 'a', 'b')])).toBe('b');
    expect(chosen([open, exported('b', 'a', 'b'), exported('c', '"."', 'a')])).toBe('c');
    expect(chosen([open, exported('b', 'a', 'b'), exported('c', 'a', 'a')])).toBe('c');
    expect(chosen([open, exported('b', '"*"', 'a')])).toBe('a-public');
    const mesh = { defaultVirtualServiceExportTo: ['.'] };
    expect(chosen([open, service('d', `{hosts: [${host}]}`, 'a')], { mesh })).toBe('d');
  });

  it('has to be imported by the Sidecar, with its namespace and host (4.13)', () => {
    const sidecar = (hosts: string): string =>
      `{apiVersion: networking.istio.io/v1, kind: Sidecar, metadata: {name: d, namespace: a}, spec: {egress: [{hosts: [${hosts}]}]}}`;
    const written = service('v', `{hosts: [${host}]}`, 'b');
    expect(chosen([written, sidecar('"b/*"')])).toBe('v');
    expect(chosen([written, sidecar('"a/*"')])).toBeUndefined();
    expect(chosen([written, sidecar('"b/other.b.svc.cluster.local"')])).toBeUndefined();
  });
});

describe('the gateways of a VirtualService', () => {
  const bound = (gateways: string, gateway: string): boolean | undefined => {
    const [written] = worldWith(service('v', `{hosts: [x.com]${gateways}}`)).virtualServices;
    return written && boundTo(written, gateway);
  };
  it('are the mesh where it names none', () => {
    expect(bound('', 'mesh')).toBe(true);
    expect(bound(', gateways: []', 'mesh')).toBe(true);
    expect(bound('', 'a/edge')).toBe(false);
  });
  it('else those it names, in its own namespace or with one', () => {
    expect(bound(', gateways: [edge]', 'mesh')).toBe(false);
    expect(bound(', gateways: [mesh, edge]', 'mesh')).toBe(true);
    expect(bound(', gateways: [edge]', 'a/edge')).toBe(true);
    expect(bound(', gateways: [edge]', 'b/edge')).toBe(false);
    expect(bound(', gateways: [b/edge]', 'b/edge')).toBe(true);
  });
});
