import type { HttpHead } from '../model/trace.ts';

type Headers = readonly (readonly [string, string])[];

/** How a connection ended at the server's side, before the client's proxy translates it. */
export type ServerEnd =
  /** An HTTP answer, by the server's proxy or by the application. */
  | { readonly kind: 'response'; readonly status: number; readonly body: string; readonly headers: Headers }
  /** TCP bytes flow both ways. */
  | { readonly kind: 'connected' }
  /** The listener has no filter chain for it: closed at once, log `NR`. */
  | { readonly kind: 'noFilterChain' }
  /** The server did not accept the client's certificate, or got none. */
  | { readonly kind: 'clientRefused' }
  /** The client did not accept the server's certificate; `identity`: the name in it. */
  | { readonly kind: 'serverRefused'; readonly reason: 'issuer' | 'san' | 'expired'; readonly identity: string | null }
  /** TLS bytes met something that speaks none. */
  | { readonly kind: 'notTls' }
  /** Closed after the first bytes, by RBAC on a TCP chain; `handshaking`: they were a TLS greeting of the client's proxy. */
  | { readonly kind: 'closed'; readonly handshaking?: boolean }
  /** An HBONE tunnel was not opened: ztunnel answers the CONNECT with this status. */
  | { readonly kind: 'tunnelRefused'; readonly status: 400 | 401 | 503 }
  /** Nothing listens on the port; `proxied`: a sidecar had accepted first. */
  | { readonly kind: 'refused'; readonly proxied: boolean }
  /** No answer at all. */
  | { readonly kind: 'timeout' };

export const rbacBody = 'RBAC: access denied';

/** "A gRPC client (content-type application/grpc, not grpc-web) gets HTTP 200 with grpc-status" (section 8). */
export function localReply(
  http: HttpHead,
  status: number,
  body: string,
  headers: Headers = [],
): Extract<ServerEnd, { kind: 'response' }> {
  if (isGrpc(http)) {
    return {
      kind: 'response',
      status: 200,
      body: '',
      headers: [...headers, ['grpc-status', String(grpcStatus(status))]],
    };
  }
  // A reply to HEAD has no body.
  return { kind: 'response', status, body: http.method === 'HEAD' ? '' : body, headers };
}

/** "Exactly application/grpc, or starts with application/grpc+": neither grpc-web nor one with parameters (section 8; envoy `grpc/common.cc`). */
export function isGrpc(http: HttpHead): boolean {
  const type = http.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return /^application\/grpc($|\+)/.test(type);
}

/** By HTTP status; any other is UNKNOWN (envoy `grpc/status.cc`, httpToGrpcStatus). */
const grpcStatuses: ReadonlyMap<number, number> = new Map([
  [400, 13],
  [401, 16],
  [403, 7],
  [404, 12],
  [429, 14],
  [502, 14],
  [503, 14],
  [504, 14],
]);

function grpcStatus(status: number): number {
  return grpcStatuses.get(status) ?? 2;
}
