import type { Request } from '../../core/model/request.ts';
import { clientTls } from './mtls.ts';
import { type Mesh, type Pod, servicesOf } from './mesh.ts';

/** The bytes that reach the pod. */
export type Wire =
  | { readonly kind: 'raw' }
  | {
      readonly kind: 'tls';
      readonly alpn: readonly string[];
      readonly sni: string;
      /** The identity in the client's certificate; null: it shows none. */
      readonly certificate: string | null;
    };

/** A connection at the pod of the server. */
export interface Arrival {
  readonly server: Pod;
  readonly port: number;
  readonly sourceIp: string;
  readonly authority: string;
  readonly wire: Wire | { readonly kind: 'simple' };
}

const raw: Wire = { kind: 'raw' };

/** What reaches which pod; null where this model has no opinion: no such pod, the caller's own pod address, outside callers. */
export function arrival(mesh: Mesh, request: Request): Arrival | null {
  const { caller, target } = request;
  const client =
    caller.kind === 'workload'
      ? mesh.pods.find(({ namespace, name }) => `${namespace}/${name}` === caller.workload)
      : undefined;
  if (target.kind === 'workload') {
    const server = mesh.pods.find(({ namespace, name }) => `${namespace}/${name}` === target.workload);
    if (server === undefined) return null;
    const base = { server, port: target.port, authority: authority(request, server.ip) };
    if (caller.kind === 'peer') return { ...base, sourceIp: caller.ip ?? '', wire: peerWire(request) };
    // "Localhost and own-pod-IP calls: not captured."
    if (client === undefined || client.ip === server.ip) return null;
    // "Pod-IP calls: catch-all: PT plaintext."
    return { ...base, sourceIp: client.ip, wire: raw };
  }
  if (client === undefined) return null;
  return toService(mesh, request, client, target);
}

function toService(
  mesh: Mesh,
  request: Request,
  client: Pod,
  target: Extract<Request['target'], { kind: 'host' }>,
): Arrival | null {
  const service = mesh.services.find(({ name, namespace }) => `${name}.${namespace}` === target.host);
  const port = service?.ports.find((each) => each.port === target.port);
  const server = mesh.pods.find((pod) => service !== undefined && servicesOf(mesh, pod).includes(service));
  if (service === undefined || port === undefined || server === undefined) return null;
  const base = {
    server,
    port: port.targetPort,
    sourceIp: client.ip,
    authority: authority(request, target.host),
  };
  const http = request.payload.kind === 'http';
  // Without a proxy nothing is wrapped.
  if (!client.sidecar) return { ...base, wire: raw };
  // "The client's own listener would have taken them as TCP": on to the service's address as they are.
  // What address a pod that calls itself this way shows is the node's affair.
  if (port.protocol === 'HTTP' && !http) return client === server ? null : { ...base, wire: raw };
  const tls = clientTls(mesh, client, service, port.port, server, port.targetPort);
  if (tls === 'plaintext') return { ...base, wire: raw };
  if (tls === 'simple') return { ...base, wire: { kind: 'simple' } };
  // "ALPN filter sends `istio-http/1.1|istio-h2|…`"; "outbound_.<port>_.<subset or empty>_.<service FQDN>".
  const alpn = http && port.protocol !== 'TCP' ? ['istio-http/1.1'] : ['istio'];
  const sni = `outbound_.${port.port}_._.${service.hostname}`;
  return { ...base, wire: { kind: 'tls', alpn, sni, certificate: client.identity } };
}

/** "With `identity` Istio mTLS as a remote sidecar would, without it plaintext"; `tls` = the program itself speaks TLS. */
function peerWire({ caller, payload, tls }: Request): Wire {
  if (caller.kind !== 'peer' || (caller.identity === null && tls === null)) return raw;
  if (caller.identity === null) return { kind: 'tls', alpn: tls?.alpn ?? [], sni: tls?.sni ?? '', certificate: null };
  const alpn = caller.alpn ?? (payload.kind === 'http' ? ['istio-http/1.1'] : ['istio']);
  return { kind: 'tls', alpn, sni: caller.sni ?? '', certificate: caller.identity };
}

/** The Host header: as given, else as a client derives it from what it dials. */
function authority({ payload, target }: Request, host: string): string {
  if (payload.kind === 'http' && payload.host !== null) return payload.host;
  return target.port === 80 ? host : `${host}:${target.port}`;
}
