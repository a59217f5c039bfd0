import { describe, expect, it } from 'vitest';
import { worldWith } from '../dataplane/world.fixture.ts';
import { workloadId } from '../model/resource.ts';
import { chainName, inboundListener, inboundPort, type InboundPort } from './inboundListener.ts';

const sidecar = (ingress: string): string =>
  `{apiVersion: networking.istio.io/v1, kind: Sidecar, metadata: {name: s, namespace: b}, spec: {ingress: [${ingress}]}}`;

function listenerOf(yaml: string) {
  const world = worldWith(yaml);
  const server = world.cluster.workloads.get(workloadId('b', 's'));
  if (!server) throw new Error('no server');
  const listener = inboundListener(world, server);
  expect(inboundListener(world, server)).toBe(listener);
  return { listener, at: (port: number): InboundPort => inboundPort(world, server, listener, port) };
}
/** Each declared port: `port application protocol cluster`. */
const declared = (yaml: string): readonly string[] =>
  [...listenerOf(yaml).listener.declared.values()].map(
    ({ port, application, protocol, cluster, declared: known }) =>
      `${port} ${application} ${protocol} ${cluster} ${known}`,
  );

describe('the inbound ports of a sidecar', () => {
  it('are the target ports of the services that select the pod (4.3)', () => {
    expect(declared('')).toEqual([
      '8080 8080 HTTP inbound|8080|| true',
      '9000 9000 TCP inbound|9000|| true',
      '8081 8081 AUTO inbound|8081|| true',
    ]);
  });

  it('have the protocol of the oldest service; UDP declares none (4.3)', () => {
    const service = (name: string, year: string, port: string): string =>
      `{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: b, creationTimestamp: "${year}-01-01T00:00:00Z"}, spec: {selector: {app: s}, ports: [${port}]}}`;
    const yaml = [
      service('a-young', '2021', '{name: http-x, port: 7000}'),
      service('z-old', '2020', '{name: tcp-x, port: 7000}, {name: dns, port: 7001, protocol: UDP}'),
    ].join('\n---\n');
    expect(declared(yaml).filter((each) => each.startsWith('700'))).toEqual(['7000 7000 TCP inbound|7000|| true']);
  });

  it('are those of a Sidecar in their place, with its protocol and its application port (2.8)', () => {
    expect(
      declared(sidecar('{port: {number: 8080, name: http, protocol: TCP}, defaultEndpoint: "127.0.0.1:7070"}')),
    ).toEqual(['8080 7070 TCP inbound|8080|| true']);
    expect(declared(sidecar('{port: {number: 81, name: tcp-x, protocol: http}}'))).toEqual([
      '81 81 HTTP inbound|81|| true',
    ]);
    expect(declared(sidecar('{port: {number: 82, name: http-x}}'))).toEqual(['82 82 HTTP inbound|82|| true']);
    expect(declared(sidecar('{port: {number: 83}}'))).toEqual(['83 83 AUTO inbound|83|| true']);
    expect(declared(sidecar('{port: {number: 3306}}'))).toEqual(['3306 3306 TCP inbound|3306|| true']);
    expect(declared(sidecar('{port: {number: 84}, defaultEndpoint: "unix:///x"}'))).toEqual([
      '84 84 AUTO inbound|84|| true',
    ]);
  });

  it('are taken by the catch-all chains where nobody declares them (2.7)', () => {
    const { at } = listenerOf('');
    expect(at(1234)).toMatchObject({
      port: 1234,
      declared: false,
      application: 1234,
      protocol: 'AUTO',
      cluster: 'InboundPassthroughCluster',
      peer: { mode: 'PERMISSIVE' },
    });
    expect([chainName(at(8080), 'HTTP'), chainName(at(1234), 'HTTP'), chainName(at(1234), 'TCP')]).toEqual([
      '0.0.0.0_8080',
      'virtualInbound-catchall-http',
      'virtualInbound',
    ]);
  });
});
