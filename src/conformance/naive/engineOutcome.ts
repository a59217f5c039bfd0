import type { DenyCause, Trace } from '../../core/model/trace.ts';
import type { Outcome } from './model.ts';

/** The engine's causes in the few words of the naive model; null: a cause that it never names. */
const outcomeOf = {
  rbacDenied: 'deniedByDeny',
  rbacNotAllowed: 'deniedByAllow',
  extAuthzDenied: null,
  extAuthzError: null,
  jwtRejected: 'jwtRejected',
  plaintextRefused: 'refusedForMtls',
  noFilterChain: 'refusedForMtls',
  tlsToPlaintext: 'tlsFails',
  serverCertificateRefused: 'tlsFails',
  clientCertificateRefused: 'refusedForMtls',
  serverCertificateExpired: null,
  clientCertificateExpired: null,
  callerNotReady: null,
  serverNotReady: null,
  notHttp: 'notHttp',
  badRequest: null,
  blackHole: null,
  blockAll: null,
  noRoute: null,
  redirected: null,
  faultInjected: null,
  directResponse: null,
  clusterMissing: null,
  noEndpoints: null,
  connectionRefused: 'notListening',
  connectionTimeout: null,
  dnsFailure: null,
  networkPolicyDropped: null,
  proxyPort: null,
} as const satisfies Record<DenyCause, Outcome | null>;

/** What the engine decided, in the words of the naive model; its own word where the model has none. */
export function engineOutcome({ verdict }: Trace): string {
  if (verdict.kind !== 'denied') return verdict.kind;
  return outcomeOf[verdict.cause] ?? verdict.cause;
}
