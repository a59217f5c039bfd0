import fc from 'fast-check';
import { expect, it } from 'vitest';
import { worldWith } from '../dataplane/world.fixture.ts';
import { virtualHostOf } from './meshVirtualHosts.ts';
import { matchListener } from './outboundListeners.ts';
import type { World } from './world.ts';

const namespaces = ['a', 'b'];
const short = fc.constantFrom('x', 'y', 'x.b');
const ports = '[{name: http, port: 80}, {name: tcp, port: 90}]';
const service = fc
  .record({ name: fc.constantFrom('x', 'y'), namespace: fc.constantFrom(...namespaces), headless: fc.boolean() })
  .map(
    ({ name, namespace, headless }) =>
      `{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: ${namespace}}, spec: {${headless ? 'clusterIP: None, ' : ''}ports: ${ports}}}`,
  );
const entry = fc
  .record({ name: fc.constantFrom('e', 'f'), namespace: fc.constantFrom(...namespaces), host: short })
  .map(
    ({ name, namespace, host }) =>
      `{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: ${name}, namespace: ${namespace}}, spec: {hosts: [${host}], resolution: NONE, ports: [{name: http, number: 80, protocol: HTTP}]}}`,
  );
const meshes = fc.uniqueArray(fc.oneof(service, entry), {
  maxLength: 6,
  selector: (yaml) => yaml.slice(0, yaml.indexOf('spec:')),
});

/** What every name leads to, from every namespace. */
function answers(world: World): readonly string[] {
  const hosts = namespaces.flatMap((own) => ['x', 'y', `x.${own}`, `y.${own}.svc`, `x.${own}.svc.cluster.local`]);
  return [...world.cluster.workloads.values()].flatMap((client) =>
    hosts.map((host) => {
      const match = matchListener(world, client, '240.9.9.9', 80, { http: true, sni: null });
      const found = match.kind === 'http' ? virtualHostOf(world, client, 80, match.hosts, host)?.target : null;
      return `${client.namespace} ${host}: ${match.name} ${found?.service.hostname ?? 'none'} of ${found?.service.namespace ?? '-'}`;
    }),
  );
}

it('listeners that namespaces share answer every name as listeners of their own', () => {
  let shared = 0;
  fc.assert(
    fc.property(meshes, (yaml) => {
      const world = worldWith(yaml.join('\n---\n'));
      if (world.openToAll) shared += 1;
      expect(answers(world)).toEqual(answers({ ...world, openToAll: false, outboundPorts: new Map() }));
    }),
    { numRuns: 100 },
  );
  expect(shared).toBeGreaterThan(10);
});
