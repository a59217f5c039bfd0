import type { Certificate } from '../../core/model/certificate.ts';
import type { Check, StepDetail, Term } from '../../core/model/trace.ts';

type Handshake = Extract<StepDetail, { kind: 'handshake' }>;

/** One side of a TLS handshake: what it presents, and what the other side makes of that. */
export interface Side {
  readonly who: 'client' | 'server';
  /** Its SPIFFE id; null: no certificate. */
  readonly presents: string | null;
  /** What is known of its certificate beyond the name. */
  readonly certificate: Certificate | null;
  readonly checked: readonly {
    readonly about: 'certificate' | 'validity' | 'trustDomain' | 'subjectAltName';
    readonly good: boolean;
    readonly accepts: readonly string[];
  }[];
}

/** The two sides, by the checks of the step. The client looks first; where it refuses, the server never gets to look. */
export function sidesOf(
  checks: readonly Check[],
  { clientIdentity, serverIdentity, shown }: Handshake,
): readonly [Side, Side] {
  return [
    sideOf('client', checks, clientIdentity, shown?.client ?? null),
    sideOf('server', checks, serverIdentity, shown?.server ?? null),
  ];
}

const abouts = ['certificate', 'validity', 'trustDomain', 'subjectAltName'] as const;

function sideOf(
  who: Side['who'],
  checks: readonly Check[],
  identity: string | null,
  certificate: Certificate | null,
): Side {
  const checked = checks.flatMap(({ kind, name, matched, expected }) => {
    const about = abouts.find((each) => each === kind);
    return about === undefined || name !== who ? [] : [{ about, good: matched, accepts: valuesOf(expected) }];
  });
  return { who, presents: identity === null ? null : `spiffe://${identity}`, certificate, checked };
}

function valuesOf(term: Term): readonly string[] {
  if (term.kind === 'value') return [term.value];
  return term.kind === 'values' ? term.values : [];
}
