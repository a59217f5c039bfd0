import type { Resource } from '../model/resource.ts';
import { objectAt, objectsAt, numberAt, stringsAt, textAt, valueAt } from './fields.ts';
import { type GatewayController, gatewayController, isKubernetesGateway } from './gatewayClass.ts';
import { podOf } from './pod.ts';
import type { PodSource } from './podSource.ts';

/** What istiod deploys for a Gateway of the Gateway API: a Deployment and a Service of one name. */
export interface DeployedGateway {
  readonly gateway: Resource;
  readonly controller: GatewayController;
  readonly name: string;
  readonly serviceAccount: string;
  /** Of the pods. */
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly { readonly name: string; readonly port: number; readonly protocol: string }[];
}

export const gatewayNameLabel = 'gateway.networking.k8s.io/gateway-name';

/** The Gateways among the resources for which istiod deploys pods and a Service. */
export function deployedGateways(resources: readonly Resource[]): readonly DeployedGateway[] {
  const gateways = resources.filter(isKubernetesGateway);
  if (gateways.length === 0) return [];
  const classes = resources.filter(({ kind }) => kind === 'GatewayClass');
  return gateways.flatMap((gateway) => {
    const controller = gatewayController(gateway, classes);
    return controller !== null && isManaged(gateway) ? [deployed(gateway, controller)] : [];
  });
}

/** "One address of type Hostname, or several addresses: the pods are deployed by hand." */
export function isManaged({ body }: Resource): boolean {
  const addresses = objectsAt(body, 'spec', 'addresses');
  const [only] = addresses;
  return only === undefined || (addresses.length === 1 && (textAt(only, 'type') ?? 'IPAddress') === 'IPAddress');
}

/** "GATEWAY-CLASS; a waypoint has no suffix; an annotation may say otherwise." */
export function deploymentName(gateway: Resource, controller: GatewayController): string {
  const override = gateway.annotations['gateway.istio.io/name-override'];
  if (override !== undefined) return override;
  return defaultName(gateway, controller);
}

export function serviceAccountName(gateway: Resource, controller: GatewayController): string {
  return gateway.annotations['gateway.istio.io/service-account'] ?? defaultName(gateway, controller);
}

function defaultName({ name, body }: Resource, controller: GatewayController): string {
  return controller === 'waypoint' ? name : `${name}-${textAt(body, 'spec', 'gatewayClassName') ?? ''}`;
}

function deployed(gateway: Resource, controller: GatewayController): DeployedGateway {
  const name = deploymentName(gateway, controller);
  return {
    gateway,
    controller,
    name,
    serviceAccount: serviceAccountName(gateway, controller),
    labels: {
      'sidecar.istio.io/inject': 'false',
      'service.istio.io/canonical-name': name,
      'service.istio.io/canonical-revision': 'latest',
      'istio.io/dataplane-mode': 'none',
      // As recorded, a waypoint's pod has none of its Gateway's labels.
      ...(controller === 'gateway' ? infrastructureLabels(gateway) : {}),
      [gatewayNameLabel]: gateway.name,
      'gateway.networking.k8s.io/gateway-class-name': textAt(gateway.body, 'spec', 'gatewayClassName') ?? '',
      'gateway.istio.io/managed':
        controller === 'waypoint' ? 'istio.io-mesh-controller' : 'istio.io-gateway-controller',
    },
    ports: controller === 'waypoint' ? [{ name: 'mesh', port: 15008, protocol: 'HBONE' }] : listenerPorts(gateway),
  };
}

/** "`infrastructure.labels`, else the Gateway's own labels." */
function infrastructureLabels({ body, labels }: Resource): Readonly<Record<string, string>> {
  const infrastructure = objectAt(body, 'spec', 'infrastructure');
  if (valueAt(infrastructure, ['labels']) === undefined) return labels;
  const given = Object.entries(stringsAt(infrastructure, 'labels'));
  return Object.fromEntries(given.filter(([key]) => !key.startsWith('gateway.networking.k8s.io/')));
}

/** "The status port, then one port for each number that a listener has, named after the first." */
function listenerPorts({ body }: Resource): DeployedGateway['ports'] {
  const ports = new Map([[15021, { name: 'status-port', port: 15021, protocol: 'tcp' }]]);
  for (const listener of objectsAt(body, 'spec', 'listeners')) {
    const port = numberAt(listener, 'port');
    if (port === null || ports.has(port)) continue;
    ports.set(port, { name: textAt(listener, 'name') ?? '', port, protocol: textAt(listener, 'protocol') ?? '' });
  }
  return [...ports.values()];
}

/** Those of which the text has no pods of its own. */
export function withoutPods(
  gateways: readonly DeployedGateway[],
  sources: readonly PodSource[],
): readonly DeployedGateway[] {
  return gateways.filter(
    ({ gateway, name }) =>
      !sources.some(
        ({ owner, pod }) =>
          owner.namespace === gateway.namespace &&
          (owner.name === name || podOf(pod).labels[gatewayNameLabel] === gateway.name),
      ),
  );
}
