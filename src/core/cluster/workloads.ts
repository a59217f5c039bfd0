import type { Resource, WorkloadId } from '../model/resource.ts';
import { workloadId } from '../model/resource.ts';
import { addressPool, nodeNetwork, podNetwork } from './addresses.ts';
import { type DeployedGateway, deployedGateways, withoutPods } from './deployedGateway.ts';
import { deployedWorkload } from './deployedWorkload.ts';
import type { Revisions } from './injection.ts';
import { decideProxy } from './injection.ts';
import type { PodSource } from './podSource.ts';
import { podOf } from './pod.ts';
import { podSources } from './podSource.ts';
import type { NamespaceFacts, Topology, WaitingOf, Workload } from './types.ts';

/** The workloads of a cluster by id, in the order of the text, each with one pod. */
export function buildWorkloads(
  resources: readonly Resource[],
  namespaces: ReadonlyMap<string, NamespaceFacts>,
  topology: Topology | null,
  waitingOf: WaitingOf,
): ReadonlyMap<WorkloadId, Workload> {
  const given = podSources(resources);
  const sources = new Map(given.map((source) => [source.owner, source]));
  const managed = deployedGateways(resources);
  const deployed = new Map(withoutPods(managed, given).map((each) => [each.gateway, each]));
  const members = resources.flatMap((resource) => sources.get(resource) ?? deployed.get(resource) ?? []);
  const fixed = members.map((member) => fixedAddress(member, topology));
  const taken = new Set(fixed.filter((ip) => ip !== null));
  const pools = {
    pod: addressPool(podNetwork, taken, members.length),
    // "hostNetwork pods: node IP as source" (9.6): each is alone on its node.
    node: addressPool(nodeNetwork, taken, members.length),
  };
  const runs = revisions(resources);
  const ambient = usesAmbient(resources, managed);

  const workloads = new Map<WorkloadId, Workload>();
  for (const [index, member] of members.entries()) {
    const ip = pools[isOnNode(member) ? 'node' : 'pod'].take(index, fixed[index] ?? null);
    const { namespace, name } = placeOf(member);
    const id = workloadId(namespace, name);
    if ('gateway' in member) {
      workloads.set(id, waited(deployedWorkload(member, ip), waitingOf));
      continue;
    }
    // Two controllers of one name and different kinds: the later is told apart by its kind.
    const free = workloads.has(id) ? workloadId(namespace, `${name}.${member.owner.kind.toLowerCase()}`) : id;
    workloads.set(free, waited({ ...workloadOf(member, namespaces, runs, ambient), id: free, ip }, waitingOf));
  }
  return workloads;
}

/** A pod whose readiness probe fails is no endpoint, and neither is one that was never created. */
function waited(workload: Workload, waitingOf: WaitingOf): Workload {
  const waiting = waitingOf(workload);
  return waiting === undefined ? workload : { ...workload, running: false, waiting };
}

function isOnNode(member: PodSource | DeployedGateway): boolean {
  return !('gateway' in member) && podOf(member.pod).hostNetwork;
}

/** What a workload is called after: its controller, or the Deployment that istiod makes. */
function placeOf(member: PodSource | DeployedGateway): { readonly namespace: string; readonly name: string } {
  return 'gateway' in member ? { namespace: member.gateway.namespace, name: member.name } : member.owner;
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

function usesAmbient(resources: readonly Resource[], gateways: readonly DeployedGateway[]): boolean {
  return (
    gateways.some(({ controller }) => controller === 'waypoint') ||
    resources.some((resource) => resource.labels['istio.io/dataplane-mode'] === 'ambient')
  );
}

/** Without an istiod in the text nobody knows which revisions run: those that namespaces ask for are taken to. */
function revisions(resources: readonly Resource[]): Revisions {
  const istiods = resources.filter(({ kind, labels }) => kind === 'Deployment' && labels['app'] === 'istiod');
  if (istiods.length === 0) return () => true;
  const running = new Set(istiods.map(({ labels }) => labels['istio.io/rev'] ?? 'default'));
  return (revision) => running.has(revision);
}

function fixedAddress(member: PodSource | DeployedGateway, topology: Topology | null): string | null {
  const { namespace, name } = placeOf(member);
  const known = topology?.workloads[workloadId(namespace, name)];
  if (known !== undefined) return known;
  if ('gateway' in member) return null;
  const { annotations, ip } = podOf(member.pod);
  return annotations['hopwise.dev/ip'] ?? ip;
}
