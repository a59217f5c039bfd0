import { describe, expect, it } from 'vitest';
import type { World } from '../../controlplane/world.ts';
import type { StepDetail, Trace } from '../../model/trace.ts';
import { ambientWorld, outcome, policy, service, traced, waypoint, way } from './ambient.fixture.ts';

const entry = (spec: string, labels = ''): string =>
  `{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: e, namespace: amb, labels: {x: y${labels}}}, spec: {hosts: [db.example], ports: [{number: 80, name: http, protocol: HTTP, targetPort: 8080}], ${spec}}}`;
const dialled = '198.18.200.1';

function hopOf({ hops }: Trace): Extract<StepDetail, { kind: 'nextHop' }> | undefined {
  return hops.flatMap(({ steps }) => steps).find((step) => step.kind === 'nextHop');
}

/** Where ztunnel sends what `amb/c` dials, as the step says it. */
function next(world: World, to: string, port?: number): string {
  const hop = hopOf(traced(world, 'amb/c', to, port === undefined ? {} : { port }));
  return `${hop?.to ?? ''} ${hop?.address ?? ''} ${hop?.service ?? ''}`;
}

/** "ztunnel looks up the destination: service VIP → its waypoint, or an endpoint; workload address; unknown → plain TCP" (11.E). */
describe('where ztunnel sends a connection', () => {
  it('to the endpoint of a ServiceEntry that is no pod: as it is, at its own port', () => {
    const trace = traced(
      ambientWorld([entry(`addresses: [${dialled}], resolution: STATIC, endpoints: [{address: 198.18.201.1}]`)]),
      'amb/c',
      dialled,
    );
    expect(hopOf(trace)).toMatchObject({
      to: 'workload',
      endpoint: null,
      address: '198.18.201.1:8080',
      service: 'db.example',
    });
    expect(way(trace)).toEqual(['amb/c app', 'amb/c ztunnel outbound', 'outside']);
    expect(trace.hops.at(-1)?.steps[0].packet.wire).toEqual({ kind: 'plaintext' });
  });

  it('where the client dialled for a ServiceEntry of resolution NONE', () => {
    const world = ambientWorld([entry(`addresses: [${dialled}], resolution: NONE`)]);
    expect(next(world, dialled)).toBe(`passthrough ${dialled}:80 `);
  });

  it('nobody knows for DYNAMIC_DNS, which is for waypoints alone', () => {
    const world = ambientWorld([entry('resolution: DYNAMIC_DNS').replace('[db.example]', "['*.example']")]);
    expect(outcome(world, 'amb/c', '240.240.0.1')).toBe("can't tell: egressWaypoint");
  });

  it('nobody knows for a ServiceEntry behind a waypoint that looks up what a request names', () => {
    const behind = ', istio.io/use-waypoint: w';
    const named = entry('resolution: DYNAMIC_DNS', behind).replace('[db.example]', "['*.example']");
    expect(outcome(ambientWorld([waypoint('amb'), named]), 'amb/c', '240.240.0.1')).toBe("can't tell: egressWaypoint");
  });

  it('is a pod as before where a gateway of class istio-east-west leads to other networks', () => {
    const east = waypoint('amb').replace('istio-waypoint', 'istio-east-west').replace('name: w', 'name: east');
    expect(outcome(ambientWorld([east]), 'amb/c', 's.amb')).toBe('allowed');
  });

  it('by the address that istiod makes up for a ServiceEntry without any', () => {
    const world = ambientWorld([entry('resolution: STATIC, endpoints: [{address: 198.18.201.1}]')]);
    const made = world.registry.get('db.example')?.[0]?.entry?.auto ?? 'none';
    expect(next(world, made)).toBe('workload 198.18.201.1:8080 db.example');
    expect(next(ambientWorld([]), made)).toBe(`passthrough ${made}:80 `);
  });

  it('by a range that holds the address, where no service has it as its own', () => {
    const range = (addresses: string): World =>
      ambientWorld([entry(`addresses: [${addresses}], resolution: STATIC, endpoints: [{address: 198.18.201.1}]`)]);
    const found = 'workload 198.18.201.1:8080 db.example';
    expect(next(range('198.18.200.0/24'), dialled)).toBe(found);
    expect(next(range(`198.18.200.0/24, ${dialled}`), dialled)).toBe(found);
    expect(next(range('198.18.199.0/24'), dialled)).toBe(`passthrough ${dialled}:80 `);
  });

  it('by the narrowest range, of its own namespace first', () => {
    const range = (name: string, namespace: string, address: string): string =>
      entry(`addresses: [${address}], resolution: STATIC, endpoints: [{address: 198.18.201.1}]`)
        .replace('name: e, namespace: amb', `name: ${name}, namespace: ${namespace}`)
        .replace('db.example', `${name}.example`);
    const found = (...ranges: readonly string[]): string => next(ambientWorld(ranges), dialled).split(' ').at(-1) ?? '';
    const wide = range('wide', 'car', '198.18.0.0/16');
    const narrow = range('narrow', 'car', '198.18.200.0/24');
    expect([found(wide, narrow), found(narrow, wide)]).toEqual(['narrow.example', 'narrow.example']);
    expect(found(narrow, range('own', 'amb', '198.16.0.0/12'))).toBe('own.example');
    expect(found(range('own', 'amb', '198.16.0.0/12'), range('exact', 'car', dialled))).toBe('exact.example');
  });

  it('nowhere for a waypoint of which no pod is there', () => {
    const byHand = waypoint('amb').replace('spec: {', 'spec: {addresses: [{type: Hostname, value: nobody}], ');
    const world = ambientWorld([byHand, service('amb/s', ', istio.io/use-waypoint: w')]);
    const trace = traced(world, 'amb/c', 's.amb');
    expect(trace.verdict).toMatchObject({ kind: 'denied', cause: 'noEndpoints' });
    expect(trace.caller).toEqual({ kind: 'closed' });
    expect(trace.logs[0]?.details).toBe('unknown waypoint: waypoint w not found');
  });

  it('nobody knows for a pod whose waypoint is a Gateway of another class', () => {
    const other = waypoint('amb', ', istio.io/waypoint-for: workload').replace('istio-waypoint', 'other');
    const pod =
      '{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: amb, labels: {app: p, istio.io/use-waypoint: w}}, spec: {containers: [{name: app, ports: [{containerPort: 8080}]}]}}';
    expect(outcome(ambientWorld([other, pod]), 'amb/c', 'pod:amb/p')).toBe("can't tell: gatewayAsWaypoint");
    expect(outcome(ambientWorld([pod]), 'amb/c', 'pod:amb/p')).toBe('allowed');
  });

  it('nobody knows through a waypoint with a binding of its own', () => {
    const bound = waypoint('amb').replace(
      'metadata: {',
      'metadata: {annotations: {ambient.istio.io/waypoint-inbound-binding: PROXY/15088}, ',
    );
    const world = ambientWorld([bound, service('amb/s', ', istio.io/use-waypoint: w')]);
    expect(outcome(world, 'amb/c', 's.amb')).toBe("can't tell: waypointBinding");
  });
});

/** ztunnel `proxy.rs`, guess_inbound_service: "the service the client told, else the first that leads to the port". */
describe('the service that the server’s ztunnel takes a connection for', () => {
  const inbound = (
    resources: readonly string[],
    from: string,
    to: string,
    port?: number,
  ): string | null | undefined => {
    const trace = traced(ambientWorld(resources), from, to, port === undefined ? {} : { port });
    return trace.logs.find(({ side }) => side === 'inbound')?.cluster;
  };
  const selecting = entry('resolution: STATIC, workloadSelector: {labels: {app: c}}');

  it('is the one that leads to the port: a Service, or a ServiceEntry that selects the pod', () => {
    expect(inbound([], 'plain/c', 'pod:amb/s')).toBe('s.amb.svc.cluster.local');
    expect(inbound([selecting], 'plain/c', 'pod:amb/c')).toBe('db.example');
    expect(inbound([selecting], 'plain/c', 'pod:amb/c', 9000)).toBeNull();
    expect(inbound([selecting.replace('app: c', 'app: s')], 'plain/c', 'pod:amb/c')).toBeNull();
    expect(inbound([selecting.replace('namespace: amb', 'namespace: car')], 'plain/c', 'pod:amb/c')).toBeNull();
  });

  it('is the one that the client told, where the pod has it', () => {
    const second = service('amb/t').replace('app: t', 'app: s');
    expect(inbound([second], 'amb/c', 't.amb')).toBe('t.amb.svc.cluster.local');
    expect(inbound([second], 'plain/c', 't.amb')).toBe('s.amb.svc.cluster.local');
  });
});

describe('what ztunnel writes of a connection that fails', () => {
  const details = (trace: Trace): readonly (string | null)[] => trace.logs.map((line) => line.details);
  const shut =
    '{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: shut, namespace: NS}, spec: {podSelector: {}}}';

  it('names port 15008 where a tunnel gets no answer, and the time alone where it is none', () => {
    const to = (namespace: string, pod: string): Trace =>
      traced(ambientWorld([shut.replace('NS', namespace)]), 'amb/c', pod);
    const tunnelled = to('amb', 'pod:amb/s');
    expect(details(tunnelled)).toEqual([
      'connection timed out, maybe a NetworkPolicy is blocking HBONE port 15008: deadline has elapsed',
    ]);
    const plain = to('plain', 'pod:plain/c');
    expect([plain.caller.kind, details(plain)]).toEqual(['closed', ['io error: deadline has elapsed']]);
  });

  it('is the kernel’s word where nothing listens behind no ztunnel', () => {
    const trace = traced(ambientWorld([]), 'amb/c', 'pod:plain/c', { port: 1 });
    expect([trace.caller.kind, details(trace)]).toEqual(['closed', ['io error: Connection refused (os error 111)']]);
  });

  it('closes plaintext that nothing listens for', () => {
    const trace = traced(ambientWorld([]), 'plain/c', 'pod:amb/s', { port: 1 });
    expect([trace.caller.kind, details(trace)]).toEqual([
      'closed',
      ['connection failed: Connection refused (os error 111)'],
    ]);
  });
});

describe('a handshake of a tunnel', () => {
  it('is refused where the client’s certificate has another root, at ztunnel, waypoint and sidecar', () => {
    const facts = { 'amb/c': { root: 'other' } };
    const used = service('amb/s', ', istio.io/use-waypoint: w');
    const by = (resources: readonly string[], to: string, waive: readonly string[] = []): string =>
      outcome(ambientWorld(resources, {}, facts), 'amb/c', to, { waive });
    expect(by([], 's.amb')).toBe('clientCertificateRefused at ztunnel');
    expect(by([waypoint('amb'), used], 's.amb')).toBe('clientCertificateRefused at waypoint');
    expect(by([], 's.car')).toBe('clientCertificateRefused at sidecar');
    // Waived, what comes behind it decides.
    const denied = policy('amb/no', '{action: DENY, rules: [{}]}');
    expect(by([denied], 's.amb', ['amb/s/ztunnel-inbound/handshake'])).toBe('rbacDenied at ztunnel');
  });

  it('is refused at ztunnel where the client is of another trust domain', () => {
    const facts = { 'amb/c': { trustDomain: 'old.example' } };
    expect(outcome(ambientWorld([], {}, facts), 'amb/c', 's.amb')).toBe('clientCertificateRefused at ztunnel');
  });
});

describe('a step of ztunnel’s that is waived', () => {
  it('lets the connection go on', () => {
    const deny = ambientWorld([policy('amb/p', '{action: DENY, rules: [{}]}')]);
    expect(outcome(deny, 'amb/c', 's.amb', { waive: ['amb/s/ztunnel-inbound/rbac-deny'] })).toBe('allowed');
    const none = ambientWorld([policy('amb/p', '{}')]);
    expect(outcome(none, 'amb/c', 's.amb', { waive: ['amb/s/ztunnel-inbound/rbac-allow'] })).toBe('allowed');
    const both = ambientWorld([policy('amb/p', '{}'), policy('amb/q', '{action: DENY, rules: [{}]}')]);
    expect(outcome(both, 'amb/c', 's.amb', { waive: ['amb/s/ztunnel-inbound/rbac-deny'] })).toBe(
      'rbacNotAllowed at ztunnel',
    );
  });
});
