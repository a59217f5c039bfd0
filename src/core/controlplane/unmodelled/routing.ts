import { objectsAt, textAt } from '../../cluster/fields.ts';
import type { Resource } from '../../model/resource.ts';
import type { World } from '../world.ts';

/** An HTTPRoute of the Gateway API that is attached to a Service; null: none. */
export function meshRouteFor(
  world: World,
  service: { readonly name: string; readonly namespace: string },
): Resource | null {
  const found = ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute']
    .flatMap((kind) => world.cluster.byKind(kind))
    .find((resource) =>
      objectsAt(resource.body, 'spec', 'parentRefs').some(
        (ref) =>
          textAt(ref, 'kind') === 'Service' &&
          textAt(ref, 'name') === service.name &&
          (textAt(ref, 'namespace') ?? resource.namespace) === service.namespace,
      ),
    );
  return found ?? null;
}
