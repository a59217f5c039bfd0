import { describe, expect, it } from 'vitest';
import type { Request } from '../model/request.ts';
import { sent, bound, edge, plain } from './gateway/gateway.fixture.ts';
import { send } from './send.ts';
import { call, worldWith } from './world.fixture.ts';

const entry = (hosts: string, spec: string): string =>
  `{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: e, namespace: a}, spec: {hosts: [${hosts}], ports: [{number: 80, name: http, protocol: HTTP}], ${spec}}}`;
const rule = (host: string, spec: string): string =>
  `{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: d, namespace: a}, spec: {host: ${host}, ${spec}}}`;
const routed = (host: string, subset: string): string =>
  `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v, namespace: a}, spec: {hosts: [${host}], http: [{route: [{destination: {host: ${host}, subset: ${subset}}}]}]}}`;
const headless =
  '{apiVersion: v1, kind: Service, metadata: {name: h, namespace: b}, spec: {clusterIP: None, selector: {app: s}, ports: [{name: http, port: 80, targetPort: 8080}]}}';

/** Who is reached by a request of `a/c` for a host, whatever it dials; else the flags that its proxy logs. */
function reached(yaml: readonly string[], host: string, to = '203.0.113.9'): string | undefined {
  const { payload, ...made } = call({ to });
  const request: Request = { ...made, payload: payload.kind === 'http' ? { ...payload, host } : payload };
  const { delivery, logs } = send(worldWith(yaml.join('\n---\n')), request);
  return delivery?.workload ?? delivery?.external ?? logs[0]?.flags.join();
}

describe('a cluster by the dialled address', () => {
  it('goes there, be it no pod of the headless Service (5.8)', () => {
    expect(reached([headless], 'h.b')).toBe('URX,UF');
    // Behind another Service's address stands one of its pods.
    expect(reached([headless], 'h.b', 's.b')).toBe('b/s');
    expect(reached([headless, rule('h.b.svc.cluster.local', 'trafficPolicy: {tls: {mode: DISABLE}}')], 'h.b')).toBe(
      '203.0.113.9:80',
    );
    expect(reached([entry('x.com', 'resolution: NONE')], 'x.com', 's.b')).toBe('b/s');
  });

  it('has none at a gateway', () => {
    const yaml = [
      edge(plain('["*"]')),
      bound(
        'hosts: [shop.example], http: [{route: [{destination: {host: s.b.svc.cluster.local, port: {number: 80}}}]}]',
      ),
    ];
    const passing = rule('s.b.svc.cluster.local', 'trafficPolicy: {loadBalancer: {simple: PASSTHROUGH}}');
    expect(sent(yaml).caller).toMatchObject({ status: 200 });
    expect(sent([...yaml, passing]).logs).toMatchObject([{ status: 503, flags: ['UH'] }]);
  });
});

describe('what a ServiceEntry gives as its endpoint', () => {
  it('may be the name or address of a Service', () => {
    const to = (address: string, resolution: string): string =>
      entry('x.com', `resolution: ${resolution}, endpoints: [{address: ${address}}]`);
    expect(reached([to('s.b.svc.cluster.local', 'DNS')], 'x.com')).toBe('b/s');
  });

  it('has to be there where names are looked up: without any the cluster is missing', () => {
    const two = 'endpoints: [{address: 203.0.113.50, labels: {v: one}}]';
    const subsets = rule('x.com', 'subsets: [{name: one, labels: {v: one}}, {name: two, labels: {v: two}}]');
    const dns = entry('x.com', `resolution: DNS, ${two}`);
    expect(reached([dns, subsets, routed('x.com', 'one')], 'x.com')).toBe('203.0.113.50:80');
    expect(reached([dns, subsets, routed('x.com', 'two')], 'x.com')).toBe('NC');
    const fixed = entry('x.com', `resolution: STATIC, ${two}`);
    expect(reached([fixed, subsets, routed('x.com', 'two')], 'x.com')).toBe('UH');
    const selected = (resolution: string): string =>
      entry('x.com', `resolution: ${resolution}, location: MESH_INTERNAL, workloadSelector: {labels: {app: nobody}}`);
    expect(reached([selected('DNS')], 'x.com')).toBe('NC');
    expect(reached([selected('STATIC')], 'x.com')).toBe('UH');
  });
});

describe('an address range of one address', () => {
  it('is that address: its host has it as a name, and TLS there asks for no server name', () => {
    const one = entry('x.com', 'addresses: [240.9.0.1/32], resolution: STATIC, endpoints: [{address: 203.0.113.50}]');
    expect(reached([one], '240.9.0.1')).toBe('203.0.113.50:80');
  });
});
