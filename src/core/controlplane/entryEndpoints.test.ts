import { describe, expect, it } from 'vitest';
import { worldWith } from '../dataplane/world.fixture.ts';
import { type ClusterEndpoint, entryEndpoints } from './entryEndpoints.ts';

const machine = (name: string, labels: string, namespace = 'b'): string =>
  `{apiVersion: networking.istio.io/v1, kind: WorkloadEntry, metadata: {name: ${name}, namespace: ${namespace}}, spec: {address: 192.0.2.7, serviceAccount: vm, labels: ${labels}, ports: {http: 7070}}}`;

/** Where port 80 of `api.example` leads, as a ServiceEntry of namespace `b` says. */
function endpoints(spec: string, port = 'targetPort: 8443', ...more: readonly string[]): readonly ClusterEndpoint[] {
  const entry = `{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: e, namespace: b}, spec: {hosts: [api.example], ports: [{number: 80, name: http, protocol: HTTP, ${port}}], ${spec}}}`;
  const world = worldWith([entry, ...more].join('\n---\n'));
  const service = world.registry.get('api.example')?.[0];
  const [declared] = service?.ports ?? [];
  if (!service?.entry || !declared) throw new Error('not in the registry');
  return entryEndpoints(world, service, service.entry, declared);
}

const ports = (list: readonly ClusterEndpoint[]): readonly (string | number)[] =>
  list.flatMap(({ ip, port }) => [ip, port]);

describe('the endpoints of a ServiceEntry', () => {
  it('are none where the client or the proxy says where to go', () => {
    expect(endpoints('resolution: NONE')).toEqual([]);
  });

  it('are the host itself under DNS, at targetPort, and never speak Istio mTLS', () => {
    expect(endpoints('resolution: DNS')).toMatchObject([{ workload: null, port: 8443, tlsMode: 'disabled' }]);
    expect(endpoints('resolution: DNS', '')).toMatchObject([{ port: 80 }]);
  });

  it('take the port from the endpoint, then targetPort, then the number', () => {
    const written = (more: string, port?: string) =>
      ports(endpoints(`resolution: STATIC, endpoints: [{address: 192.0.2.1${more}}]`, port));
    expect(written(', ports: {http: 9000}')).toEqual(['192.0.2.1', 9000]);
    expect(written(', ports: {}')).toEqual(['192.0.2.1', 8443]);
    expect(written('', '')).toEqual(['192.0.2.1', 80]);
  });

  it('speak Istio mTLS by label, or when they have a service account, with an identity of its namespace', () => {
    const one = (more: string) => endpoints(`resolution: STATIC, endpoints: [{address: 192.0.2.1${more}}]`)[0];
    expect(one('')).toMatchObject({ tlsMode: 'disabled', identity: null });
    expect(one(', serviceAccount: vm')).toMatchObject({ tlsMode: 'istio', identity: 'cluster.local/ns/b/sa/vm' });
    expect(one(', labels: {security.istio.io/tlsMode: istio}')).toMatchObject({ tlsMode: 'istio', identity: null });
  });

  it('are where a name leads, in the cluster or out of it', () => {
    const named = (address: string) => endpoints(`resolution: DNS, endpoints: [{address: ${address}}]`);
    expect(named('s.b.svc.cluster.local')).toHaveLength(1);
    expect(named('else.example')).toHaveLength(1);
    expect(named('gone.b.svc.cluster.local')).toEqual([]);
  });

  it('are the pods and the WorkloadEntries of its namespace that a selector picks', () => {
    const selected = (labels: string) =>
      endpoints(
        `resolution: STATIC, workloadSelector: ${labels}`,
        '',
        machine('v', '{app: s}'),
        machine('w', '{app: s}', 'a'),
      );
    expect(selected('{labels: {app: s}}').map(({ workload, port }) => [workload, port])).toEqual([
      ['b/s', 80],
      [null, 7070],
    ]);
    expect(selected('{labels: {app: other}}')).toEqual([]);
    expect(selected('{labels: {}}').length).toBeGreaterThan(1);
  });

  it('are every pod and WorkloadEntry of its namespace for an empty selector, none for a label that nobody has', () => {
    const bare =
      '{apiVersion: networking.istio.io/v1, kind: WorkloadEntry, metadata: {name: u, namespace: b}, spec: {address: 192.0.2.8}}';
    const selected = (selector: string) => endpoints(`resolution: STATIC, workloadSelector: ${selector}`, '', bare);
    expect(selected('{}').map(({ workload, port }) => [workload, port])).toEqual([
      ['b/s', 80],
      [null, 80],
    ]);
    expect(selected('{labels: {app: nobody}}')).toEqual([]);
  });
});
