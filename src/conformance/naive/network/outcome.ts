import type { Trace } from '../../../core/model/trace.ts';
import type { NetworkVerdict } from './network.ts';

/** What the engine's trace says of the network policies, in the words of the naive model. */
export function networkOutcome({ verdict, hops }: Trace): NetworkVerdict {
  if (verdict.kind === 'denied') {
    if (verdict.cause === 'dnsFailure' && verdict.determining !== null) return 'unnamed';
    return verdict.cause === 'networkPolicyDropped' ? 'dropped' : 'passes';
  }
  if (verdict.kind === 'allowed') return 'passes';
  const step = hops.flatMap(({ steps }) => steps).find(({ id }) => id === verdict.step);
  return step?.kind === 'networkPolicy' || step?.kind === 'dns' ? 'depends' : 'passes';
}
