import type { Resource } from '../model/resource.ts';
import { textAt } from './fields.ts';

/** Who implements a Gateway of the Gateway API: istiod as a gateway or a waypoint, or somebody else (null). */
export type GatewayController = 'gateway' | 'waypoint';

const controllers: ReadonlyMap<string, GatewayController> = new Map([
  ['istio.io/gateway-controller', 'gateway'],
  ['istio.io/mesh-controller', 'waypoint'],
]);
/** "The built-in classes, whether or not the GatewayClass is given." */
const builtIn: ReadonlyMap<string, GatewayController> = new Map([
  ['istio', 'gateway'],
  ['istio-waypoint', 'waypoint'],
]);

export function isKubernetesGateway({ kind }: Resource): boolean {
  return kind === 'Gateway.gateway.networking.k8s.io';
}

/** The controller of a Gateway's class, by the GatewayClasses that are given. */
export function gatewayController(gateway: Resource, classes: readonly Resource[]): GatewayController | null {
  const name = textAt(gateway.body, 'spec', 'gatewayClassName') ?? '';
  const given = classes.find((each) => each.name === name);
  if (given === undefined) return builtIn.get(name) ?? null;
  return controllers.get(textAt(given.body, 'spec', 'controllerName') ?? '') ?? null;
}
