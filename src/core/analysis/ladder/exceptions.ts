import type { Workload } from '../../cluster/types.ts';
import { principalOf } from '../../controlplane/identity.ts';
import type { World } from '../../controlplane/world.ts';
import type { RungException } from '../../model/posture.ts';
import { exactPath } from './allow.ts';
import type { Door, Leg } from './edges.ts';
import { isAddress, type Needs } from './imports.ts';
import { selectorOf } from './labels.ts';
import { systemNamespaces } from './network.ts';
import { grouped } from './written.ts';

interface Edges {
  readonly doors: readonly Door[];
  readonly legs: readonly Leg[];
  readonly needs: readonly Needs[];
}

/** What the resources of the Zero Trust rung cannot make true in this mesh. */
export function exceptionsOf(world: World, edges: Edges): readonly RungException[] {
  const members = [...world.cluster.workloads.values()].filter(
    ({ namespace, running }) => running && !systemNamespaces.has(namespace),
  );
  return [
    ...members.flatMap(unguarded),
    ...sharedLabels(world, members),
    ...sharedAccounts(world, members, edges.doors),
    ...oncePerRequest(
      edges.doors.filter(({ server, peer }) => server.proxy === 'gateway' && peer === null),
      'noIdentity',
    ),
    ...oncePerRequest(
      edges.doors.filter(({ http }) => http !== null && exactPath(http.path) === null),
      'pathLeftOut',
    ),
    ...oncePerRequest(
      edges.doors.filter(({ http, sniffed }) => http === null && sniffed),
      'portOnly',
    ),
    ...addresses(edges.needs),
    ...sharedEgress(edges),
  ];
}

function unguarded({ id, proxy, hostNetwork, labels }: Workload): readonly RungException[] {
  // "hostNetwork pods: NetworkPolicy selection is undefined" (9.6).
  if (hostNetwork) return [{ kind: 'hostNetwork', workload: id }];
  if (proxy === 'ambient' || proxy === 'waypoint') return [{ kind: 'notModelled', workload: id }];
  return proxy === 'none' && labels['app'] !== 'istiod' ? [{ kind: 'noSidecar', workload: id }] : [];
}

function sharedLabels(world: World, members: readonly Workload[]): readonly RungException[] {
  return members.flatMap((workload): RungException[] =>
    selectorOf(world, workload).alone ? [] : [{ kind: 'sharedLabels', workload: workload.id }],
  );
}

/** "Two deployments sharing a service account are indistinguishable" (1.2). */
function sharedAccounts(world: World, members: readonly Workload[], doors: readonly Door[]): readonly RungException[] {
  const named = new Set(doors.map(({ peer }) => peer));
  const proxied = members.filter(({ proxy }) => proxy === 'sidecar' || proxy === 'gateway');
  return grouped(proxied, (workload) => principalOf(world.mesh, workload)).flatMap((same): RungException[] =>
    same.length > 1 && named.has(principalOf(world.mesh, same[0]))
      ? [{ kind: 'sharedAccount', workloads: same.map(({ id }) => id) }]
      : [],
  );
}

function oncePerRequest(
  doors: readonly Door[],
  kind: 'noIdentity' | 'pathLeftOut' | 'portOnly',
): readonly RungException[] {
  return [...new Set(doors.map(({ request }) => request))].map((request) => ({ kind, request }));
}

function addresses(needs: readonly Needs[]): readonly RungException[] {
  return needs.flatMap(({ outside }): RungException[] =>
    outside !== null && isAddress(outside.host)
      ? [{ kind: 'outsideAddress', request: outside.request, host: outside.host }]
      : [],
  );
}

/** Two workloads of a namespace that both may leave on a port may both leave to what the other one wants. */
function sharedEgress({ needs, legs }: Edges): readonly RungException[] {
  const leaving = (namespace: string, port: number): ReadonlySet<string> =>
    new Set(
      legs.flatMap(({ from, to, port: at }) =>
        from?.namespace === namespace && to === undefined && at === port ? [from.id] : [],
      ),
    );
  const wanted = needs.flatMap(({ client, outside }) =>
    outside === null ? [] : [{ namespace: client.namespace, ...outside }],
  );
  return grouped(wanted, ({ namespace, host }) => `${namespace}/${host}`).flatMap((same): RungException[] =>
    same.some(({ namespace, port }) => leaving(namespace, port).size > 1)
      ? [{ kind: 'sharedEgress', host: same[0].host, namespace: same[0].namespace }]
      : [],
  );
}
