import { targetPortOf } from './services.ts';
import type { Cluster, Workload } from './types.ts';

/**
 * The TCP ports that a workload's application listens on: those its containers declare, those that services lead to,
 * and those the topology adds.
 */
export function listensOn(cluster: Cluster, workload: Workload): ReadonlySet<number> {
  const ports = new Set(workload.containerPorts.filter(({ protocol }) => protocol === 'TCP').map(({ port }) => port));
  for (const port of cluster.listen[workload.id] ?? []) ports.add(port);
  for (const service of cluster.servicesOf(workload.id)) {
    for (const port of service.ports) {
      const target = port.protocol === 'TCP' ? targetPortOf(port, workload) : null;
      if (target !== null) ports.add(target);
    }
  }
  return ports;
}
