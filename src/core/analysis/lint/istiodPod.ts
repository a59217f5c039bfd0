import type { Workload } from '../../cluster/types.ts';
import type { World } from '../../controlplane/world.ts';
import { workloadId } from '../../model/resource.ts';

type Pod = Pick<Workload, 'id' | 'namespace' | 'name' | 'labels' | 'hostNetwork' | 'containerPorts' | 'ip'>;

/** istiod's pod: that of the text, or where every mesh has it, whether the text shows it or not. */
export function istiodPod({ cluster, mesh }: World): Pod {
  const found = [...cluster.workloads.values()].find(
    ({ namespace, labels }) => namespace === mesh.rootNamespace && labels['app'] === 'istiod',
  );
  return (
    found ?? {
      id: workloadId(mesh.rootNamespace, 'istiod'),
      namespace: mesh.rootNamespace,
      name: 'istiod',
      labels: { app: 'istiod', istio: 'pilot' },
      hostNetwork: false,
      containerPorts: [{ name: 'grpc-xds', port: 15012, protocol: 'TCP' }],
      ip: '10.244.0.3',
    }
  );
}
