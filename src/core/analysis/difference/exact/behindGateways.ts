import { outboundCluster } from '../../../controlplane/clusters.ts';
import { mergedServers } from '../../../controlplane/gateway/servers.ts';
import type { VirtualService } from '../../../controlplane/virtualService.ts';
import { completeHost } from '../../../controlplane/visibility.ts';
import type { World } from '../../../controlplane/world.ts';
import { landOnPod } from '../../../dataplane/upstream.ts';
import { onceEach } from '../../../model/onceEach.ts';
import type { WorkloadId } from '../../../model/resource.ts';

interface Behind {
  readonly workloads: ReadonlySet<WorkloadId> | null;
}

/**
 * The workloads to which routes of any gateway may lead, whichever VirtualService they stand in; null: to any. What
 * terminates no TLS spells its destination by server name.
 */
export function behindGateways(world: World): Behind['workloads'] {
  return behindIn(world).workloads;
}

const behindIn = onceEach((world: World): Behind => {
  const gateways = [...world.cluster.workloads.values()].filter(({ proxy }) => proxy === 'gateway');
  const [client] = gateways;
  if (client === undefined) return { workloads: new Set() };
  const spelled = gateways.some((each) =>
    [...mergedServers(world, each).values()].flat().some(({ kind }) => kind === 'autoPassthrough'),
  );
  if (spelled) return { workloads: null };
  const workloads = new Set<WorkloadId>();
  for (const host of new Set(world.virtualServices.flatMap(destinationsOf))) {
    for (const service of world.registry.get(host) ?? []) {
      // "Dynamic forward proxy": the name in the request is looked up by the proxy.
      if (service.entry?.resolution === 'DYNAMIC_DNS') return { workloads: null };
      for (const port of service.ports)
        for (const { ip, port: at } of outboundCluster(world, client, service, port, null)?.endpoints ?? []) {
          const landing = landOnPod(world, ip, at);
          if (landing.kind === 'pod') workloads.add(landing.workload.id);
        }
    }
  }
  return { workloads };
});

function destinationsOf({ resource, spec }: VirtualService): readonly string[] {
  return [...(spec.http ?? []), ...(spec.tcp ?? []), ...(spec.tls ?? [])]
    .flatMap(({ route }) => route ?? [])
    .map(({ destination }) => completeHost(destination.host, resource.namespace).toLowerCase());
}
