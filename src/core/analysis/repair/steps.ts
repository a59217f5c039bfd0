import type { Step, Trace } from '../../model/trace.ts';

/** All steps of a trace, in the order of travel. */
export function stepsOf({ hops }: Trace): readonly Step[] {
  return hops.flatMap(({ steps }) => steps);
}
