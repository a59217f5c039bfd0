import { compareAge, compareText } from './age.ts';
import type { Resource, WorkloadId } from '../model/resource.ts';
import { endpointsOf, selects } from './endpoints.ts';
import { buildNamespaces } from './namespaces.ts';
import { labelIndex, selectorIndex } from './selectorIndex.ts';
import { buildServices } from './services.ts';
import type { Cluster, Endpoint, Service, Topology, WaitingOf } from './types.ts';
import { buildWorkloads } from './workloads.ts';

/** Kinds that say what may pass and how: no pod, Service or address comes from them. */
const passageKinds: ReadonlySet<string> = new Set([
  'AuthorizationPolicy',
  'RequestAuthentication',
  'PeerAuthentication',
  'DestinationRule',
  'VirtualService',
  'Sidecar',
  'NetworkPolicy',
]);

/** What runs in a cluster, and what can be worked out of that alone. */
type Inhabitants = Omit<Cluster, 'namespaces' | 'byKind' | 'resource'>;

/** The inhabitants of the last cluster: most edits are edits of policies, and leave them as they are. */
export interface ClusterMemory {
  last: {
    readonly of: readonly Resource[];
    readonly topology: Topology | null;
    readonly inhabitants: Inhabitants;
  } | null;
}

/**
 * Kubernetes' part of the world, from its resources. Addresses come from the topology, from the resources
 * themselves, or are made up, in that order. Never throws: what the API server would refuse is left out.
 * `waitingOf` null: all pods run. `memory` makes the same inhabitants the same objects.
 */
export function buildCluster(
  resources: readonly Resource[],
  topology: Topology | null,
  waitingOf: WaitingOf | null = null,
  memory: ClusterMemory = { last: null },
): Cluster {
  const namespaces = buildNamespaces(resources);
  const byId = new Map(resources.map((resource) => [resource.id, resource]));
  const byKind = new Map<string, Resource[]>();
  for (const resource of resources) remember(byKind, resource.kind, () => []).push(resource);
  const of = resources.filter(({ kind }) => !passageKinds.has(kind));
  const known = memory.last;
  const same = waitingOf === null && known?.topology === topology && sameResources(known.of, of);
  const inhabitants = same
    ? known.inhabitants
    : inhabitantsOf(of, namespaces, topology, waitingOf ?? (() => undefined));
  if (waitingOf === null) memory.last = { of, topology, inhabitants };
  return { ...inhabitants, namespaces, byKind: (kind) => byKind.get(kind) ?? [], resource: (id) => byId.get(id) };
}

function sameResources(a: readonly Resource[], b: readonly Resource[]): boolean {
  return a.length === b.length && a.every((resource, index) => resource === b[index]);
}

function inhabitantsOf(
  of: readonly Resource[],
  namespaces: Cluster['namespaces'],
  topology: Topology | null,
  waitingOf: WaitingOf,
): Inhabitants {
  const workloads = buildWorkloads(of, namespaces, topology, waitingOf);
  const services = buildServices(of, topology);
  const workloadByIp = new Map<string, WorkloadId>();
  for (const { ip, id } of workloads.values()) if (!workloadByIp.has(ip)) workloadByIp.set(ip, id);
  const serviceByIp = new Map<string, string>();
  for (const { clusterIp, hostname } of services.values()) if (clusterIp !== null) serviceByIp.set(clusterIp, hostname);

  const byKind = new Map<string, readonly Resource[]>();
  const ofKind = (kind: string): readonly Resource[] =>
    remember(byKind, kind, () => of.filter((resource) => resource.kind === kind));
  const workloadIndex = labelIndex([...workloads.values()], ({ labels }) => labels);
  // A service without selector wants nothing, and selects nothing.
  const selecting = [...services.values()].filter(({ selector }) => selector !== null);
  const serviceIndex = selectorIndex(selecting, ({ selector }) => selector ?? {});
  const endpoints = new Map<string, readonly Endpoint[]>();
  const servicesOf = new Map<WorkloadId, readonly Service[]>();

  return {
    workloads,
    services,
    workloadByIp,
    serviceByIp,
    dns: topology?.dns ?? {},
    outsideNames: topology === null ? 'madeUp' : 'fixed',
    listen: topology?.listen ?? {},
    endpoints: (hostname, port) => {
      const service = services.get(hostname);
      if (service === undefined) return [];
      return remember(endpoints, `${hostname}:${port.index}`, () =>
        endpointsOf(service, port, workloadIndex, workloadByIp, ofKind),
      );
    },
    servicesOf: (id) => {
      const workload = workloads.get(id);
      if (workload === undefined) return [];
      return remember(servicesOf, id, () =>
        serviceIndex
          .candidates(workload.labels)
          .filter((service) => selects(service, workload))
          .sort(older),
      );
    },
  };
}

function remember<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}

/** Oldest first, then by `name.namespace`, as istiod sorts services: `db-2.x` comes before `db.x`. */
function older(a: Service, b: Service): number {
  return compareAge(a, b) || compareText(`${a.name}.${a.namespace}`, `${b.name}.${b.namespace}`);
}
