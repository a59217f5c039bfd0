import type { Request } from '../../core/model/request.ts';
import { parseAddress } from './address.ts';
import { authorize } from './authorize.ts';
import type { HttpFacts } from './facts.ts';
import { inboundProtocol, listens, type Mesh } from './mesh.ts';
import { portMode } from './mtls.ts';
import { normalize } from './path.ts';
import { readToken } from './token.ts';
import { type Arrival, arrival, type Wire } from './wire.ts';

export const outcomes = [
  'allowed',
  'deniedByDeny',
  'deniedByAllow',
  'refusedForMtls', // no filter chain takes it, or the server refuses the certificate
  'tlsFails', // the server speaks no TLS, or not with a certificate that the client takes
  'notHttp',
  'jwtRejected',
  'notListening',
] as const;
export type Outcome = (typeof outcomes)[number];

interface Chain {
  readonly layer: 'HTTP' | 'TCP';
  readonly identity: string | null;
  readonly sni: string;
  /** What still comes after the policies. */
  readonly end: 'deliver' | 'tlsFails';
}

/**
 * What becomes of a request to a workload with a sidecar, straight from the rules: no compilation, no explanation.
 * Null where this model has no opinion.
 */
export function decide(mesh: Mesh, request: Request): Outcome | null {
  const arrived = arrival(mesh, request);
  if (arrived === null || !arrived.server.sidecar || unsureOfScheme(mesh, request)) return null;
  const { server, port, wire } = arrived;
  const chain = wire.kind === 'simple' ? simple(mesh, arrived) : filterChain(mesh, arrived, wire, request);
  if (chain === null || typeof chain === 'string') return chain;
  const http = chain.layer === 'HTTP' ? httpFacts(mesh, arrived, request, chain) : null;
  // "HTTP only: JWT filter; bad token → reject", before any policy.
  if (http === 'jwtRejected') return http;
  const verdict = authorize(mesh, server, {
    identity: chain.identity,
    sourceIp: arrived.sourceIp,
    remoteIp: http === null ? arrived.sourceIp : remoteIp(http.headers, arrived.sourceIp),
    destinationIp: server.ip,
    destinationPort: port,
    sni: chain.sni.toLowerCase(),
    http,
  });
  if (verdict !== 'allowed') return verdict;
  if (!listens(mesh, server, port)) return 'notListening';
  return chain.end === 'deliver' ? 'allowed' : 'tlsFails';
}

/** What `:scheme` is behind mTLS is recorded for HTTP/1.1 alone. */
function unsureOfScheme(mesh: Mesh, { payload }: Request): boolean {
  if (payload.kind !== 'http' || payload.version === '1.1') return false;
  return mesh.authorizationPolicies.some((policy) => JSON.stringify(policy).includes('[:scheme]'));
}

/** 2.9, the truth table, cell by cell. */
function filterChain(mesh: Mesh, { server, port }: Arrival, wire: Wire, request: Request): Chain | Outcome {
  const mode = portMode(mesh, server, port);
  const protocol = inboundProtocol(mesh, server, port);
  const httpBytes = request.payload.kind === 'http';
  const plain = { identity: null, sni: '', end: 'deliver' } as const;
  if (wire.kind === 'raw') {
    if (mode === 'STRICT') return 'refusedForMtls';
    // "raw-http → HTTP; raw-tcp → F8"
    if (protocol === 'HTTP') return httpBytes ? { ...plain, layer: 'HTTP' } : 'notHttp';
    return { ...plain, layer: protocol !== 'TCP' && httpBytes ? 'HTTP' : 'TCP' };
  }
  const { alpn, certificate, sni } = wire;
  // An application that answers TLS satisfies a program's own TLS, not a client that expects a mesh certificate.
  const end = certificate === null ? 'deliver' : 'tlsFails';
  if (mode === 'DISABLE') {
    // "any TLS → HTTP codec error"; "TLS not terminated"; "a DISABLE port gets no TLS inspector".
    return protocol === 'HTTP' ? 'tlsFails' : { layer: 'TCP', identity: null, sni: '', end };
  }
  const istio = alpn.some((name) => name.startsWith('istio'));
  if (mode === 'PERMISSIVE' && !istio) {
    // "other-tls → F7"; "other-tls → forwarded unterminated to the app".
    return protocol === 'HTTP' ? 'refusedForMtls' : { layer: 'TCP', identity: null, sni, end };
  }
  // "URI SAN must begin with `spiffe://<td>/`"; "needs client cert".
  if (certificate === null || !mesh.bundle.some((domain) => certificate.startsWith(`${domain}/`))) {
    return 'refusedForMtls';
  }
  const http =
    protocol === 'HTTP' || (protocol !== 'TCP' && alpn.some((name) => /^istio-h(ttp\/1\.[01]|2)$/.test(name)));
  if (http && !httpBytes) return 'notHttp';
  return { layer: http ? 'HTTP' : 'TCP', identity: certificate, sni, end: 'deliver' };
}

/** "DR SIMPLE (default CA): F5 · F7 on HTTP ports · F2 on HTTP ports"; what the application's TLS is like is left open. */
function simple(mesh: Mesh, { server, port }: Arrival): Outcome | null {
  const mode = portMode(mesh, server, port);
  if (mode === 'STRICT') return 'tlsFails';
  if (inboundProtocol(mesh, server, port) !== 'HTTP') return null;
  return mode === 'PERMISSIVE' ? 'refusedForMtls' : 'tlsFails';
}

function httpFacts(
  mesh: Mesh,
  { server, authority }: Arrival,
  { payload, caller }: Request,
  chain: Chain,
): HttpFacts | 'jwtRejected' | null {
  if (payload.kind !== 'http') return null;
  const token = readToken(mesh, server, payload.headers);
  if (token.kind === 'rejected') return 'jwtRejected';
  // "After a valid JWT with forwardOriginalToken=false, `authorization` is gone."
  const gone = token.kind === 'accepted' && !token.forwarded;
  return {
    method: payload.method,
    authority,
    path: normalize(payload.path, mesh.normalization),
    // A client's own proxy has written `x-forwarded-proto: http` by then; a hand-made peer has not.
    scheme: chain.identity === null || caller.kind === 'workload' ? 'http' : 'https',
    headers: payload.headers.filter(([name]) => !gone || name.toLowerCase() !== 'authorization'),
    claims: token.kind === 'accepted' ? token.claims : null,
  };
}

/** "Last (rightmost) address in X-Forwarded-For if it parses, otherwise TCP peer." */
function remoteIp(headers: HttpFacts['headers'], peer: string): string {
  const lines = headers.filter(([name]) => name.toLowerCase() === 'x-forwarded-for').map(([, value]) => value);
  const last = lines.join(',').split(',').at(-1)?.trim() ?? '';
  return parseAddress(last) === null ? peer : last;
}
