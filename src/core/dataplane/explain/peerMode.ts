import type { PeerMode } from '../../controlplane/peerAuthentication.ts';
import type { PeerCandidate } from '../../controlplane/peerCandidates.ts';
import type { LabelMiss } from '../../controlplane/selector.ts';
import { type Note, note } from '../../model/note.ts';
import type { Check, Term, Wire } from '../../model/trace.ts';

const any = { kind: 'any' } as const;
const none = { kind: 'none' } as const;

/** The mode of a port beside what arrives, with every PeerAuthentication that was looked at. */
export function peerModeCheck(peer: PeerMode, wire: Wire, matched: boolean): Check {
  const key = `${wire.kind} ${matched}`;
  const known = peer.known.get(key);
  if (known) return known;
  const actual = { kind: 'value', value: arrived[wire.kind] } as const;
  const check: Check = {
    kind: 'mtlsMode',
    name: peer.scope,
    source: peer.source,
    matched,
    expected: { kind: 'value', value: peer.mode },
    actual,
    children: peer.candidates.map((candidate) =>
      // The one that set the mode stands beside what arrived; the others say why they do not count.
      candidate === peer.setter ? { ...scopeCheck(peer, candidate), matched, actual } : scopeCheck(peer, candidate),
    ),
    ...(peer.setter === null ? { note: note('peer.default', {}) } : {}),
  };
  peer.known.set(key, check);
  return check;
}

const arrived = { mtls: 'mTLS', tls: 'TLS', plaintext: 'plaintext', hbone: 'HBONE' } as const satisfies Record<
  Wire['kind'],
  string
>;

/** Every PeerAuthentication that was looked at for a mode, wherever it is of interest. */
export function scopeChecks(peer: PeerMode): readonly Check[] {
  return peer.candidates.map((candidate) => scopeCheck(peer, candidate));
}

function scopeCheck(peer: PeerMode, candidate: PeerCandidate): Check {
  const { resource, scope, mode, path, label, fate } = candidate;
  return {
    kind: 'scope',
    name: scope,
    source: { resource, path: label === null ? path : ['spec', 'selector', 'matchLabels', label.key] },
    matched: candidate === peer.setter,
    expected: label === null ? (fate === 'rejected' ? any : { kind: 'value', value: mode }) : asked(label),
    actual: label === null ? any : had(label),
    children: [],
    note: noteOf(peer, candidate),
  };
}

function noteOf({ setter }: PeerMode, candidate: PeerCandidate): Note {
  if (candidate.note !== null) return candidate.note;
  // "UNSET leaves the mode of the wider scope."
  if (candidate.mode === 'UNSET') return note('peer.unset', {});
  return setter === null || candidate === setter
    ? note('peer.sets', {})
    : note('peer.narrower', { by: setter.name, scope: setter.scope });
}

/** A label as a selector writes it. */
export function asked({ key, wants }: LabelMiss): Term {
  return { kind: 'value', value: `${key}=${wants}` };
}

/** The pod's own label of that key. */
export function had({ key, has }: LabelMiss): Term {
  return has === null ? none : { kind: 'value', value: `${key}=${has}` };
}
