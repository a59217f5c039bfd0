import { workloadId } from '../model/resource.ts';
import type { DeployedGateway } from './deployedGateway.ts';
import type { Workload } from './types.ts';

/** The gateway or waypoint that istiod deploys for a Gateway, where the text has no pods of its own. */
export function deployedWorkload(deployed: DeployedGateway, ip: string): Workload {
  const { gateway, controller, name, labels, serviceAccount } = deployed;
  const { namespace } = gateway;
  return {
    id: workloadId(namespace, name),
    namespace,
    name,
    kind: 'Deployment',
    resource: gateway,
    podPath: [],
    labels,
    annotations: {},
    serviceAccount,
    ip,
    hostNetwork: false,
    proxy: controller,
    injection: { injected: true, reason: 'present' },
    containerPorts: [],
    running: true,
  };
}
