import type { Workload } from '../cluster/types.ts';
import { isAutoAllocated } from '../controlplane/autoAllocate.ts';
import type { World } from '../controlplane/world.ts';
import type { Wire } from '../model/trace.ts';
import type { ServerCheck } from './handshake.ts';
import type { Retries } from './retries.ts';

/** Where an address on the pod network leads once kube-proxy has done its part. */
export type Landing =
  | { readonly kind: 'pod'; readonly workload: Workload; readonly port: number }
  | { readonly kind: 'outside'; readonly ip: string; readonly port: number }
  /** A cluster address behind which there is nothing. */
  | { readonly kind: 'nowhere'; readonly ip: string; readonly port: number };

/** A connection that leaves the client's side: its target, its wrapping, and the words of the proxy's log. */
export interface Upstream {
  readonly landing: Landing;
  readonly wire: Wire;
  readonly accepts: ServerCheck | null;
  /** What the client's proxy made of the traffic; null: no proxy took part. */
  readonly proxy: ProxyView | null;
  /** The ztunnel that opened it, and the service it opened it for. */
  readonly ztunnel?: { readonly client: Workload; readonly service: string | null };
}

export interface ProxyView {
  readonly client: Workload;
  readonly side: 'outbound' | 'gateway' | 'waypoint';
  readonly layer: 'HTTP' | 'TCP';
  readonly cluster: string;
  readonly route: string | null;
  readonly chain: string | null;
  /** "The catch-all allow_any route has no retry policy" (section 0): null. */
  readonly retries: Retries | null;
  /** A fault held the request back here. */
  readonly delayed?: boolean;
}

/** A cluster IP becomes one of its endpoints; a pod's address stays; anything else is outside. */
export function land(world: World, ip: string, port: number): Landing {
  const { cluster } = world;
  const hostname = cluster.serviceByIp.get(ip);
  if (hostname !== undefined) {
    const service = cluster.services.get(hostname);
    const servicePort = service?.ports.find((each) => each.port === port && each.protocol === 'TCP');
    const endpoint = servicePort ? cluster.endpoints(hostname, servicePort)[0] : undefined;
    return endpoint ? landOnPod(world, endpoint.ip, endpoint.port) : { kind: 'nowhere', ip, port };
  }
  // What istiod made up is on no network: only a proxy with a listener for it knows what to do.
  if (isAutoAllocated(ip)) return { kind: 'nowhere', ip, port };
  return landOnPod(world, ip, port);
}

/** The pod that has an address, or the outside. */
export function landOnPod(world: World, ip: string, port: number): Landing {
  const id = world.cluster.workloadByIp.get(ip);
  const workload = id === undefined ? undefined : world.cluster.workloads.get(id);
  return workload ? { kind: 'pod', workload, port } : { kind: 'outside', ip, port };
}
