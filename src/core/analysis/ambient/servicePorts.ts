import type { Service } from '../../cluster/types.ts';
import type { World } from '../../controlplane/world.ts';
import type { Reading } from './readRules.ts';

/** "`ports`: the pod's own at a sidecar, the Service's at a waypoint" (2.2, 10.5): the Service's ports that lead to one of its pods'. */
export function toServicePorts({ cluster }: World, service: Service): Reading['port'] {
  const leads = service.ports
    .filter(({ protocol }) => protocol === 'TCP')
    .map((port) => ({
      port: String(port.port),
      to: targetsOf(cluster.endpoints(service.hostname, port), port.targetPort),
    }));
  return (value) => {
    const hits = leads.filter(({ to }) => to.has(value));
    return hits.some(({ to }) => to.size > 1) ? null : hits.map(({ port }) => port);
  };
}

/** A Service without a pod that runs still says where it would lead. */
function targetsOf(endpoints: readonly { readonly port: number }[], targetPort: number | string): ReadonlySet<string> {
  return new Set(endpoints.length === 0 ? [String(targetPort)] : endpoints.map(({ port }) => String(port)));
}

/** A bare account is one of the policy's namespace (2.1): one that goes elsewhere must say which. */
export function accountsOf(home: string, namespace: string): Reading['account'] {
  return (value) => (value.includes('/') || home === namespace ? value : `${home}/${value}`);
}

/** Nothing is meant otherwise: at a pod's own address, ports are the pod's. */
export const samePorts: Reading['port'] = (value) => [value];
