import type { Resource, WorkloadId } from '../model/resource.ts';
import { workloadId } from '../model/resource.ts';
import { addressPool, podNetwork } from './addresses.ts';
import type { Revisions } from './injection.ts';
import { decideProxy } from './injection.ts';
import type { PodSource } from './podSource.ts';
import { podOf } from './pod.ts';
import { podSources } from './podSource.ts';
import type { NamespaceFacts, Topology, WaitingOf, Workload } from './types.ts';
import { isWaypointGateway, waypointWorkload } from './waypoint.ts';

/** The workloads of a cluster by id, in the order of the text, each with one pod. */
export function buildWorkloads(
  resources: readonly Resource[],
  namespaces: ReadonlyMap<string, NamespaceFacts>,
  topology: Topology | null,
  waitingOf: WaitingOf,
): ReadonlyMap<WorkloadId, Workload> {
  const sources = new Map(podSources(resources).map((source) => [source.owner, source]));
  const taken = new Set([...sources.keys()].map(({ namespace, name }) => workloadId(namespace, name)));
  const members = resources.filter(
    (resource) =>
      sources.has(resource) ||
      (isWaypointGateway(resource) && !taken.has(workloadId(resource.namespace, resource.name))),
  );
  const fixed = members.map((resource) => fixedAddress(resource, sources.get(resource), topology));
  const pool = addressPool(podNetwork, new Set(fixed.filter((ip) => ip !== null)), members.length);
  const runs = revisions(resources);
  const ambient = usesAmbient(resources);

  const workloads = new Map<WorkloadId, Workload>();
  for (const [index, resource] of members.entries()) {
    const source = sources.get(resource);
    const ip = pool.take(index, fixed[index] ?? null);
    const id = workloadId(resource.namespace, resource.name);
    // Two controllers of one name and different kinds: the later is told apart by its kind.
    const free = workloads.has(id)
      ? workloadId(resource.namespace, `${resource.name}.${resource.kind.toLowerCase()}`)
      : id;
    workloads.set(
      free,
      source === undefined
        ? waypointWorkload(resource, ip)
        : waited({ ...workloadOf(source, namespaces, runs, ambient), id: free, ip }, waitingOf),
    );
  }
  return workloads;
}

/** A pod whose readiness probe fails is no endpoint, and neither is one that was never created. */
function waited(workload: Workload, waitingOf: WaitingOf): Workload {
  const waiting = waitingOf(workload);
  return waiting === undefined ? workload : { ...workload, running: false, waiting };
}

function workloadOf(
  { owner, pod, running }: PodSource,
  namespaces: ReadonlyMap<string, NamespaceFacts>,
  runs: Revisions,
  ambient: boolean,
): Omit<Workload, 'id' | 'ip'> {
  const { namespace, name, kind } = owner;
  const { podPath, spec, labels, annotations, hostNetwork, serviceAccount, containerPorts } = podOf(pod);
  const namespaceLabels = namespaces.get(namespace)?.labels ?? {};
  const decision = decideProxy({ namespace, namespaceLabels, labels, annotations, hostNetwork, spec }, runs);
  return {
    namespace,
    name,
    kind,
    resource: pod,
    podPath,
    labels: decision.proxy === 'sidecar' ? { ...injectedLabels(ambient), ...labels } : labels,
    annotations,
    serviceAccount,
    hostNetwork,
    ...decision,
    containerPorts,
    running,
  };
}

/** "The injector adds `security.istio.io/tlsMode: istio`"; where ambient runs, it announces HBONE as well. */
function injectedLabels(ambient: boolean): Readonly<Record<string, string>> {
  return { 'security.istio.io/tlsMode': 'istio', ...(ambient ? { 'networking.istio.io/tunnel': 'http' } : {}) };
}

function usesAmbient(resources: readonly Resource[]): boolean {
  return resources.some(
    (resource) => resource.labels['istio.io/dataplane-mode'] === 'ambient' || isWaypointGateway(resource),
  );
}

/** Without an istiod in the text nobody knows which revisions run: those that namespaces ask for are taken to. */
function revisions(resources: readonly Resource[]): Revisions {
  const istiods = resources.filter(({ kind, labels }) => kind === 'Deployment' && labels['app'] === 'istiod');
  if (istiods.length === 0) return () => true;
  const running = new Set(istiods.map(({ labels }) => labels['istio.io/rev'] ?? 'default'));
  return (revision) => running.has(revision);
}

function fixedAddress(resource: Resource, source: PodSource | undefined, topology: Topology | null): string | null {
  const known = topology?.workloads[workloadId(resource.namespace, resource.name)];
  if (known !== undefined) return known;
  if (source === undefined) return null;
  const { annotations, ip } = podOf(source.pod);
  return annotations['hopwise.dev/ip'] ?? ip;
}
