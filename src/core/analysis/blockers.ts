import type { World } from '../controlplane/world.ts';
import { send } from '../dataplane/send.ts';
import { waivable } from '../dataplane/waivable.ts';
import { sentence } from '../model/message.ts';
import type { Request } from '../model/request.ts';
import type { SourceRef } from '../model/resource.ts';
import type { Blocker } from '../model/story.ts';
import type { Determining, Step, StepId, Trace } from '../model/trace.ts';
import { shortName } from '../model/naming.ts';

/** More obstacles than this are not told: the first ones are what to work on. */
const most = 8;

/**
 * Everything else that would still stop a denied request: its deciding step is waived, the request sent again, and so on.
 * Ends at a step without which there is nothing to send on. Empty for requests that are not denied.
 */
export function blockers(world: World, request: Request, trace: Trace): readonly Blocker[] {
  const found: Blocker[] = [];
  const waived = new Set<StepId>();
  let current = trace;
  while (current.verdict.kind === 'denied' && found.length < most) {
    const { step, cause } = current.verdict;
    // Some places have nothing to go on with, whatever the cause: they refuse again.
    if (waived.has(step)) break;
    if (waived.size > 0) found.push(blockerOf(current));
    if (!waivable[cause]) break;
    waived.add(step);
    current = send(world, request, { waive: new Set(waived) });
  }
  return found;
}

function blockerOf(trace: Trace): Blocker {
  const { verdict } = trace;
  const hop = trace.hops.at(-1) ?? trace.hops[0];
  const step = hop.steps.at(-1) ?? hop.steps[0];
  const cause = verdict.kind === 'denied' ? verdict.cause : 'badRequest';
  const determining = verdict.kind === 'denied' ? verdict.determining : null;
  const server = 'workload' in hop.at ? shortName(hop.at.workload) : null;
  return {
    step: step.id,
    message: sentence('blocker', { cause, policies: policiesOf(determining), server }),
    source: sourceOf(determining, step),
  };
}

function policiesOf(determining: Determining | null): readonly string[] {
  if (determining?.kind === 'matched') return [...new Set(determining.rules.map(({ name }) => name))];
  if (determining?.kind === 'unmatched') return determining.policies.map(({ name }) => name);
  if (determining?.kind !== 'setting' || !determining.name.endsWith('NetworkPolicy')) return [];
  return [determining.ref?.resource.split('/').at(-1) ?? ''].filter(Boolean);
}

function sourceOf(determining: Determining | null, step: Step): SourceRef | null {
  if (determining === null) return step.checks.find((check) => !check.matched && check.source !== null)?.source ?? null;
  switch (determining.kind) {
    case 'matched': {
      const [{ resource, rule }] = determining.rules;
      return { resource, path: ['spec', 'rules', rule] };
    }
    case 'unmatched':
      return { resource: determining.policies[0].resource, path: [] };
    case 'setting':
      return determining.ref;
  }
}
