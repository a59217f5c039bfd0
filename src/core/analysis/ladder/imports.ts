import { resolveName } from '../../cluster/dns.ts';
import { isIPv4, isIPv6 } from '../../cluster/addresses.ts';
import type { Workload } from '../../cluster/types.ts';
import { serviceFor } from '../../controlplane/registry.ts';
import type { World } from '../../controlplane/world.ts';
import type { Trace } from '../../model/trace.ts';

/** An outside host that a wanted request goes to and that nobody has registered. */
export interface OutsideHost {
  readonly host: string;
  readonly port: number;
  readonly protocol: 'HTTP' | 'TLS' | 'TCP';
  readonly request: string;
}

/** What the proxy of a caller must know for a request to leave: services by `namespace/host`, and new outside hosts. */
export interface Needs {
  readonly client: Workload;
  readonly request: string;
  readonly hosts: readonly string[];
  /** Whether it is outside by name, or an address that has none. */
  readonly outside: OutsideHost | null;
  /** It dials an address that nothing could register: a proxy that knows registered hosts only refuses it. */
  readonly nameless: boolean;
}

/** What a delivered request asks of its caller's proxy; null: there is none. */
export function needsOf(world: World, trace: Trace): Needs | null {
  const { caller } = trace.request;
  const client = caller.kind === 'workload' ? world.cluster.workloads.get(caller.workload) : undefined;
  if (client?.proxy !== 'sidecar') return null;
  const clusters = trace.hops.flatMap(({ at, steps }) =>
    at.kind === 'sidecar' && at.side === 'outbound'
      ? steps.flatMap((step) => (step.kind === 'cluster' ? [step.cluster] : []))
      : [],
  );
  const named = clusters.map((cluster) => cluster.slice(cluster.lastIndexOf('|') + 1));
  const hosts = [...named, ...namesOf(world, client, trace)].flatMap((host) => {
    const service = serviceFor(world, client, host);
    return service === null ? [] : [`${service.namespace}/${host}`];
  });
  const outside = outsideOf(trace, clusters);
  const nameless = clusters.includes('PassthroughCluster') && (outside === null || isAddress(outside.host));
  return { client, request: trace.request.id, hosts: [...new Set(hosts)], outside, nameless };
}

/** By which names the proxy is asked: the one that was dialled, and the Host header. */
function namesOf({ cluster }: World, client: Workload, { request }: Trace): readonly string[] {
  const { target, payload } = request;
  const said =
    payload.kind === 'http' && payload.host !== null ? [payload.host.toLowerCase().replace(/:\d+$/, '')] : [];
  const dialled = target.kind === 'host' ? [target.host.toLowerCase()] : [];
  return [...dialled, ...said].flatMap((name) => {
    const found = resolveName(cluster, name, client.namespace);
    return found.kind === 'service' || found.kind === 'podOfHeadless' ? [found.service.hostname] : [name];
  });
}

function outsideOf({ request, hops }: Trace, clusters: readonly string[]): OutsideHost | null {
  const { target, payload, tls, id } = request;
  if (target.kind !== 'host' || hops.at(-1)?.at.kind !== 'outside' || !clusters.includes('PassthroughCluster'))
    return null;
  const said = payload.kind === 'http' && payload.host !== null ? payload.host.replace(/:\d+$/, '') : target.host;
  const host = (tls === null ? said : (tls.sni ?? target.host)).toLowerCase();
  const protocol = tls !== null ? 'TLS' : payload.kind === 'http' ? 'HTTP' : 'TCP';
  return { host, port: target.port, protocol, request: id };
}

/** An address is no name that a ServiceEntry could have. */
export function isAddress(host: string): boolean {
  return isIPv4(host) || isIPv6(host);
}
