import type { Resource } from '../model/resource.ts';
import { workloadId } from '../model/resource.ts';
import { textAt } from './fields.ts';
import type { Workload } from './types.ts';

/** A Gateway API Gateway for which istiod deploys a waypoint. */
export function isWaypointGateway(resource: Resource): boolean {
  return (
    resource.kind === 'Gateway.gateway.networking.k8s.io' &&
    textAt(resource.body, 'spec', 'gatewayClassName') === 'istio-waypoint'
  );
}

/** The waypoint that istiod deploys, named after its Gateway, where the text has none of its own. */
export function waypointWorkload(resource: Resource, ip: string): Workload {
  const { namespace, name } = resource;
  return {
    id: workloadId(namespace, name),
    namespace,
    name,
    kind: 'Deployment',
    resource,
    podPath: [],
    labels: {
      'gateway.istio.io/managed': 'istio.io-mesh-controller',
      'gateway.networking.k8s.io/gateway-class-name': 'istio-waypoint',
      'gateway.networking.k8s.io/gateway-name': name,
      'istio.io/dataplane-mode': 'none',
      'service.istio.io/canonical-name': name,
      'service.istio.io/canonical-revision': 'latest',
      'sidecar.istio.io/inject': 'false',
    },
    annotations: {},
    serviceAccount: name,
    ip,
    hostNetwork: false,
    proxy: 'waypoint',
    injection: { injected: true, reason: 'present' },
    containerPorts: [],
    running: true,
  };
}
