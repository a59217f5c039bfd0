import { selectProtocol } from '../cluster/protocol.ts';
import type { ServicePort, Workload } from '../cluster/types.ts';
import { targetPortOf } from '../cluster/services.ts';
import type { DeclaredProtocol } from '../model/trace.ts';
import { entryEndpoints } from './entryEndpoints.ts';
import { type PeerMode, workloadPeerMode } from './peerAuthentication.ts';
import { type PolicyChain, policyChain } from './policyChain.ts';
import type { EntryFacts, MeshService } from './serviceEntry.ts';
import type { SidecarSpec } from '../yaml/schema/sidecar.ts';
import { sidecarFor } from './sidecarScope.ts';
import type { World } from './world.ts';

/** The chains of one port of a sidecar's inbound listener (15006). */
export interface InboundPort {
  readonly port: number;
  /** False: neither a service nor a Sidecar declares the port; the catch-all chains take it. */
  readonly declared: boolean;
  /** The port of the application behind it. */
  readonly application: number;
  readonly protocol: DeclaredProtocol;
  /** "Inbound retries are never configured for gRPC ports" (istio `route.go` BuildDefaultHTTPInboundRoute). */
  readonly retries: boolean;
  readonly peer: PeerMode;
  readonly cluster: string;
}

/** A sidecar's inbound side, as istiod configures it. */
export interface InboundListener extends PolicyChain {
  readonly declared: ReadonlyMap<number, InboundPort>;
}

/** The inbound listener of a workload's sidecar; built once per world. */
export function inboundListener(world: World, workload: Workload): InboundListener {
  const known = world.inboundListeners.get(workload.id);
  if (known) return known;
  // Defined on the chain itself: its filters are compiled when they are first asked for.
  const built: InboundListener = Object.assign(policyChain(world, workload), {
    declared: declaredPorts(world, workload),
  });
  world.inboundListeners.set(workload.id, built);
  return built;
}

/** The ports of a workload's sidecar that a Sidecar or a service declares. */
function declaredPorts(world: World, workload: Workload): ReadonlyMap<number, InboundPort> {
  return new Map(
    [...declaredProtocols(world, workload)].map(([port, { application, protocol, retries }]) => {
      const peer = workloadPeerMode(world, workload, port);
      return [port, { port, declared: true, application, protocol, retries, peer, cluster: `inbound|${port}||` }];
    }),
  );
}

/** What a declared port carries, and the port of the application behind it. */
export type DeclaredPort = Pick<InboundPort, 'application' | 'protocol' | 'retries'>;

/** "The listener is keyed by the pod port; when several services share it, the oldest service's protocol wins" (4.3#5). */
export function declaredProtocols(world: World, workload: Workload): ReadonlyMap<number, DeclaredPort> {
  const ingress = sidecarFor(world, workload)?.spec.ingress ?? [];
  // "Sidecar.spec.ingress replaces the set of declared inbound ports" (2.8).
  if (ingress.length > 0) return new Map(ingress.flatMap(ingressPort));
  const declared = new Map<number, DeclaredPort>();
  const services: readonly MeshService[] = [...world.cluster.servicesOf(workload.id), ...entriesOf(world, workload)];
  for (const service of services) {
    for (const servicePort of service.ports) {
      if (servicePort.protocol === 'UDP') continue;
      const port = service.entry
        ? portAt(world, service, service.entry, servicePort, workload)
        : targetPortOf(servicePort, workload);
      if (port === null || declared.has(port)) continue;
      declared.set(port, { application: port, protocol: servicePort.declared, retries: !isGrpc(servicePort) });
    }
  }
  return declared;
}

/** "ServiceEntries of its own namespace whose workloadSelector or endpoint address is the pod" declare its ports as well. */
function entriesOf(world: World, workload: Workload): readonly MeshService[] {
  return world.entries.get(workload.namespace) ?? [];
}

function portAt(
  world: World,
  service: MeshService,
  entry: EntryFacts,
  port: ServicePort,
  workload: Workload,
): number | null {
  return entryEndpoints(world, service, entry, port).find(({ ip }) => ip === workload.ip)?.port ?? null;
}

type Ingress = NonNullable<SidecarSpec['ingress']>[number];

/** "The Sidecar's own protocol wins over the Service's; defaultEndpoint chooses the app port" (2.8). */
function ingressPort({ port, defaultEndpoint }: Ingress): readonly [number, DeclaredPort][] {
  const { number, name, protocol } = port;
  if (number === undefined) return [];
  const given = Number(defaultEndpoint?.split(':').at(-1));
  const application = Number.isInteger(given) && given > 0 ? given : number;
  const selected = selectProtocol('TCP', number, name ?? null, protocol?.toLowerCase() ?? null);
  return [[number, { application, protocol: selected.declared, retries: !isGrpc(selected) }]];
}

function isGrpc({ application }: Pick<ServicePort, 'application'>): boolean {
  return application === 'grpc' || application === 'grpc-web';
}

/** The chains that take a port: its own, else the catch-all ones into InboundPassthroughCluster (2.7). */
export function inboundPort(world: World, workload: Workload, listener: InboundListener, port: number): InboundPort {
  return (
    listener.declared.get(port) ?? {
      port,
      declared: false,
      application: port,
      protocol: 'AUTO',
      retries: true,
      peer: workloadPeerMode(world, workload, port),
      cluster: 'InboundPassthroughCluster',
    }
  );
}

/** Envoy's name of the chain, as access logs show it. */
export function chainName(inbound: InboundPort, layer: 'HTTP' | 'TCP'): string {
  if (inbound.declared) return `0.0.0.0_${inbound.port}`;
  return layer === 'HTTP' ? 'virtualInbound-catchall-http' : 'virtualInbound';
}
