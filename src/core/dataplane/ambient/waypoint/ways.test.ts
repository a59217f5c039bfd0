import { describe, expect, it } from 'vitest';
import { workloadId } from '../../../model/resource.ts';
import type { Step, Trace } from '../../../model/trace.ts';
import { ambientWorld, outcome, policy, said, service, traced, waypoint, way } from '../ambient.fixture.ts';
import { inspects } from './waypoint.ts';

const labels = ', istio.io/use-waypoint: w';
const used = service('amb/s', labels);
const toService = (rest: string): string => `{targetRefs: [{kind: Service, group: '', name: s}], ${rest}}`;
const virtualService = (spec: string): string =>
  `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v, namespace: amb}, spec: {hosts: [s.amb.svc.cluster.local], ${spec}}}`;
const destinationRule = (host: string, mode: string, namespace = 'amb'): string =>
  `{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: d, namespace: ${namespace}}, spec: {host: ${host}.svc.cluster.local, trafficPolicy: {tls: {mode: ${mode}}}}}`;
const steps = <K extends Step['kind']>({ hops }: Trace, at: string, kind: K): readonly Extract<Step, { kind: K }>[] =>
  hops
    .filter((hop) => hop.at.kind === at)
    .flatMap((hop) => hop.steps)
    .filter((step): step is Extract<Step, { kind: K }> => step.kind === kind);

/** "The internal listener picks the per-service, per-port chain, or direct-… for pod-addressed traffic" (0.4). */
describe('the chain of a waypoint', () => {
  const chain = (resources: readonly string[], to: string, call: Parameters<typeof traced>[3] = {}) =>
    steps(traced(ambientWorld(resources), 'amb/c', to, call), 'waypoint', 'listener').map((step) => step.chain);

  it('is that of the service’s port and its protocol', () => {
    expect(chain([waypoint('amb'), used], 's.amb')).toEqual(['inbound-vip|80|http|s.amb.svc.cluster.local']);
    expect(chain([waypoint('amb'), used], 's.amb', { port: 9000, tcp: true })).toEqual([
      'inbound-vip|9000|tcp|s.amb.svc.cluster.local',
    ]);
  });

  it('of a port without a protocol goes by the first bytes', () => {
    const plain = used.replace('name: tcp, port: 9000', 'name: x, port: 9000');
    const sniffed = (tcp: boolean): readonly (string | null)[] =>
      chain([waypoint('amb'), plain], 's.amb', { port: 9000, tcp });
    expect([sniffed(false), sniffed(true)]).toEqual([
      ['inbound-vip|9000|http|s.amb.svc.cluster.local'],
      ['inbound-vip|9000|tcp|s.amb.svc.cluster.local'],
    ]);
  });

  it('for a pod’s own address is a direct one, sniffed as well', () => {
    const all = waypoint('amb', ', istio.io/waypoint-for: all');
    const namespaced =
      '{apiVersion: v1, kind: Namespace, metadata: {name: amb, labels: {istio.io/dataplane-mode: ambient, istio.io/use-waypoint: w}}}';
    expect(chain([all, namespaced], 'pod:amb/s')).toEqual(['direct-http']);
    const trace = traced(ambientWorld([all, namespaced]), 'amb/c', 'pod:amb/s', { port: 9000, tcp: true });
    expect(steps(trace, 'waypoint', 'listener')[0]?.chain).toBe('direct-tcp');
    expect(trace.delivery).toMatchObject({ workload: 'amb/s', port: 9000 });
    expect(steps(trace, 'ztunnel', 'connect').at(-1)?.peer).toBe('cluster.local/ns/amb/sa/w');
  });

  it('there is none for a port that the service does not have: the connection is closed', () => {
    const trace = traced(ambientWorld([waypoint('amb'), used]), 'amb/c', 's.amb', { port: 81 });
    expect([said(trace), trace.caller.kind]).toEqual(['noEndpoints at waypoint', 'closed']);
    expect(trace.logs.find(({ side }) => side === 'waypoint')).toMatchObject({ flags: ['UC'] });
  });

  it('knows the server name on ports of TLS alone', () => {
    const named = (value: string): string =>
      policy('amb/p', toService(`action: DENY, rules: [{when: [{key: connection.sni, values: [${value}]}]}]`));
    const tls = used.replace('name: tcp, port: 9000', 'name: tls, port: 9000');
    const by = (resource: string, value: string): string =>
      outcome(ambientWorld([waypoint('amb'), resource, named(value)]), 'amb/c', 's.amb', {
        port: 9000,
        tcp: true,
        tls: true,
      });
    expect(by(tls, 's.amb')).toBe('rbacDenied at waypoint');
    expect(by(tls, 'other')).toBe('allowed');
    expect(by(used, 's.amb')).toBe('allowed');
    // A number is inspected for all services of the waypoint, as soon as one of them has TLS there.
    const other = service('amb/o', labels).replace('name: tcp, port: 9000', 'name: tls, port: 9000');
    expect(by(`${used}\n---\n${other}`, 's.amb')).toBe('rbacDenied at waypoint');
    expect(by(`${used}\n---\n${other.replace('port: 9000', 'port: 9001')}`, 's.amb')).toBe('allowed');
  });

  it('knows it on ports of pods that none of its services has, where one has TLS anywhere', () => {
    const by = (port: string): boolean => {
      const world = ambientWorld([waypoint('amb'), used.replace('name: tcp, port: 9000', port)]);
      const at = (name: string) => world.cluster.workloads.get(workloadId('amb', name));
      const [own, server] = [at('w'), at('s')];
      if (!own || !server) throw new Error('no pod');
      return inspects(world, own, { kind: 'pod', workload: server, port: 9000 });
    };
    expect(by('name: tls, port: 443')).toBe(true);
    expect(by('name: tcp, port: 443')).toBe(false);
    expect(by('name: tcp, port: 9000}, {name: tls, port: 443')).toBe(false);
  });
});

describe('a waypoint routes', () => {
  it('connections by the `tcp` routes of a VirtualService', () => {
    const pod =
      '{apiVersion: v1, kind: Pod, metadata: {name: o, namespace: amb, labels: {app: o}}, spec: {containers: [{name: app, ports: [{containerPort: 9000}]}]}}';
    const to = virtualService('tcp: [{route: [{destination: {host: o.amb.svc.cluster.local, port: {number: 9000}}}]}]');
    const world = ambientWorld([waypoint('amb'), used, pod, service('amb/o'), to]);
    const trace = traced(world, 'amb/c', 's.amb', { port: 9000, tcp: true });
    expect([said(trace), trace.delivery?.workload]).toEqual(['allowed', 'amb/o']);
    expect(steps(trace, 'waypoint', 'route')).toHaveLength(1);
  });

  it('nothing that no rule of a VirtualService matches: 404', () => {
    const only = virtualService(
      'http: [{match: [{uri: {exact: /x}}], route: [{destination: {host: s.amb.svc.cluster.local}}]}]',
    );
    const trace = traced(ambientWorld([waypoint('amb'), used, only]), 'amb/c', 's.amb');
    expect([said(trace), trace.caller]).toMatchObject(['noRoute at waypoint', { kind: 'http', status: 404 }]);
    expect(trace.logs.find(({ side, log }) => side === 'waypoint' && log === 'http')).toMatchObject({
      status: 404,
      flags: ['NR'],
      details: 'route_not_found',
    });
    // "Policy comes before the route" (10.5).
    const refused = [waypoint('amb'), used, only, policy('amb/p', toService('action: DENY, rules: [{}]'))];
    expect(outcome(ambientWorld(refused), 'amb/c', 's.amb')).toBe('rbacDenied at waypoint');
  });

  it('to a subset of its own service, by its own name for that cluster', () => {
    const subset = virtualService('http: [{route: [{destination: {host: s.amb.svc.cluster.local, subset: v1}}]}]');
    const rule = destinationRule('s.amb', 'ISTIO_MUTUAL').replace(
      'spec: {',
      'spec: {subsets: [{name: v1, labels: {app: s}}], ',
    );
    const trace = traced(ambientWorld([waypoint('amb'), used, subset, rule]), 'amb/c', 's.amb');
    expect(said(trace)).toBe('allowed');
    expect(steps(trace, 'waypoint', 'cluster').map((step) => step.cluster)).toEqual([
      'inbound-vip|80|http/v1|s.amb.svc.cluster.local',
    ]);
  });

  it('nothing to a TCP service without endpoints: closed before a policy sees a byte', () => {
    const nobody = service('amb/nobody', labels);
    const deny = policy('amb/p', '{targetRefs: [{kind: Service, group: "", name: nobody}], action: DENY, rules: [{}]}');
    const call = { port: 9000, tcp: true };
    const trace = traced(ambientWorld([waypoint('amb'), nobody, deny]), 'amb/c', 'nobody.amb', call);
    expect([said(trace), trace.caller.kind]).toEqual(['noEndpoints at waypoint', 'closed']);
    // HTTP is asked for by then.
    expect(outcome(ambientWorld([waypoint('amb'), nobody, deny]), 'amb/c', 'nobody.amb')).toBe(
      'rbacDenied at waypoint',
    );
  });
});

/** "Waypoints do not support legacy mTLS"; "DR DISABLE and ISTIO_MUTUAL both still use HBONE; SIMPLE and MUTUAL run inside" (3.13). */
describe('a waypoint or sidecar encrypts', () => {
  const onward = (resources: readonly string[], from: string, to: string, at: string) => {
    const trace = traced(ambientWorld(resources), from, to);
    const [transport] = steps(trace, at, 'transport');
    return [transport?.mode, transport?.by, said(trace)];
  };
  const out = service('amb/out', labels);

  it('towards its own services by HBONE, or not at all where the pod takes none, whatever a rule says', () => {
    for (const mode of ['DISABLE', 'ISTIO_MUTUAL']) {
      expect(onward([waypoint('amb'), used, destinationRule('s.amb', mode)], 'amb/c', 's.amb', 'waypoint')).toEqual([
        'hbone',
        'tunnel',
        'allowed',
      ]);
      const plain = onward([waypoint('amb'), out, destinationRule('out.amb', mode)], 'amb/c', 'out.amb', 'waypoint');
      expect(plain).toEqual(['plaintext', 'tunnel', 'allowed']);
    }
  });

  it('with TLS where a rule says SIMPLE: inside the tunnel, or alone where there is none', () => {
    const simple = [waypoint('amb'), out, destinationRule('out.amb', 'SIMPLE')];
    expect(onward(simple, 'amb/c', 'out.amb', 'waypoint').slice(0, 2)).toEqual(['tls', 'destinationRule']);
    const trace = traced(ambientWorld([destinationRule('s.amb', 'SIMPLE', 'car')]), 'car/c', 's.amb');
    expect(steps(trace, 'sidecar', 'transport').map(({ mode, by }) => [mode, by])).toEqual([['hbone', 'tunnel']]);
    const [arrived] = steps(trace, 'ztunnel', 'connect');
    expect(arrived?.packet.wire).toMatchObject({ kind: 'tls', by: 'proxy' });
  });
});

/** "Sidecars and ingress skip service waypoints unless istio.io/ingress-use-waypoint=true (gateways)" (11.E). */
describe('an ingress gateway before a waypoint', () => {
  const edge =
    '{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: edge, namespace: amb}, spec: {gatewayClassName: istio, listeners: [{name: http, port: 80, protocol: HTTP}]}}';
  const route =
    '{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: r, namespace: amb}, spec: {parentRefs: [{name: edge}], rules: [{backendRefs: [{name: s, port: 80}]}]}}';
  const deny = policy('amb/p', toService('action: DENY, rules: [{to: [{operation: {methods: [POST]}}]}]'));
  const ingress = ', istio.io/ingress-use-waypoint: "true"';
  const passed = (resources: readonly string[], method = 'GET'): readonly string[] => {
    const trace = traced(ambientWorld([edge, route, deny, ...resources]), 'plain/c', 'edge-istio.amb', { method });
    return [said(trace), ...way(trace).filter((place) => !place.startsWith('plain'))];
  };
  const past = ['allowed', 'amb/edge-istio gateway', 'amb/s ztunnel inbound', 'amb/s app'];

  it('calls the pods themselves, so its policies are not asked', () => {
    expect(passed([waypoint('amb'), used], 'POST')).toEqual(past);
    expect(passed([waypoint('amb'), service('amb/s', ingress)], 'POST')).toEqual(past);
  });

  it('goes through it where the service or its namespace says so', () => {
    const through = ['allowed', 'amb/edge-istio gateway', 'amb/w waypoint', 'amb/s ztunnel inbound', 'amb/s app'];
    const both = service('amb/s', `${labels}${ingress}`);
    expect(passed([waypoint('amb'), both])).toEqual(through);
    expect(passed([waypoint('amb'), both], 'POST')[0]).toBe('rbacDenied at waypoint');
    const namespaced = `{apiVersion: v1, kind: Namespace, metadata: {name: amb, labels: {istio.io/dataplane-mode: ambient${ingress}}}}`;
    expect(passed([waypoint('amb'), used, namespaced])).toEqual(through);
    const not = service('amb/s', `${labels}, istio.io/ingress-use-waypoint: "false"`);
    expect(passed([waypoint('amb'), not, namespaced], 'POST')).toEqual(past);
  });

  it('tells the waypoint the service’s own address, under its own identity', () => {
    const both = service('amb/s', `${labels}${ingress}`);
    const world = ambientWorld([edge, route, waypoint('amb'), both]);
    const [end] = steps(traced(world, 'plain/c', 'edge-istio.amb'), 'waypoint', 'connect');
    const address = world.cluster.services.get('s.amb.svc.cluster.local')?.clusterIp ?? '';
    expect(end).toMatchObject({ authority: `${address}:80`, peer: 'cluster.local/ns/amb/sa/edge-istio' });
  });

  it('has nowhere to go where no pod of the waypoint is there: it does not call the pods instead', () => {
    const byHand = waypoint('amb').replace('spec: {', 'spec: {addresses: [{type: Hostname, value: nobody}], ');
    const both = service('amb/s', `${labels}${ingress}`);
    expect(passed([byHand, both])[0]).toBe('noEndpoints at gateway');
  });

  it('asks the waypoint for a service without pods as well', () => {
    const nobody = service('amb/s', `${labels}${ingress}`).replace('app: s}', 'app: nobody}');
    expect(passed([waypoint('amb'), nobody])).toEqual([
      'noEndpoints at waypoint',
      'amb/edge-istio gateway',
      'amb/w waypoint',
    ]);
  });

  it('reads the label as Go reads a boolean', () => {
    const asked = (value: string) =>
      passed([waypoint('amb'), service('amb/s', `${labels}, istio.io/ingress-use-waypoint: "${value}"`)]).length;
    expect(['1', 'True', 'yes', 'tRUE', '0'].map(asked)).toEqual([5, 5, 4, 4, 4]);
  });
});

describe('what is not known of a waypoint', () => {
  it('what it does with bytes outside a tunnel, or as an EnvoyFilter has changed it', () => {
    expect(outcome(ambientWorld([waypoint('amb'), used]), 'plain/c', 'pod:amb/w', { port: 15008 })).toBe(
      "can't tell: waypoint",
    );
    const patch =
      '{apiVersion: networking.istio.io/v1alpha3, kind: EnvoyFilter, metadata: {name: patch, namespace: amb}, spec: {targetRefs: [{kind: Gateway, group: gateway.networking.k8s.io, name: w}], configPatches: []}}';
    expect(outcome(ambientWorld([waypoint('amb'), used, patch]), 'amb/c', 's.amb')).toBe("can't tell: patch");
  });
});

describe('the ALLOW policy that istiod makes up for a waypoint (10.5)', () => {
  it('is none where the waypoint has no service account', () => {
    const flags = { PILOT_AUTO_ALLOW_WAYPOINT_POLICY: 'true' };
    const byHand = waypoint('amb').replace('spec: {', 'spec: {addresses: [{type: Hostname, value: nobody}], ');
    expect(outcome(ambientWorld([byHand, used], flags), 'plain/c', 's.amb')).toBe('allowed');
    expect(outcome(ambientWorld([waypoint('amb'), used], flags), 'plain/c', 's.amb')).toBe('rbacNotAllowed at ztunnel');
  });
});
