import { authorizationPolicy } from '../../yaml/schema/authorizationPolicy.ts';
import { destinationRule } from '../../yaml/schema/destinationRule.ts';
import { gateway } from '../../yaml/schema/gateway.ts';
import { kubernetesGateway } from '../../yaml/schema/gatewayApi/gateway.ts';
import { grpcRoute } from '../../yaml/schema/gatewayApi/grpcRoute.ts';
import { kubernetesHttpRoute } from '../../yaml/schema/gatewayApi/httpRoute.ts';
import { referenceGrant } from '../../yaml/schema/gatewayApi/referenceGrant.ts';
import { tcpRoute, tlsRoute } from '../../yaml/schema/gatewayApi/streamRoutes.ts';
import { networkPolicy } from '../../yaml/schema/networkPolicy.ts';
import { peerAuthentication } from '../../yaml/schema/peerAuthentication.ts';
import { requestAuthentication } from '../../yaml/schema/requestAuthentication.ts';
import { annotated } from './annotations.ts';
import { authorizationPolicyFindings } from './authorizationPolicy.ts';
import { destinationRuleFindings } from './destinationRule.ts';
import { sidecarFindings } from './sidecar.ts';
import { virtualServiceFindings } from './virtualService.ts';
import { gatewayFindings } from './gateway.ts';
import { peerAuthenticationFindings } from './peerAuthentication.ts';
import { reader } from './reader.ts';
import { serviceEntryFindings } from './serviceEntry.ts';
import { workloadEntryFindings } from './workloadEntry.ts';
import { requestAuthenticationFindings } from './requestAuthentication.ts';
import { serviceEntry } from '../../yaml/schema/serviceEntry.ts';
import { sidecar } from '../../yaml/schema/sidecar.ts';
import { virtualService } from '../../yaml/schema/virtualService.ts';
import { workloadEntry } from '../../yaml/schema/workloadEntry.ts';

/** By kind: how a resource is read, and what istiod's webhook asks of it. Gateway API and Kubernetes have no webhook of Istio's. */
export const readers = {
  authorizationPolicy: reader('AuthorizationPolicy', authorizationPolicy, authorizationPolicyFindings),
  requestAuthentication: reader(
    'RequestAuthentication',
    requestAuthentication,
    annotated(requestAuthenticationFindings),
  ),
  peerAuthentication: reader('PeerAuthentication', peerAuthentication, annotated(peerAuthenticationFindings)),
  destinationRule: reader('DestinationRule', destinationRule, annotated(destinationRuleFindings)),
  sidecar: reader('Sidecar', sidecar, annotated(sidecarFindings)),
  virtualService: reader('VirtualService', virtualService, annotated(virtualServiceFindings)),
  gateway: reader('Gateway', gateway, annotated(gatewayFindings)),
  kubernetesGateway: reader('Gateway.gateway.networking.k8s.io', kubernetesGateway, () => []),
  httpRoute: reader('HTTPRoute', kubernetesHttpRoute, () => []),
  grpcRoute: reader('GRPCRoute', grpcRoute, () => []),
  tcpRoute: reader('TCPRoute', tcpRoute, () => []),
  tlsRoute: reader('TLSRoute', tlsRoute, () => []),
  referenceGrant: reader('ReferenceGrant', referenceGrant, () => []),
  networkPolicy: reader('NetworkPolicy', networkPolicy, () => []),
  workloadEntry: reader(
    'WorkloadEntry',
    workloadEntry,
    annotated(({ spec }) => workloadEntryFindings(spec, ['spec'], null)),
  ),
  serviceEntry: reader('ServiceEntry', serviceEntry, annotated(serviceEntryFindings)),
};
