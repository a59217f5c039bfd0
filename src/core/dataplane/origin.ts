import type { Workload } from '../cluster/types.ts';
import { parseAddress } from '../controlplane/authorization/cidr.ts';
import { identityOf } from '../controlplane/certificates.ts';
import type { World } from '../controlplane/world.ts';
import type { ApplicationTls, PastSidecar, Request } from '../model/request.ts';
import type { HttpHead, Packet } from '../model/trace.ts';
import type { DirectWire } from '../model/tunnel.ts';

/** The address of hand-made and outside clients that name none. */
const elsewhere = '198.51.100.1';
/** The address of the node that a kubelet runs on. */
const someNode = '172.18.0.2';

/** The packet as the sender's program writes it. */
export function firstPacket(world: World, request: Request): Packet {
  const { target, payload } = request;
  const client = callerWorkload(world, request);
  const server = target.kind === 'workload' ? world.cluster.workloads.get(target.workload) : undefined;
  const http: HttpHead | null =
    payload.kind === 'http'
      ? {
          method: payload.method,
          authority: payload.host ?? authority(request, server),
          path: payload.path,
          headers: payload.headers,
        }
      : null;
  return {
    source: { ip: addressOf(request, client), workload: client?.id ?? null },
    destination: { ip: server?.ip ?? null, port: target.port, workload: server?.id ?? null },
    wire: firstWire(world, request, client),
    peer: null,
    http,
  };
}

function addressOf({ caller }: Request, client: Workload | undefined): string | null {
  switch (caller.kind) {
    case 'workload':
      return client?.ip ?? null;
    case 'kubelet':
      return someNode;
    case 'external':
    case 'peer':
      return caller.ip ?? elsewhere;
  }
}

/** The Host header that an HTTP client derives from what it dials: after a name, the port only where it is not 80. */
function authority(request: Request, server: Workload | undefined): string {
  const { target } = request;
  if (target.kind === 'workload') return `${server?.ip ?? target.workload}:${target.port}`;
  return target.port === 80 ? target.host : `${target.host}:${target.port}`;
}

/** A hand-made peer with an identity speaks Istio mTLS "as a remote sidecar would"; an application may speak its own TLS. */
function firstWire(world: World, request: Request, client: Workload | undefined): DirectWire {
  const { caller, payload, tls } = request;
  const byHand = handMade(world, caller, client);
  if (byHand !== null) {
    const usual =
      payload.kind !== 'http'
        ? ['istio-peer-exchange', 'istio']
        : payload.version === '2'
          ? ['istio-h2', 'istio', 'h2']
          : ['istio-http/1.1', 'istio', 'http/1.1'];
    return { kind: 'mtls', sni: byHand.sni ?? '', alpn: byHand.alpn ?? usual, presents: byHand.identity };
  }
  if (tls === null) return { kind: 'plaintext' };
  return applicationWire(request, tls);
}

/** Whose certificate is shown without a proxy; null: none is. */
function handMade(
  world: World,
  caller: Request['caller'],
  client: Workload | undefined,
): { readonly identity: string; readonly sni: string | null; readonly alpn: readonly string[] | null } | null {
  if (caller.kind === 'peer')
    return caller.identity === null ? null : { identity: caller.identity, sni: caller.sni, alpn: caller.alpn };
  // The certificate of a sidecar lies in its pod.
  if (client === undefined || passing(caller, client) !== 'identity') return null;
  return { identity: identityOf(world, client), sni: null, alpn: null };
}

/** How a caller goes past its own sidecar; null: it does not, or has none. */
export function passing(caller: Request['caller'], client: Workload | undefined): PastSidecar | null {
  return caller.kind === 'workload' && client?.proxy === 'sidecar' ? (caller.past ?? null) : null;
}

/** TLS that the calling program speaks by itself; it names the host it dials unless told otherwise. */
export function applicationWire(request: Request, tls: ApplicationTls): DirectWire {
  const host = request.target.kind === 'host' ? request.target.host : '';
  // "A server name is never an address" (RFC 6066): who dials one sends none.
  const name = parseAddress(host) === null ? host : '';
  return { kind: 'tls', sni: tls.sni ?? name, alpn: tls.alpn, by: 'application' };
}

export function callerWorkload(world: World, request: Request): Workload | undefined {
  return request.caller.kind === 'workload' ? world.cluster.workloads.get(request.caller.workload) : undefined;
}
