import { authorizationPolicy } from './authorizationPolicy.ts';
import { destinationRule } from './destinationRule.ts';
import type { Schema } from './dsl.ts';
import { gateway } from './gateway.ts';
import { kubernetesGateway } from './gatewayApi/gateway.ts';
import { grpcRoute } from './gatewayApi/grpcRoute.ts';
import { kubernetesHttpRoute } from './gatewayApi/httpRoute.ts';
import { referenceGrant } from './gatewayApi/referenceGrant.ts';
import { tcpRoute, tlsRoute } from './gatewayApi/streamRoutes.ts';
import { networkPolicy } from './networkPolicy.ts';
import { peerAuthentication } from './peerAuthentication.ts';
import { requestAuthentication } from './requestAuthentication.ts';
import { serviceEntry } from './serviceEntry.ts';
import { sidecar } from './sidecar.ts';
import { virtualService } from './virtualService.ts';
import { workloadEntry } from './workloadEntry.ts';

/** The table of each kind that is looked into, for diagnostics, completion and hover. */
export const tables: ReadonlyMap<string, Schema> = new Map<string, Schema>([
  ['AuthorizationPolicy', authorizationPolicy],
  ['PeerAuthentication', peerAuthentication],
  ['RequestAuthentication', requestAuthentication],
  ['DestinationRule', destinationRule],
  ['Sidecar', sidecar],
  ['ServiceEntry', serviceEntry],
  ['VirtualService', virtualService],
  ['Gateway', gateway],
  ['WorkloadEntry', workloadEntry],
  ['NetworkPolicy', networkPolicy],
  ['Gateway.gateway.networking.k8s.io', kubernetesGateway],
  ['HTTPRoute', kubernetesHttpRoute],
  ['GRPCRoute', grpcRoute],
  ['TCPRoute', tcpRoute],
  ['TLSRoute', tlsRoute],
  ['ReferenceGrant', referenceGrant],
]);
