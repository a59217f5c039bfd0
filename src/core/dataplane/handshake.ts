import { acceptedTrustDomains } from '../controlplane/trustDomain.ts';
import type { Workload } from '../cluster/types.ts';
import { certificateOf, identityOf } from '../controlplane/certificates.ts';
import type { World } from '../controlplane/world.ts';
import type { Certificate, ShownCertificates } from '../model/certificate.ts';
import { onceEach } from '../model/onceEach.ts';
import type { Check, DenyCause, Determining, Term } from '../model/trace.ts';
import type { DirectWire } from '../model/tunnel.ts';
import type { Journey } from './journey.ts';
import { applicationWire } from './origin.ts';
import type { ServerEnd } from './serverEnd.ts';

/** What the client's proxy accepts as the server's identity; null = it checks nothing but the chain. */
export interface ServerCheck {
  readonly identities: readonly string[] | null;
  /** The authorities it verifies with: the mesh's own root, the system's, a file or Secret of the user's; or none at all. */
  readonly roots: 'mesh' | 'system' | 'given' | 'unverified';
}

/** What is wrong with the certificate that is refused. */
export type Fault = 'noCertificate' | 'issuer' | 'expired' | 'san' | 'trustDomain';

export interface HandshakeResult {
  readonly refusedBy: 'client' | 'server' | null;
  readonly reason: Fault | null;
  readonly clientIdentity: string | null;
  readonly serverIdentity: string | null;
  /** The mesh's certificates; null where TLS is of other authorities. */
  readonly shown: ShownCertificates | null;
  readonly checks: readonly Check[];
}

const any = { kind: 'any' } as const;
const none = { kind: 'none' } as const;

/** Istio mTLS as terminated by a sidecar or a gateway: each side checks the other's certificate (1.9, 1.10, 1.13, 5.6). */
export function handshake(
  world: World,
  server: Workload,
  { packet }: Pick<Journey, 'packet'>,
  accepts: ServerCheck | null,
  trustDomains: readonly string[] | null = acceptedTrustDomains(world),
): HandshakeResult {
  const { wire } = packet;
  const serverIdentity = identityOf(world, server);
  const clientIdentity = wire.kind === 'mtls' || wire.kind === 'hbone' ? wire.presents : null;
  const shown: ShownCertificates = {
    client: clientCertificate(world, packet.source.workload, clientIdentity),
    server: certificateOf(world, server),
  };
  const checks: Check[] = [];
  const base = { clientIdentity, serverIdentity, shown, checks };
  const refusal = clientRefusal(serverIdentity, shown, accepts, checks);
  if (refusal !== null) return { ...base, refusedBy: 'client', reason: refusal };
  // "Gateway servers in ISTIO_MUTUAL mode do not add the trust-domain check."
  const domains = server.proxy === 'gateway' ? null : trustDomains;
  const fault = serverRefusal(clientIdentity, shown, domains, checks);
  return { ...base, refusedBy: fault === null ? null : 'server', reason: fault };
}

/** The certificate of the proxy that opened the connection. Of a hand-made client's nothing but its name is known. */
function clientCertificate(world: World, source: Workload['id'] | null, identity: string | null): Certificate | null {
  const client = source === null ? undefined : world.cluster.workloads.get(source);
  const certificate = client === undefined ? null : certificateOf(world, client);
  return certificate?.identity === identity ? certificate : null;
}

function serverRefusal(
  identity: string | null,
  shown: ShownCertificates,
  domains: readonly string[] | null,
  checks: Check[],
): Fault | null {
  const actual: Term = identity === null ? none : { kind: 'value', value: `spiffe://${identity}` };
  // "Client cert required; chain to ROOTCA."
  const trusted = trusts(shown.server, shown.client);
  checks.push(check('certificate', 'client', identity !== null && trusted, any, actual, shown.client));
  if (identity === null) return 'noCertificate';
  if (!trusted) return 'issuer';
  if (!isValid('client', shown, checks)) return 'expired';
  if (domains === null) return null;
  // "URI SAN must begin with spiffe://<td>/ for td in trustDomain, aliases, caCertificates' trust domains."
  const accepted = domains.some((domain) => identity.startsWith(`${domain}/`));
  const own: Term = { kind: 'value', value: identity.split('/')[0] ?? '' };
  checks.push(check('trustDomain', 'client', accepted, { kind: 'values', values: domains }, own, shown.client));
  return accepted ? null : 'trustDomain';
}

/** "Client verifies: chain to its root, and SAN exact-match against the set; an empty set means no SAN check." */
function clientRefusal(
  serverIdentity: string,
  shown: ShownCertificates,
  accepts: ServerCheck | null,
  checks: Check[],
): Fault | null {
  if (accepts === null) return null;
  const uri = `spiffe://${serverIdentity}`;
  const actual: Term = { kind: 'value', value: uri };
  const blind = accepts.roots === 'unverified';
  const trusted = blind || (accepts.roots === 'mesh' && trusts(shown.client, shown.server));
  checks.push(check('certificate', 'server', trusted, any, actual, shown.server));
  if (!trusted) return 'issuer';
  if (!blind && !isValid('server', shown, checks)) return 'expired';
  const expected = accepts.identities;
  if (expected === null || expected.length === 0) return null;
  const matched = expected.includes(uri);
  checks.push(check('subjectAltName', 'server', matched, { kind: 'values', values: expected }, actual, shown.server));
  return matched ? null : 'san';
}

/** A proxy trusts the root that came with its own certificate. */
function trusts(verifier: Certificate | null, presented: Certificate | null): boolean {
  return (verifier?.root ?? null) === (presented?.root ?? null);
}

/** "Expired cert: only new handshakes fail" (1.13). */
function isValid(who: 'client' | 'server', shown: ShownCertificates, checks: Check[]): boolean {
  const certificate = shown[who];
  if (certificate === null) return true;
  checks.push(validity(certificate)[who]);
  return !certificate.expired;
}

/** Made once for each certificate: almost every handshake has two that are fine. */
const validity = onceEach((certificate: Certificate): Record<'client' | 'server', Check> => {
  const { at, notAfter, expired } = certificate;
  const until: Term = { kind: 'value', value: `< ${minute(notAfter)}` };
  const of = (who: 'client' | 'server'): Check =>
    check('validity', who, !expired, until, { kind: 'value', value: minute(at) }, certificate);
  return { client: of('client'), server: of('server') };
});

/** Without seconds, where there are none. */
function minute(time: string): string {
  return time.replace(/:00Z$/, 'Z');
}

function check(
  kind: Check['kind'],
  name: 'client' | 'server',
  matched: boolean,
  expected: Term,
  actual: Term,
  certificate: Certificate | null,
): Check {
  // A place in the text is told only where it explains something.
  const source = matched ? null : (certificate?.source ?? null);
  return { kind, name, source, matched, expected, actual, children: [] };
}

export type Refusal = Pick<HandshakeResult, 'refusedBy' | 'reason' | 'serverIdentity' | 'shown'>;

/** Why a handshake that was refused ends the request. */
export function refusalCause({ refusedBy, reason }: Refusal): DenyCause {
  if (refusedBy === 'server') return reason === 'expired' ? 'clientCertificateExpired' : 'clientCertificateRefused';
  return reason === 'expired' ? 'serverCertificateExpired' : 'serverCertificateRefused';
}

/** How a refused handshake ends at the server's side. */
export function refusalEnd({ refusedBy, reason, serverIdentity }: Refusal): ServerEnd {
  if (refusedBy === 'server') return { kind: 'clientRefused' };
  const told = reason === 'san' || reason === 'expired' ? reason : 'issuer';
  return { kind: 'serverRefused', reason: told, identity: `spiffe://${serverIdentity ?? ''}` };
}

/** The value that made the certificate unacceptable, where the Scenario says what it is like. */
export function refusalSetting({ refusedBy, reason, shown }: Refusal): Determining | null {
  if (reason === 'issuer') return rootSetting(shown);
  const certificate = shown?.[refusedBy === 'server' ? 'client' : 'server'] ?? null;
  if (certificate === null) return null;
  const { source: ref, notAfter, identity } = certificate;
  if (reason === 'expired') return { kind: 'setting', ref, name: 'notAfter', value: notAfter };
  if (reason === 'trustDomain')
    return { kind: 'setting', ref, name: 'trustDomain', value: identity.split('/')[0] ?? '' };
  return null;
}

/** The root of one side that the other does not know. */
function rootSetting(shown: ShownCertificates | null): Determining | null {
  const foreign = [shown?.client, shown?.server].find((each) => (each?.root ?? null) !== null);
  return foreign ? { kind: 'setting', ref: foreign.source, name: 'root', value: foreign.root ?? '' } : null;
}

/** What is left on the wire once mesh mTLS is terminated: the application's own TLS, if it speaks any. */
export function unwrap({ request, applicationTls }: Journey): DirectWire {
  return applicationTls ? applicationWire(request, applicationTls) : { kind: 'plaintext' };
}
