import type { World } from '../../controlplane/world.ts';
import type { RepairEdit } from '../../model/repair.ts';
import type { Request } from '../../model/request.ts';
import type { DenyCause, Trace } from '../../model/trace.ts';
import { allowRepairs } from './allow.ts';
import { denyRepairs } from './deny.ts';
import { egressRepairs } from './egress.ts';
import { identityRepairs, plaintextRepairs, tlsModeRepairs } from './mtls.ts';
import { dnsRepairs, networkRepairs } from './network.ts';
import { type Repairs, siteOf } from './site.ts';

/** Nothing in the security resources stops it: a wrong name, a missing pod, a token that no resource can make valid. */
const none: Repairs = () => [];

const byCause = {
  rbacDenied: denyRepairs,
  rbacNotAllowed: allowRepairs,
  extAuthzDenied: denyRepairs,
  extAuthzError: denyRepairs,
  jwtRejected: none,
  plaintextRefused: plaintextRepairs,
  noFilterChain: (site) => tlsModeRepairs(site, ['ISTIO_MUTUAL', 'DISABLE']),
  tlsToPlaintext: (site) => tlsModeRepairs(site, ['DISABLE', 'ISTIO_MUTUAL']),
  serverCertificateRefused: identityRepairs,
  clientCertificateRefused: (site) => [...tlsModeRepairs(site, ['ISTIO_MUTUAL']), ...plaintextRepairs(site)],
  serverCertificateExpired: none,
  clientCertificateExpired: none,
  callerNotReady: none,
  serverNotReady: none,
  notHttp: none,
  badRequest: none,
  blackHole: egressRepairs,
  blockAll: egressRepairs,
  noRoute: none,
  redirected: none,
  faultInjected: none,
  directResponse: none,
  clusterMissing: none,
  noEndpoints: none,
  connectionRefused: none,
  connectionTimeout: none,
  dnsFailure: dnsRepairs,
  networkPolicyDropped: networkRepairs,
  proxyPort: none,
} satisfies Record<DenyCause, Repairs>;

/** Edits of the resources that may let a denied request past the place where it was stopped. Empty for all others. */
export function proposals(world: World, request: Request, trace: Trace): readonly RepairEdit[] {
  const site = siteOf(world, request, trace);
  return site === null || trace.verdict.kind !== 'denied' ? [] : byCause[trace.verdict.cause](site);
}
