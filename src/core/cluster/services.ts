import type { Json } from '../model/json.ts';
import { onceEach } from '../model/onceEach.ts';
import type { Resource } from '../model/resource.ts';
import { addressPool, serviceNetwork } from './addresses.ts';
import { type DeployedGateway, deployedGateways, gatewayNameLabel } from './deployedGateway.ts';
import { numberAt, objectsAt, stringsAt, textAt, valueAt } from './fields.ts';
import { selectProtocol } from './protocol.ts';
import type { Service, ServicePort, Topology, Workload } from './types.ts';

export function hostnameOf(name: string, namespace: string): string {
  return `${name}.${namespace}.svc.cluster.local`;
}

/** The Services of a cluster by hostname, in the order of the text. */
export function buildServices(resources: readonly Resource[], topology: Topology | null): ReadonlyMap<string, Service> {
  const given = new Set(
    resources.filter(({ kind }) => kind === 'Service').map(({ name, namespace }) => hostnameOf(name, namespace)),
  );
  const deployed = new Map(
    deployedGateways(resources)
      .filter(({ gateway, name }) => !given.has(hostnameOf(name, gateway.namespace)))
      .map((each) => [each.gateway, each]),
  );
  const members = resources.flatMap((resource): readonly Service[] => {
    if (resource.kind === 'Service') return [serviceOf(resource)];
    const gateway = deployed.get(resource);
    return gateway === undefined ? [] : [deployedService(gateway)];
  });
  const fixed = members.map((service) => fixedAddress(service, topology));
  const pool = addressPool(serviceNetwork, new Set(fixed.filter((ip) => ip !== null)), members.length);
  return new Map(
    members.map((service, index) => [service.hostname, withAddress(service, pool.take(index, fixed[index] ?? null))]),
  );
}

function fixedAddress({ hostname, resource }: Service, topology: Topology | null): string | null {
  const known = topology?.services[hostname];
  const given = resource.kind === 'Service' ? textAt(resource.body, 'spec', 'clusterIP') : null;
  const address = known ?? given ?? '';
  return address === '' || address === 'None' ? null : address;
}

function withAddress(service: Service, address: string): Service {
  return service.headless || service.externalName !== null ? service : { ...service, clusterIp: address };
}

/** A Service as its text gives it; one with a cluster IP has yet to get it. */
const serviceOf = onceEach((resource: Resource): Service => {
  const { name, namespace, body, creationTimestamp } = resource;
  const externalName = textAt(body, 'spec', 'type') === 'ExternalName' ? textAt(body, 'spec', 'externalName') : null;
  const headless = externalName === null && textAt(body, 'spec', 'clusterIP') === 'None';
  const selector = stringsAt(body, 'spec', 'selector');
  return {
    hostname: hostnameOf(name, namespace),
    namespace,
    name,
    resource,
    clusterIp: null,
    headless,
    externalName,
    // An empty selector selects nothing: somebody else writes the EndpointSlices.
    selector: externalName !== null || Object.keys(selector).length === 0 ? null : selector,
    ports: objectsAt(body, 'spec', 'ports').flatMap(portOf),
    creationTimestamp,
  };
});

/** The Service that istiod makes for a Gateway; it has yet to get its address. */
function deployedService({ gateway, name, ports }: DeployedGateway): Service {
  const { namespace, creationTimestamp } = gateway;
  return {
    hostname: hostnameOf(name, namespace),
    namespace,
    name,
    resource: gateway,
    clusterIp: null,
    headless: false,
    externalName: null,
    selector: { [gatewayNameLabel]: gateway.name },
    ports: ports.map((each, index) => {
      const appProtocol = each.protocol.toLowerCase();
      const selected = selectProtocol('TCP', each.port, each.name, appProtocol);
      return {
        name: each.name,
        port: each.port,
        targetPort: each.port,
        protocol: 'TCP',
        appProtocol,
        ...selected,
        index,
      };
    }),
    creationTimestamp,
  };
}

function portOf(entry: Json, index: number): readonly ServicePort[] {
  const port = numberAt(entry, 'port');
  if (port === null) return [];
  const name = textAt(entry, 'name');
  const given = textAt(entry, 'protocol');
  const protocol = given === 'UDP' || given === 'SCTP' ? given : 'TCP';
  const appProtocol = textAt(entry, 'appProtocol');
  const target = valueAt(entry, ['targetPort']);
  // "targetPort defaults to the value of port"; a number in quotes is a name in Kubernetes, and no port has that name.
  const targetPort =
    typeof target === 'string' && target !== '' ? target : typeof target === 'number' && target > 0 ? target : port;
  return [
    { name, port, targetPort, protocol, appProtocol, ...selectProtocol(protocol, port, name, appProtocol), index },
  ];
}

/** The port of a workload's pod that a service's port leads to; null if no container port has the wanted name. */
export function targetPortOf(port: ServicePort, workload: Workload): number | null {
  if (typeof port.targetPort === 'number') return port.targetPort;
  const named = workload.containerPorts.find(
    ({ name, protocol }) => name === port.targetPort && protocol === port.protocol,
  );
  return named?.port ?? null;
}
