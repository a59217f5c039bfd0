import type { PeerCandidate, PeerMode } from '../../controlplane/peerAuthentication.ts';
import type { Check, Wire } from '../../model/trace.ts';

/** The mode of a port beside what arrives, with every PeerAuthentication that was looked at. */
export function peerModeCheck(peer: PeerMode, wire: Wire, matched: boolean): Check {
  const arrived = wire.kind === 'mtls' ? 'mTLS' : wire.kind === 'tls' ? 'TLS' : 'plaintext';
  return {
    kind: 'mtlsMode',
    name: peer.scope,
    source: peer.source,
    matched,
    expected: { kind: 'value', value: peer.mode },
    actual: { kind: 'value', value: arrived },
    children: peer.candidates.map((candidate) => ({
      kind: 'scope',
      name: candidate.scope,
      source: { resource: candidate.resource, path: candidate.path },
      // The one that set the mode stands beside what arrived; the others say why they do not count.
      matched: sets(peer, candidate) ? matched : candidate.fate === 'won',
      expected: { kind: 'value', value: candidate.mode },
      actual: { kind: 'value', value: sets(peer, candidate) || candidate.fate === 'won' ? arrived : candidate.fate },
      children: [],
    })),
  };
}

function sets(peer: PeerMode, candidate: PeerCandidate): boolean {
  return (
    peer.source !== null &&
    candidate.fate === 'won' &&
    candidate.resource === peer.source.resource &&
    candidate.scope === peer.scope
  );
}
