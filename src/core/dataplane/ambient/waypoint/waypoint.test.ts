import { describe, expect, it } from 'vitest';
import { ambientWorld, outcome, peer, policy, service, traced, waypoint, way } from '../ambient.fixture.ts';

const used = service('amb/s', ', istio.io/use-waypoint: w');
const toService = (rest: string): string => `{targetRefs: [{kind: Service, group: '', name: s}], ${rest}}`;
const denyPost = 'action: DENY, rules: [{to: [{operation: {methods: [POST]}}]}]';

describe('a waypoint (10.5)', () => {
  it('stands between the ztunnels, and the server sees its identity', () => {
    const trace = traced(ambientWorld([waypoint('amb'), used]), 'amb/c', 's.amb');
    expect(way(trace)).toEqual([
      'amb/c app',
      'amb/c ztunnel outbound',
      'amb/w waypoint',
      'amb/s ztunnel inbound',
      'amb/s app',
    ]);
    const ends = trace.hops.flatMap(({ steps }) => steps.filter((step) => step.kind === 'connect'));
    expect(ends.map((step) => step.peer)).toEqual(['cluster.local/ns/amb/sa/c', 'cluster.local/ns/amb/sa/w']);
  });

  it('enforces what targets its service, with HTTP; whoever goes past it is not asked', () => {
    const world = ambientWorld([waypoint('amb'), used, policy('amb/p', toService(denyPost))]);
    expect(outcome(world, 'amb/c', 's.amb')).toBe('allowed');
    expect(outcome(world, 'amb/c', 's.amb', { method: 'POST' })).toBe('rbacDenied at waypoint');
    expect(outcome(world, 'plain/c', 's.amb', { method: 'POST' })).toBe('allowed');
    expect(outcome(world, 'car/c', 's.amb', { method: 'POST' })).toBe('allowed');
    expect(outcome(world, 'amb/c', 'pod:amb/s', { method: 'POST' })).toBe('allowed');
  });

  it('sees the client: a policy for it belongs there, and one at the server names the waypoint', () => {
    const rules = 'rules: [{from: [{source: {principals: [cluster.local/ns/amb/sa/c]}}]}]';
    const there = ambientWorld([waypoint('amb'), used, policy('amb/p', toService(rules))]);
    expect(outcome(there, 'amb/c', 's.amb')).toBe('allowed');
    const atServer = ambientWorld([waypoint('amb'), used, policy('amb/p', `{${rules}}`)]);
    const trace = traced(atServer, 'amb/c', 's.amb');
    expect(trace.caller).toMatchObject({ kind: 'http', status: 503 });
    const named = ambientWorld([waypoint('amb'), used, policy('amb/p', `{${rules.replace('sa/c', 'sa/w')}}`)]);
    expect(outcome(named, 'amb/c', 's.amb')).toBe('allowed');
    expect(outcome(named, 'plain/c', 's.amb')).toBe('rbacNotAllowed at ztunnel');
  });

  it('takes no policy without target refs, and knows no source address', () => {
    const deny = 'action: DENY, rules: [{}]';
    const byLabel = `{selector: {matchLabels: {gateway.networking.k8s.io/gateway-name: w}}, ${deny}}`;
    expect(outcome(ambientWorld([waypoint('amb'), used, policy('amb/p', byLabel)]), 'amb/c', 's.amb')).toBe('allowed');
    const anywhere = toService('rules: [{from: [{source: {ipBlocks: [0.0.0.0/0]}}]}]');
    expect(outcome(ambientWorld([waypoint('amb'), used, policy('amb/p', anywhere)]), 'amb/c', 's.amb')).toBe(
      'rbacNotAllowed at waypoint',
    );
  });

  it('of a TCP port decides on the bytes', () => {
    const world = ambientWorld([waypoint('amb'), used, policy('amb/p', toService(denyPost))]);
    // "An HTTP-only DENY rule is broadened on a TCP chain" (4.2).
    expect(outcome(world, 'amb/c', 's.amb', { port: 9000, tcp: true })).toBe('rbacDenied at waypoint');
    expect(outcome(ambientWorld([waypoint('amb'), used]), 'amb/c', 's.amb', { port: 9000, tcp: true })).toBe('allowed');
  });

  it('routes by a VirtualService, and asks only the policies of the service that was dialled', () => {
    const other = [
      '{apiVersion: v1, kind: Pod, metadata: {name: o, namespace: amb, labels: {app: o}}, spec: {serviceAccountName: o, containers: [{name: app, ports: [{containerPort: 8080}]}]}}',
      service('amb/o', ', istio.io/use-waypoint: w'),
      policy('amb/o', '{targetRefs: [{kind: Service, group: "", name: o}], action: DENY, rules: [{}]}'),
      '{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v, namespace: amb}, spec: {hosts: [s.amb.svc.cluster.local], http: [{route: [{destination: {host: o.amb.svc.cluster.local}}]}]}}',
    ];
    const trace = traced(ambientWorld([waypoint('amb'), used, ...other]), 'amb/c', 's.amb');
    expect(trace.delivery?.workload).toBe('amb/o');
    expect(outcome(ambientWorld([waypoint('amb'), used, ...other]), 'amb/c', 'o.amb')).toBe('rbacDenied at waypoint');
  });

  it('does not care for PeerAuthentication: STRICT refuses only the plaintext that skips it', () => {
    const world = ambientWorld([waypoint('amb'), used, peer('amb/p', '{mtls: {mode: STRICT}}')]);
    expect(outcome(world, 'amb/c', 's.amb')).toBe('allowed');
    expect(outcome(world, 'plain/c', 's.amb')).toBe('rbacDenied at ztunnel');
  });
});

describe('which waypoint is used', () => {
  const namespaced =
    '{apiVersion: v1, kind: Namespace, metadata: {name: amb, labels: {istio.io/dataplane-mode: ambient, istio.io/use-waypoint: w}}}';
  const passes = (resources: readonly string[], to = 's.amb'): boolean =>
    way(traced(ambientWorld(resources), 'amb/c', to)).some((place) => place.endsWith('waypoint'));

  it('that of the service, else that of its namespace; none opts out', () => {
    expect(passes([waypoint('amb'), namespaced])).toBe(true);
    expect(passes([waypoint('amb'), namespaced, service('amb/s', ', istio.io/use-waypoint: none')])).toBe(false);
    expect(passes([waypoint('amb')])).toBe(false);
  });

  it('one that is not there counts as none', () => {
    expect(passes([used])).toBe(false);
  });

  it('for services unless its Gateway says workload or all; pod addresses only then', () => {
    const pods = (labels: string): readonly boolean[] => [
      passes([waypoint('amb', labels), namespaced]),
      passes([waypoint('amb', labels), namespaced], 'pod:amb/s'),
    ];
    expect(pods('')).toEqual([true, false]);
    expect(pods(', istio.io/waypoint-for: workload')).toEqual([false, true]);
    expect(pods(', istio.io/waypoint-for: all')).toEqual([true, true]);
    expect(pods(', istio.io/waypoint-for: none')).toEqual([false, false]);
  });

  it('of another namespace only where its listener lets that attach', () => {
    const far = service('amb/s', ', istio.io/use-waypoint: w, istio.io/use-waypoint-namespace: infra');
    expect(passes([waypoint('infra'), far])).toBe(false);
    const all = ', allowedRoutes: {namespaces: {from: All}}';
    expect(passes([waypoint('infra', '', all), far])).toBe(true);
    const some =
      ', allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {kubernetes.io/metadata.name: amb}}}}';
    expect(passes([waypoint('infra', '', some), far])).toBe(true);
  });

  it('one that is no waypoint of Istio’s own, a canary or one that looks up outside names is not modelled', () => {
    const classy = waypoint('amb').replace('istio-waypoint', 'other');
    expect(outcome(ambientWorld([classy, used]), 'amb/c', 's.amb')).toBe("can't tell: gatewayAsWaypoint");
    const canary = service('amb/s', ', istio.io/use-waypoint: w, istio.io/use-waypoint-canary: w2');
    expect(outcome(ambientWorld([waypoint('amb'), canary]), 'amb/c', 's.amb')).toBe("can't tell: waypointCanary");
    const entry =
      '{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: e, namespace: amb, labels: {istio.io/use-waypoint: w}}, spec: {hosts: ["*.example.com"], resolution: DYNAMIC_DNS, ports: [{number: 80, name: http, protocol: HTTP}]}}';
    expect(outcome(ambientWorld([waypoint('amb'), entry]), 'amb/c', '240.240.0.1')).toBe("can't tell: egressWaypoint");
  });

  it('with policies at its tunnel, by a flag of istiod, is not modelled', () => {
    const istiod = (value: string) =>
      `{apiVersion: apps/v1, kind: Deployment, metadata: {name: istiod, namespace: istio-system, labels: {app: istiod}}, spec: {template: {spec: {containers: [{name: discovery, env: [{name: ENABLE_LAYERED_WAYPOINT_AUTHORIZATION_POLICIES, value: '${value}'}]}]}}}}`;
    const told = (value: string) => outcome(ambientWorld([waypoint('amb'), used, istiod(value)]), 'amb/c', 's.amb');
    expect(told('true')).toBe("can't tell: layeredWaypoint");
    expect(told('false')).toBe('allowed');
  });
});
