import type { PeerMode } from '../../controlplane/peerAuthentication.ts';
import type { Check, Term, Wire } from '../../model/trace.ts';

const any: Term = { kind: 'any' };

/** The mode of a port beside what arrives, with every PeerAuthentication that was looked at. */
export function peerModeCheck(peer: PeerMode, wire: Wire, matched: boolean): Check {
  return {
    kind: 'mtlsMode',
    name: peer.scope,
    source: peer.source,
    matched,
    expected: { kind: 'value', value: peer.mode },
    actual: { kind: 'value', value: wire.kind === 'mtls' ? 'mTLS' : wire.kind === 'tls' ? 'TLS' : 'plaintext' },
    children: peer.candidates.map((candidate) => ({
      kind: 'scope',
      name: candidate.scope,
      source: { resource: candidate.resource, path: candidate.path },
      matched: candidate.fate === 'won',
      expected: { kind: 'value', value: candidate.mode },
      actual: candidate.fate === 'won' ? any : { kind: 'value', value: candidate.fate },
      children: [],
    })),
  };
}
