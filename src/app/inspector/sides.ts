import type { Check, StepDetail, Term } from '../../core/model/trace.ts';

type Handshake = Extract<StepDetail, { kind: 'handshake' }>;

/** One side of a TLS handshake: what it presents, and what the other side makes of that. */
export interface Side {
  readonly who: 'client' | 'server';
  /** Its SPIFFE id; null: no certificate. */
  readonly presents: string | null;
  readonly checked: readonly {
    readonly about: 'certificate' | 'trustDomain' | 'subjectAltName';
    readonly good: boolean;
    readonly accepts: readonly string[];
  }[];
}

/** The two sides, by the checks of the step. The client looks first; where it refuses, the server never gets to look. */
export function sidesOf(
  checks: readonly Check[],
  { clientIdentity, serverIdentity }: Handshake,
): readonly [Side, Side] {
  return [sideOf('client', checks, clientIdentity), sideOf('server', checks, serverIdentity)];
}

function sideOf(who: Side['who'], checks: readonly Check[], identity: string | null): Side {
  const checked = checks.flatMap(({ kind, name, matched, expected }) => {
    const about = kind === 'certificate' || kind === 'trustDomain' || kind === 'subjectAltName' ? kind : null;
    return about === null || name !== who ? [] : [{ about, good: matched, accepts: valuesOf(expected) }];
  });
  return { who, presents: identity === null ? null : `spiffe://${identity}`, checked };
}

function valuesOf(term: Term): readonly string[] {
  if (term.kind === 'value') return [term.value];
  return term.kind === 'values' ? term.values : [];
}
