import type { Trace } from '../model/trace.ts';

/** What must be true of every trace; the sentences that are not. Every test runs it. */
export function checkTrace(trace: Trace): readonly string[] {
  const problems: string[] = [];
  const steps = trace.hops.flatMap((hop) => hop.steps);
  const last = steps.at(-1);
  const ids = steps.map((step) => step.id);
  const stops = steps.filter((step) => step.outcome === 'denied');
  if (new Set(ids).size !== ids.length) problems.push('step ids are unique in a trace');
  if (trace.verdict.kind === 'denied') {
    if (trace.verdict.step !== last?.id) problems.push('a denied trace ends with its deciding step');
    if (last?.outcome !== 'denied') problems.push('the deciding step of a denied trace is denied');
    if (trace.delivery !== null) problems.push('a denied request is not delivered');
    if (stops.length !== 1) problems.push('a denied trace has exactly one denied step');
  }
  if (trace.verdict.kind === 'allowed') {
    if (stops.length > 0) problems.push('an allowed trace has no denied step');
    if (trace.delivery === null) problems.push('an allowed request is delivered');
    if (last?.kind !== 'deliver') problems.push('an allowed trace ends with the delivery');
  }
  if (trace.verdict.kind === 'undetermined') {
    if (stops.length > 0) problems.push('an undetermined trace has no denied step');
    if (trace.limits.length === 0) problems.push('an undetermined trace names what is not modelled');
    if (trace.caller.kind !== 'unknown') problems.push('an undetermined trace does not know what the caller sees');
  } else if (trace.limits.length > 0) problems.push('a trace with limits is undetermined');
  if (trace.hops[0].steps[0].kind !== 'send') problems.push('a trace begins with sending');
  return problems;
}
