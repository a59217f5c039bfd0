import { numberAt, objectAt, objectsAt, textAt, valueAt } from '../../cluster/fields.ts';
import type { Workload } from '../../cluster/types.ts';
import { isList, type Json } from '../../model/json.ts';
import type { Resource } from '../../model/resource.ts';
import { completeHost, exportedTo, hostCovers } from '../visibility.ts';
import type { World } from '../world.ts';

/** A VirtualService that a client's proxy applies to one of these hosts; null: none. */
export function virtualServiceFor(world: World, client: Workload, hosts: readonly string[]): Resource | null {
  const found = world.cluster.byKind('VirtualService').find((resource) => {
    const gateways = strings(valueAt(resource.body, ['spec', 'gateways']));
    if (gateways.length > 0 && !gateways.includes('mesh')) return false;
    return (
      visible(resource, world.mesh.defaultVirtualServiceExportTo, client) &&
      strings(valueAt(resource.body, ['spec', 'hosts'])).some((host) =>
        covers(completeHost(host, resource.namespace), hosts),
      )
    );
  });
  return found ?? null;
}

/** A ServiceEntry that names one of these hosts or addresses, or, where a port is given, may take any address on it; null: none. */
export function serviceEntryFor(
  world: World,
  client: Workload,
  hosts: readonly string[],
  port: number | null,
): Resource | null {
  const found = world.cluster.byKind('ServiceEntry').find((resource) => {
    if (!visible(resource, ['*'], client)) return false;
    const spec = objectAt(resource.body, 'spec');
    const names = [...strings(valueAt(spec, ['hosts'])), ...strings(valueAt(spec, ['addresses']))];
    const onPort = port !== null && objectsAt(spec, 'ports').some((each) => numberAt(each, 'number') === port);
    return names.some((name) => covers(name, hosts)) || onPort;
  });
  return found ?? null;
}

function covers(pattern: string, hosts: readonly string[]): boolean {
  return hosts.some((host) => hostCovers(pattern, host) || pattern === host);
}

function visible(resource: Resource, fallback: readonly string[], client: Workload): boolean {
  return exportedTo(
    strings(valueAt(resource.body, ['spec', 'exportTo'])),
    fallback,
    resource.namespace,
    client.namespace,
  );
}

function strings(json: Json | undefined): readonly string[] {
  return json !== undefined && isList(json) ? json.filter((item) => typeof item === 'string') : [];
}

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
