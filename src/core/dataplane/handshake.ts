import type { Workload } from '../cluster/types.ts';
import { principalOf } from '../controlplane/identity.ts';
import type { World } from '../controlplane/world.ts';
import type { Check, Wire } from '../model/trace.ts';
import type { Journey } from './journey.ts';
import { applicationWire } from './origin.ts';

/** What the client's proxy accepts as the server's identity; null = it checks nothing but the chain. */
export interface ServerCheck {
  readonly identities: readonly string[] | null;
  /** The authorities it verifies with: the mesh's own root, the system's, a file or Secret of the user's; or none at all. */
  readonly roots: 'mesh' | 'system' | 'given' | 'unverified';
}

export interface HandshakeResult {
  readonly refusedBy: 'client' | 'server' | null;
  readonly reason: 'issuer' | 'san' | 'noCertificate' | 'trustDomain' | null;
  readonly clientIdentity: string | null;
  readonly serverIdentity: string;
  readonly checks: readonly Check[];
}

const any = { kind: 'any' } as const;
const none = { kind: 'none' } as const;

/** Istio mTLS as terminated by a sidecar: each side checks the other's certificate (1.9, 1.10, 5.6). */
export function handshake(world: World, server: Workload, wire: Wire, accepts: ServerCheck | null): HandshakeResult {
  const serverIdentity = principalOf(world.mesh, server);
  const clientIdentity = wire.kind === 'mtls' ? wire.presents : null;
  const checks: Check[] = [];
  const base = { clientIdentity, serverIdentity, checks };
  const refusal = clientRefusal(serverIdentity, accepts, checks);
  if (refusal !== null) return { ...base, refusedBy: 'client', reason: refusal };
  const presented: Check = {
    kind: 'certificate',
    name: 'client',
    source: null,
    matched: clientIdentity !== null,
    expected: any,
    actual: clientIdentity === null ? none : { kind: 'value', value: `spiffe://${clientIdentity}` },
    children: [],
  };
  checks.push(presented);
  // "Client cert required."
  if (clientIdentity === null) return { ...base, refusedBy: 'server', reason: 'noCertificate' };
  // "URI SAN must begin with spiffe://<td>/ for td in trustDomain, aliases, caCertificates' trust domains."
  const domains = world.mesh.acceptedTrustDomains;
  const accepted = domains.some((domain) => clientIdentity.startsWith(`${domain}/`));
  checks.push({
    kind: 'trustDomain',
    name: 'client',
    source: null,
    matched: accepted,
    expected: { kind: 'values', values: domains },
    actual: { kind: 'value', value: clientIdentity.split('/')[0] ?? '' },
    children: [],
  });
  return accepted
    ? { ...base, refusedBy: null, reason: null }
    : { ...base, refusedBy: 'server', reason: 'trustDomain' };
}

/** "Client verifies: chain to its root, and SAN exact-match against the set; an empty set means no SAN check." */
function clientRefusal(serverIdentity: string, accepts: ServerCheck | null, checks: Check[]): 'issuer' | 'san' | null {
  if (accepts === null) return null;
  const uri = `spiffe://${serverIdentity}`;
  const trustsMesh = accepts.roots === 'mesh' || accepts.roots === 'unverified';
  checks.push({
    kind: 'certificate',
    name: 'server',
    source: null,
    matched: trustsMesh,
    expected: any,
    actual: { kind: 'value', value: uri },
    children: [],
  });
  if (!trustsMesh) return 'issuer';
  const expected = accepts.identities;
  if (expected === null || expected.length === 0) return null;
  const matched = expected.includes(uri);
  checks.push({
    kind: 'subjectAltName',
    name: 'server',
    source: null,
    matched,
    expected: { kind: 'values', values: expected },
    actual: { kind: 'value', value: uri },
    children: [],
  });
  return matched ? null : 'san';
}

/** What is left on the wire once mesh mTLS is terminated: the application's own TLS, if it speaks any. */
export function unwrap({ request, applicationTls }: Journey): Wire {
  return applicationTls ? applicationWire(request, applicationTls) : { kind: 'plaintext' };
}
