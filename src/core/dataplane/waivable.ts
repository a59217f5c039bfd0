import type { DenyCause } from '../model/trace.ts';

/**
 * Whether a request can be sent on as if its deciding step had not refused, to find what else would stop it.
 * Where nothing is left to go on with (no route, no pod, bytes that nobody can read), there is nothing else to find.
 */
export const waivable = {
  rbacDenied: true,
  rbacNotAllowed: true,
  extAuthzDenied: true,
  extAuthzError: true,
  jwtRejected: true,
  plaintextRefused: true,
  noFilterChain: true,
  tlsToPlaintext: false,
  serverCertificateRefused: true, // between proxies; an application is the last to refuse
  clientCertificateRefused: true,
  serverCertificateExpired: true,
  clientCertificateExpired: true,
  callerNotReady: false,
  serverNotReady: false,
  notHttp: false,
  badRequest: false,
  blackHole: true, // as under ALLOW_ANY
  blockAll: true,
  noRoute: false,
  redirected: false,
  faultInjected: true,
  directResponse: false,
  clusterMissing: false,
  noEndpoints: false,
  connectionRefused: false,
  connectionTimeout: false,
  dnsFailure: true, // where a network policy keeps the question from DNS; a name that nobody has stays without an address
  networkPolicyDropped: true,
  proxyPort: false,
} as const satisfies Record<DenyCause, boolean>;
