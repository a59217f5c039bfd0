import { numberAt, objectsAt, textAt, valueAt } from '../../cluster/fields.ts';
import type { Workload } from '../../cluster/types.ts';
import type { Resource } from '../../model/resource.ts';
import type { MeshService } from '../serviceEntry.ts';
import type { World } from '../world.ts';

/** A BackendTLSPolicy that changes how proxies reach a service; null: none. */
export function backendPolicy(world: World, { resource }: MeshService): Resource | null {
  const found = world.cluster.byKind('BackendTLSPolicy').find(
    ({ namespace, body }) =>
      namespace === resource.namespace &&
      // "targetRefs are of the policy's own namespace: a Service, or a ServiceEntry."
      objectsAt(body, 'spec', 'targetRefs').some(
        (ref) => textAt(ref, 'kind') === resource.kind && textAt(ref, 'name') === resource.name,
      ),
  );
  return found ?? null;
}

/** A ListenerSet that adds a listener of a port to the Gateway that a workload serves; null: none. */
export function listenerSet(world: World, workload: Workload, port: number): Resource | null {
  const gateway = workload.labels['gateway.networking.k8s.io/gateway-name'];
  if (gateway === undefined) return null;
  const found = world.cluster
    .byKind('ListenerSet')
    .find(
      ({ namespace, body }) =>
        textAt(body, 'spec', 'parentRef', 'name') === gateway &&
        (textAt(body, 'spec', 'parentRef', 'namespace') ?? namespace) === workload.namespace &&
        objectsAt(body, 'spec', 'listeners').some((listener) => numberAt(listener, 'port') === port),
    );
  // "Without allowedListeners a Gateway takes none."
  const own = world.gateways.find(
    ({ resource, made }) => made && resource.name === gateway && resource.namespace === workload.namespace,
  );
  const allowed = valueAt(own?.resource.body, ['spec', 'allowedListeners', 'namespaces', 'from']);
  return found && allowed !== undefined && allowed !== 'None' ? found : null;
}
