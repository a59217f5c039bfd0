import type { Json, JsonObject } from '../model/json.ts';
import type { Resource, WorkloadId } from '../model/resource.ts';
import { numberAt, objectsAt, textAt, valueAt } from './fields.ts';
import type { LabelIndex } from './selectorIndex.ts';
import { matchesLabels } from './selectors.ts';
import { targetPortOf } from './services.ts';
import type { Endpoint, Service, ServicePort, Workload } from './types.ts';

/** Whether a service's selector chooses a workload's pod. */
export function selects(service: Service, workload: Workload): boolean {
  return (
    service.selector !== null &&
    service.namespace === workload.namespace &&
    matchesLabels(service.selector, workload.labels)
  );
}

/** Where a service's port leads: the running pods that its selector chooses, or what its EndpointSlices say. */
export function endpointsOf(
  service: Service,
  port: ServicePort,
  workloads: LabelIndex<Workload>,
  workloadByIp: ReadonlyMap<string, WorkloadId>,
  byKind: (kind: string) => readonly Resource[],
): readonly Endpoint[] {
  if (service.externalName !== null) return [];
  if (service.selector === null) return written(service, port, workloadByIp, byKind);
  return workloads.candidates(service.selector).flatMap((workload) => {
    const target = workload.running && selects(service, workload) ? targetPortOf(port, workload) : null;
    return target === null ? [] : [{ workload: workload.id, ip: workload.ip, port: target }];
  });
}

/** "A Service without selector: EndpointSlices with the label kubernetes.io/service-name", or Endpoints of its name. */
function written(
  service: Service,
  port: ServicePort,
  workloadByIp: ReadonlyMap<string, WorkloadId>,
  byKind: (kind: string) => readonly Resource[],
): readonly Endpoint[] {
  const slices = byKind('EndpointSlice').filter(
    ({ namespace, labels }) => namespace === service.namespace && labels['kubernetes.io/service-name'] === service.name,
  );
  const found =
    slices.length > 0
      ? slices.flatMap(({ body }) => sliceAddresses(body, port))
      : byKind('Endpoints')
          .filter(({ namespace, name }) => namespace === service.namespace && name === service.name)
          .flatMap(({ body }) => objectsAt(body, 'subsets').flatMap((subset) => subsetAddresses(subset, port)));
  return found.map(({ ip, port: number }) => ({ workload: workloadByIp.get(ip) ?? null, ip, port: number }));
}

type Address = Pick<Endpoint, 'ip' | 'port'>;

function sliceAddresses(body: JsonObject, port: ServicePort): readonly Address[] {
  const number = portOfName(body, port);
  // "ready: a nil value should be interpreted as true".
  const ready = objectsAt(body, 'endpoints').filter((endpoint) => valueAt(endpoint, ['conditions', 'ready']) !== false);
  return number === null
    ? []
    : ready.flatMap((endpoint) => texts(endpoint['addresses']).map((ip) => ({ ip, port: number })));
}

function subsetAddresses(subset: JsonObject, port: ServicePort): readonly Address[] {
  const number = portOfName(subset, port);
  if (number === null) return [];
  return objectsAt(subset, 'addresses').flatMap((address) => {
    const ip = textAt(address, 'ip');
    return ip === null ? [] : [{ ip, port: number }];
  });
}

/** The port of the same name. */
function portOfName(holder: JsonObject, port: ServicePort): number | null {
  const same = objectsAt(holder, 'ports').find((entry) => (textAt(entry, 'name') ?? '') === (port.name ?? ''));
  return same === undefined ? null : numberAt(same, 'port');
}

function texts(json: Json | undefined): readonly string[] {
  return Array.isArray(json) ? json.filter((item: Json) => typeof item === 'string') : [];
}
