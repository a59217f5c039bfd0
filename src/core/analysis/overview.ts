import type { Workload } from '../cluster/types.ts';
import { attachedPolicies, namespaceMtls, workloadMtls } from '../controlplane/describe.ts';
import { identityOf } from '../controlplane/certificates.ts';
import type { World } from '../controlplane/world.ts';
import type { MeshOverview, NamespaceOverview, RequestOverview, WorkloadOverview } from '../model/overview.ts';
import type { Resource } from '../model/resource.ts';
import { simulatedKinds } from '../yaml/kinds.ts';
import { externalsOf } from './externals.ts';
import { policiesOf, rejectedFor } from './policies.ts';

/**
 * What canvas, outline and "About" panel show of a mesh. `requests` are the prepared ones, sent.
 * `resources` are all objects of the document, also those that take no part in a simulation.
 */
export function overview(
  world: World,
  requests: readonly RequestOverview[],
  resources: readonly Resource[],
): MeshOverview {
  const workloads = [...world.cluster.workloads.values()].map((workload) => workloadOf(world, workload));
  return {
    namespaces: namespacesOf(world, workloads),
    workloads,
    externals: externalsOf(world, requests),
    policies: policiesOf(world, resources, workloads),
    requests,
    kept: keptOf(resources),
  };
}

function workloadOf(world: World, workload: Workload): WorkloadOverview {
  const { id, namespace, name, kind, serviceAccount, proxy, waiting } = workload;
  return {
    id,
    namespace,
    name,
    kind,
    resource: workload.resource.id,
    serviceAccount,
    principal: identityOf(world, workload),
    proxy,
    mtls: proxy === 'none' ? null : workloadMtls(world, workload).mode,
    policies: attachedPolicies(world, workload),
    rejected: rejectedFor(world, workload),
    services: world.cluster.servicesOf(id).map((service) => service.name),
    ...(waiting === undefined ? {} : { waiting }),
  };
}

/** Namespaces that something runs in, or that were given as such. */
function namespacesOf(world: World, workloads: readonly WorkloadOverview[]): readonly NamespaceOverview[] {
  const inhabited = new Set(workloads.map(({ namespace }) => namespace));
  return [...world.cluster.namespaces.values()]
    .filter(({ name, resource }) => inhabited.has(name) || resource !== null)
    .map(({ name, labels }) => {
      const { mode, source } = namespaceMtls(world, name);
      const injection = labels['istio-injection'];
      const injected = injection === undefined ? labels['istio.io/rev'] !== undefined : injection === 'enabled';
      const ambient = !injected && labels['istio.io/dataplane-mode'] === 'ambient';
      return { name, mtls: mode, mtlsSource: source, injected, ambient };
    });
}

function keptOf(resources: readonly Resource[]): MeshOverview['kept'] {
  const counts = new Map<string, number>();
  for (const { kind } of resources) {
    if (!simulatedKinds.has(kind)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => ({ kind, count }));
}
