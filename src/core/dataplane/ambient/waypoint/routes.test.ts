import { describe, expect, it } from 'vitest';
import type { Step, Trace } from '../../../model/trace.ts';
import { ambientWorld, outcome, policy, said, service, traced, waypoint } from '../ambient.fixture.ts';

const used = service('amb/s', ', istio.io/use-waypoint: w');
const other = service('amb/o', ', istio.io/use-waypoint: w');
const pod =
  '{apiVersion: v1, kind: Pod, metadata: {name: o, namespace: amb, labels: {app: o}}, spec: {containers: [{name: app, ports: [{containerPort: 8080}, {containerPort: 9000}]}]}}';
const virtualService = (id: string, spec: string): string =>
  policy(id, `{hosts: [s.amb.svc.cluster.local], ${spec}}`)
    .replace('security.istio.io/v1', 'networking.istio.io/v1')
    .replace('kind: AuthorizationPolicy', 'kind: VirtualService');
const answer = (path: string, status: number, more = ''): string =>
  `{match: [{uri: {exact: ${path}}${more}}], directResponse: {status: ${status}}}`;
const world = (...resources: readonly string[]) => ambientWorld([waypoint('amb'), used, other, pod, ...resources]);
const to = (host: string, port: number): string =>
  `route: [{destination: {host: ${host}.svc.cluster.local, port: {number: ${port}}}}]`;
const asked = { port: 9000, tcp: true };

function cluster({ hops }: Trace): string | null {
  const steps = hops.filter((hop) => hop.at.kind === 'waypoint').flatMap((hop) => hop.steps);
  return steps.find((step): step is Extract<Step, { kind: 'cluster' }> => step.kind === 'cluster')?.cluster ?? null;
}

/** istio `listener_waypoint.go`, getVirtualServiceForWaypoint and waypointInboundRoute. */
describe('the VirtualServices of a service, at its waypoint,', () => {
  it('are all that have its host, one after the other: not the most specific and oldest alone', () => {
    const first = virtualService('amb/a', `http: [${answer('/other', 418)}]`);
    const second = virtualService('amb/b', `http: [${answer('/', 419)}]`);
    const wide = second.replace('s.amb.svc.cluster.local', '"*.amb.svc.cluster.local"');
    for (const each of [second, wide]) {
      expect(traced(world(first, each), 'amb/c', 's.amb').caller).toMatchObject({ status: 419 });
    }
    const catching = virtualService('amb/a', 'http: [{directResponse: {status: 420}}]');
    expect(traced(world(catching, second), 'amb/c', 's.amb').caller).toMatchObject({ status: 420 });
  });

  it('are of its namespace or of the waypoint’s, not of the client’s or another', () => {
    const far = virtualService('plain/v', 'http: [{directResponse: {status: 418}}]');
    expect(outcome(world(far), 'amb/c', 's.amb')).toBe('allowed');
    const near = virtualService('amb/v', 'http: [{directResponse: {status: 418}}]');
    expect(traced(world(far, near), 'amb/c', 's.amb').caller).toMatchObject({ status: 418 });
  });

  it('lose matches with source labels, even those that the waypoint itself has', () => {
    const labels = ', sourceLabels: {gateway.networking.k8s.io/gateway-name: w}';
    for (const gateways of ['', ', gateways: [mesh]']) {
      const one = virtualService('amb/v', `http: [${answer('/', 418, `${labels}${gateways}`)}]`);
      // Nothing is left of it, so it routes nothing.
      expect(outcome(world(one), 'amb/c', 's.amb')).toBe('allowed');
    }
  });
});

describe('the name of a route, in a waypoint’s access log,', () => {
  it('is that of the entry and that of its match', () => {
    const named = virtualService('amb/v', `http: [{name: r, match: [{name: m}], ${to('s.amb', 80)}}]`);
    const deny = policy('amb/p', '{targetRefs: [{kind: Service, group: "", name: s}], action: DENY, rules: [{}]}');
    for (const { logs } of [traced(world(named), 'amb/c', 's.amb'), traced(world(named, deny), 'amb/c', 's.amb')]) {
      expect(logs.find(({ side, chain }) => side === 'waypoint' && chain !== 'default')).toMatchObject({
        route: 'r.m',
      });
    }
  });
});

describe('bytes that a waypoint does not read go', () => {
  it('by the `tls` routes for the service’s own name, before the `tcp` routes', () => {
    const names = (...hosts: readonly string[]): string =>
      `tls: [{match: [{sniHosts: [${hosts.join(', ')}]}], ${to('o.amb', 9000)}}]`;
    const taken = (spec: string): string | null | undefined =>
      traced(world(virtualService('amb/v', spec)), 'amb/c', 's.amb', asked).delivery?.workload;
    const own = names('s.amb.svc.cluster.local');
    expect(taken(own)).toBe('amb/o');
    expect(taken(`${own}, tcp: [{${to('s.amb', 9000)}}]`)).toBe('amb/o');
    expect(taken(names('s.amb.svc.cluster.local', 'x.com'))).toBe('amb/s');
    expect(taken(names('x.com'))).toBe('amb/s');
  });

  it('by `tcp` routes on ports of TLS as well, whatever subnets they have, and by none for certain sources', () => {
    const tls = used.replace('name: tcp, port: 9000', 'name: tls, port: 9000');
    const taken = (match: string): string | null | undefined =>
      traced(
        world(tls, virtualService('amb/v', `tcp: [{match: [{${match}}], ${to('o.amb', 9000)}}]`)),
        'amb/c',
        's.amb',
        asked,
      ).delivery?.workload;
    expect(taken('port: 9000')).toBe('amb/o');
    expect(taken('destinationSubnets: [203.0.113.0/24]')).toBe('amb/o');
    expect(taken('port: 9001')).toBe('amb/s');
    expect(taken('sourceNamespace: amb')).toBe('amb/s');
    expect(taken('sourceLabels: {gateway.networking.k8s.io/gateway-name: w}')).toBe('amb/s');
    expect(taken('gateways: [amb/g]')).toBe('amb/s');
  });
});

describe('the cluster that a route names, at a waypoint,', () => {
  const routed = (host: string, port: number) => virtualService('amb/v', `http: [{${to(host, port)}}]`);

  it('has the layer of the destination’s port, not of the chain', () => {
    expect(cluster(traced(world(routed('o.amb', 9000)), 'amb/c', 's.amb'))).toBe(
      'inbound-vip|9000|tcp|o.amb.svc.cluster.local',
    );
    const bytes = virtualService('amb/v', `tcp: [{${to('o.amb', 80)}}]`);
    expect(cluster(traced(world(bytes), 'amb/c', 's.amb', asked))).toBe('inbound-vip|80|http|o.amb.svc.cluster.local');
  });

  it('is its own kind for a service that there is not, and the access log has no name of it, whoever refused', () => {
    const trace = traced(world(routed('gone.amb', 80)), 'amb/c', 's.amb');
    expect([said(trace), cluster(trace)]).toEqual([
      'clusterMissing at waypoint',
      'inbound-vip|80|http|gone.amb.svc.cluster.local',
    ]);
    const deny = policy('amb/p', '{targetRefs: [{kind: Service, group: "", name: s}], action: DENY, rules: [{}]}');
    for (const { logs } of [trace, traced(world(routed('gone.amb', 80), deny), 'amb/c', 's.amb')]) {
      expect(logs.find(({ side, chain }) => side === 'waypoint' && chain !== 'default')).toMatchObject({
        cluster: null,
      });
    }
  });
});
