import type { Rung } from '../../../core/model/posture.ts';

interface RungWords {
  readonly name: string;
  /** For the switch, where there is little room. */
  readonly short: string;
  /** What it is, and what it is not. */
  readonly about: string;
}

/** The rungs of the posture ladder, from open to shut. */
export const rungWords = {
  plainKubernetes: {
    name: 'Plain Kubernetes',
    short: 'Kubernetes',
    about:
      'The same workloads and services without Istio: no sidecars, no identities, plaintext. Every pod reaches every other, unless a NetworkPolicy of yours says otherwise.',
  },
  asInstalled: {
    name: 'Istio as installed',
    short: 'Istio',
    about:
      'Sidecars, and not one policy. Calls between sidecars are encrypted, and all of them are still allowed; plaintext is still taken, and every outside host is reached. Istio denies nothing by default: what makes "default deny" true are the resources of the next rung.',
  },
  zeroTrust: {
    name: 'Zero Trust',
    short: 'Zero Trust',
    about:
      'mTLS only, a policy that allows nothing, and one ALLOW policy for each call that is wanted; proxies that know no other host, and network policies beneath them. Rules that only refuse, such as DENY policies and token checks, stay as you wrote them.',
  },
} as const satisfies Record<Rung, RungWords>;

/** The mesh as somebody has written it. */
export const writtenWords: RungWords = {
  name: 'Your mesh as written',
  short: 'As written',
  about: 'Your own text, byte for byte.',
};

/** What is said once a rung has been written: for Zero Trust with how many requests are wanted. */
export function sayRung(rung: Rung, through: number, of: number, exceptions: number): string {
  const counts = rung === 'zeroTrust' ? `: ${through} of ${of} requests are wanted` : '';
  const but = exceptions === 0 ? '' : `, ${exceptions} ${exceptions === 1 ? 'exception' : 'exceptions'}`;
  return `${rungWords[rung].name}${counts}${but}.`;
}

/** Around the switch over the mesh on show. */
export const switchWords = {
  posture: 'Posture',
  details: 'Details…',
  matrix: 'Matrix',
  matrixKey: 'Matrix: who reaches whom (M)',
} as const;
