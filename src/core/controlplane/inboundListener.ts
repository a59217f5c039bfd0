import type { Service, ServicePort, Workload } from '../cluster/types.ts';
import { targetPortOf } from '../cluster/services.ts';
import type { WorkloadId } from '../model/resource.ts';
import type { DeclaredProtocol } from '../model/trace.ts';
import { type NotAttached, selectPolicies } from './authorization/attached.ts';
import { rbacFilters } from './authorization/filters.ts';
import type { RbacFilter } from './authorization/rbac.ts';
import { type CustomFilter, customFilters } from './extAuthz.ts';
import { type PeerMode, workloadPeerMode } from './peerAuthentication.ts';
import { type JwtProvider, jwtProviders } from './requestAuthentication.ts';
import type { World } from './world.ts';

/** The chains of one port of a sidecar's inbound listener (15006). */
export interface InboundPort {
  readonly port: number;
  /** Null: no service declares the port; the catch-all chains take it. */
  readonly service: { readonly service: Service; readonly port: ServicePort } | null;
  readonly protocol: DeclaredProtocol;
  readonly peer: PeerMode;
  readonly cluster: string;
}

/** A sidecar's inbound side, as istiod configures it. */
export interface InboundListener {
  readonly workload: WorkloadId;
  readonly declared: ReadonlyMap<number, InboundPort>;
  readonly http: readonly RbacFilter[];
  readonly tcp: readonly RbacFilter[];
  /** Providers of the jwt_authn filter, by issuer; none = no such filter. */
  readonly jwt: readonly JwtProvider[];
  /** External authorization, before everything else, by provider name. */
  readonly customHttp: readonly CustomFilter[];
  readonly customTcp: readonly CustomFilter[];
  readonly notAttached: readonly NotAttached[];
}

/** The inbound listener of a workload's sidecar; built once per world. */
export function inboundListener(world: World, workload: Workload): InboundListener {
  const known = world.inboundListeners.get(workload.id);
  if (known) return known;
  const { attached, notAttached } = selectPolicies(world, workload);
  const built: InboundListener = {
    workload: workload.id,
    declared: declaredPorts(world, workload),
    http: rbacFilters(world, attached, 'HTTP'),
    tcp: rbacFilters(world, attached, 'TCP'),
    jwt: jwtProviders(world, workload),
    customHttp: customFilters(world, attached, 'HTTP'),
    customTcp: customFilters(world, attached, 'TCP'),
    notAttached,
  };
  world.inboundListeners.set(workload.id, built);
  return built;
}

/** "The listener is keyed by the pod port; when several services share it, the oldest service's protocol wins" (4.3#5). */
function declaredPorts(world: World, workload: Workload): ReadonlyMap<number, InboundPort> {
  const declared = new Map<number, InboundPort>();
  for (const service of world.cluster.servicesOf(workload.id)) {
    for (const servicePort of service.ports) {
      if (servicePort.protocol === 'UDP') continue;
      const port = targetPortOf(servicePort, workload);
      if (port === null || declared.has(port)) continue;
      declared.set(port, {
        port,
        service: { service, port: servicePort },
        protocol: servicePort.declared,
        peer: workloadPeerMode(world, workload, port),
        cluster: `inbound|${port}||`,
      });
    }
  }
  return declared;
}

/** The chains that take a port: its own, else the catch-all ones into InboundPassthroughCluster (2.7). */
export function inboundPort(world: World, workload: Workload, listener: InboundListener, port: number): InboundPort {
  return (
    listener.declared.get(port) ?? {
      port,
      service: null,
      protocol: 'AUTO',
      peer: workloadPeerMode(world, workload, port),
      cluster: 'InboundPassthroughCluster',
    }
  );
}

/** Envoy's name of the chain, as access logs show it. */
export function chainName(inbound: InboundPort, layer: 'HTTP' | 'TCP'): string {
  if (inbound.service) return `0.0.0.0_${inbound.port}`;
  return layer === 'HTTP' ? 'virtualInbound-catchall-http' : 'virtualInbound';
}
