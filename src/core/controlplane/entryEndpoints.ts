import { resolveName } from '../cluster/dns.ts';
import { matchesLabels } from '../cluster/selectors.ts';
import type { Endpoint, ServicePort, Workload } from '../cluster/types.ts';
import type { WorkloadEntrySpec } from '../yaml/schema/workloadEntry.ts';
import { principalOf } from './identity.ts';
import type { EntryFacts, MeshService } from './serviceEntry.ts';
import type { World } from './world.ts';

/** An endpoint of a cluster, with what a ServiceEntry or WorkloadEntry says of it. */
export interface ClusterEndpoint extends Endpoint {
  /** `istio`: it speaks Istio mTLS. Absent: its pod's label says. */
  readonly tlsMode?: string;
  /** Absent: its pod's. */
  readonly labels?: Readonly<Record<string, string>>;
  /** The identity that its certificate is expected to carry; absent: its pod's own. */
  readonly identity?: string | null;
}

/** Where a port of a ServiceEntry's host leads; empty for resolution NONE, which goes where the client dialled (5.2, 5.3). */
export function entryEndpoints(
  world: World,
  service: MeshService,
  entry: EntryFacts,
  port: ServicePort,
): readonly ClusterEndpoint[] {
  const { spec, resolution } = entry;
  if (resolution === 'NONE' || resolution === 'DYNAMIC_DNS') return [];
  if (spec.workloadSelector) return selectedEndpoints(world, service, spec.workloadSelector.labels ?? {}, port);
  const endpoints = spec.endpoints ?? [];
  if (endpoints.length > 0) return endpoints.flatMap((each) => written(world, service, each, port));
  // "DNS → the host itself where no endpoints are given"; "tlsMode disabled" (3.10).
  return resolution === 'DNS' ? located(world, service.hostname, targetOf(port), { tlsMode: 'disabled' }) : [];
}

/** Whether anything is to be looked up for a host of resolution DNS, of what has these labels. */
export function hasNames(
  world: World,
  service: MeshService,
  { spec }: EntryFacts,
  wanted: Readonly<Record<string, string>>,
): boolean {
  if (spec.workloadSelector) {
    const [port] = service.ports;
    const all = port ? selectedEndpoints(world, service, spec.workloadSelector.labels ?? {}, port) : [];
    const labelsOf = ({ labels, workload }: ClusterEndpoint) =>
      labels ?? (workload === null ? {} : (world.cluster.workloads.get(workload)?.labels ?? {}));
    return all.some((each) => matchesLabels(wanted, labelsOf(each)));
  }
  const endpoints = spec.endpoints ?? [];
  // The host itself has no labels.
  if (endpoints.length === 0) return Object.keys(wanted).length === 0;
  return endpoints.some(({ labels }) => matchesLabels(wanted, labels ?? {}));
}

function targetOf({ targetPort, port }: ServicePort): number {
  return typeof targetPort === 'number' ? targetPort : port;
}

/** "endpoint.ports[name] > port.targetPort > port.number" (5.3). */
function written(
  world: World,
  { namespace }: MeshService,
  { address, ports, labels, serviceAccount }: WorkloadEntrySpec,
  port: ServicePort,
): readonly ClusterEndpoint[] {
  // "WorkloadEntry label, or `istio` when serviceAccount is set" (3.10).
  const tlsMode = labels?.['security.istio.io/tlsMode'] || (serviceAccount ? 'istio' : 'disabled');
  // "Its identity is in the ServiceEntry's own namespace" (1.9).
  const identity = serviceAccount
    ? principalOf({ trustDomain: world.mesh.trustDomain }, { namespace, serviceAccount })
    : null;
  return located(world, address ?? '', ports?.[port.name ?? ''] ?? targetOf(port), {
    tlsMode,
    identity,
    labels: labels ?? {},
  });
}

/** At an address as it is, or at what a name resolves to; an unresolvable name has no endpoint. */
function located(
  world: World,
  address: string,
  port: number,
  more: Pick<ClusterEndpoint, 'tlsMode' | 'identity' | 'labels'>,
): readonly ClusterEndpoint[] {
  const answer = resolveName(world.cluster, address, 'default');
  const ip =
    answer.kind === 'address' || answer.kind === 'external'
      ? answer.ip
      : answer.kind === 'service'
        ? answer.service.clusterIp
        : null;
  return ip === null ? [] : [{ workload: null, ip, port, ...more }];
}

/** "workloadSelector picks pods and WorkloadEntries of the ServiceEntry's namespace" (5.10). */
function selectedEndpoints(
  world: World,
  service: MeshService,
  labels: Readonly<Record<string, string>>,
  port: ServicePort,
): readonly ClusterEndpoint[] {
  const inNamespace = (each: { readonly namespace: string }): boolean => each.namespace === service.namespace;
  const pods = [...world.cluster.workloads.values()].filter(
    (workload: Workload) => inNamespace(workload) && workload.running && matchesLabels(labels, workload.labels),
  );
  const machines = (world.workloadEntries.get(service.namespace) ?? []).filter(({ spec }) =>
    matchesLabels(labels, spec.labels ?? {}),
  );
  return [
    ...pods.map(({ id, ip }) => ({ workload: id, ip, port: targetOf(port) })),
    ...machines.flatMap(({ spec }) => written(world, service, spec, port)),
  ];
}
