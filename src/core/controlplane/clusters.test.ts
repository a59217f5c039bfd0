import { expect, it } from 'vitest';
import { worldWith } from '../dataplane/world.fixture.ts';
import { workloadId } from '../model/resource.ts';
import { outboundCluster } from './clusters.ts';

const host = 's.b.svc.cluster.local';

it('accepts the identities that annotations of the Service name beside those of its pods (1.9)', () => {
  const annotations =
    'alpha.istio.io/kubernetes-serviceaccounts: "x,y", alpha.istio.io/canonical-serviceaccounts: "spiffe://z"';
  const world = worldWith(
    `{apiVersion: v1, kind: Service, metadata: {name: w, namespace: b, annotations: {${annotations}}}, spec: {selector: {app: s}, ports: [{name: http, port: 80, targetPort: 8080}]}}`,
  );
  const client = world.cluster.workloads.get(workloadId('a', 'c'));
  const [service] = world.registry.get('w.b.svc.cluster.local') ?? [];
  const [port] = service?.ports ?? [];
  if (!client || !service || !port) throw new Error('not in the fixture');
  expect(new Set(outboundCluster(world, client, service, port, null)?.serverIdentities)).toEqual(
    new Set([
      'spiffe://cluster.local/ns/b/sa/s',
      'spiffe://cluster.local/ns/b/sa/x',
      'spiffe://cluster.local/ns/b/sa/y',
      'spiffe://z',
    ]),
  );
});

/** How `a/c` finds the pods of `b/s` on port 80, or of a subset `v`, under a rule. */
function discovery(spec: string, subset: string | null = null): string | undefined {
  const world = worldWith(
    `{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: r, namespace: a}, spec: {host: ${host}, ${spec}}}`,
  );
  const client = world.cluster.workloads.get(workloadId('a', 'c'));
  const [service] = world.registry.get(host) ?? [];
  const [port] = service?.ports ?? [];
  if (!client || !service || !port) throw new Error('not in the fixture');
  return outboundCluster(world, client, service, port, subset)?.discovery;
}

it('goes to the dialled address where the load balancer of the port or subset passes through (3.9c)', () => {
  const [through, random] = ['PASSTHROUGH', 'RANDOM'].map((simple) => `loadBalancer: {simple: ${simple}}`);
  const port = (number: number, more: string): string => `portLevelSettings: [{port: {number: ${number}}, ${more}}]`;
  const pool = 'connectionPool: {tcp: {maxConnections: 5}}';
  const [dialled, found] = ['ORIGINAL_DST', 'EDS'];
  expect(discovery(`trafficPolicy: {${through}}`)).toBe(dialled);
  expect(discovery(`trafficPolicy: {${through}, ${port(80, pool)}}`)).toBe(found);
  expect(discovery(`trafficPolicy: {${port(80, `${through}`)}}`)).toBe(dialled);
  expect(discovery(`trafficPolicy: {${port(81, `${through}`)}}`)).toBe(found);
  const subset = (general: string, own: string): string | undefined =>
    discovery(`trafficPolicy: {${general}}, subsets: [{name: v, trafficPolicy: {${own}}}]`, 'v');
  expect(subset(`${through}`, pool)).toBe(dialled);
  expect(subset(`${through}`, `${random}`)).toBe(found);
  expect(subset(`${random}`, `${through}`)).toBe(dialled);
  expect(subset(`${through}`, port(80, pool))).toBe(found);
});
