import type { Frame } from '../model/story.ts';
import type { Check, Packet, Step, StepId, Trace } from '../model/trace.ts';
import { answerLayer, layerOf } from './layer.ts';
import { levelOf } from './level.ts';
import { answer } from './narrate/arriving.ts';
import { narrate } from './narrate/narrate.ts';
import { sourcesOf } from './sources.ts';

export type Asides = ReadonlyMap<StepId, readonly Check[]>;

/** One frame per step of the trace, in order of travel. */
export function stepFrames(trace: Trace, asides: Asides): readonly Frame[] {
  const { verdict } = trace;
  const decidingId = verdict.kind === 'allowed' ? null : verdict.step;
  let before: Packet = trace.hops[0].steps[0].packet;
  return trace.hops.flatMap((hop, index) =>
    hop.steps.map((step): Frame => {
      const deciding = step.id === decidingId;
      const cause = verdict.kind === 'denied' && deciding ? verdict.cause : null;
      const { deciding: decidingSources, read: readSources } = sourcesOf(step, trace);
      const undetermined = deciding && verdict.kind === 'undetermined';
      const frame: Frame = {
        id: step.id,
        hop: index,
        step: detailOf(step),
        level: undetermined ? 'story' : levelOf(step, hop),
        layer: layerOf(step, trace),
        outcome: undetermined ? 'undetermined' : step.outcome,
        deciding,
        before,
        after: step.packet,
        ...narrate(step, { trace, at: hop.at, cause }),
        checks: step.checks,
        asides: asides.get(step.id) ?? [],
        decidingSources,
        readSources,
      };
      before = step.packet;
      return frame;
    }),
  );
}

/** The last frame: the answer is back at the caller. */
export function answerFrame(trace: Trace, hop: number, packet: Packet): Frame {
  return {
    id: 'answer',
    hop,
    step: { kind: 'answer' },
    level: 'story',
    layer: answerLayer(trace),
    outcome: 'answer',
    deciding: false,
    before: packet,
    after: packet,
    ...answer(trace),
    checks: [],
    asides: [],
    decidingSources: [],
    readSources: [],
  };
}

/** A step without what every step has. */
function detailOf({ id: _id, packet: _packet, outcome: _outcome, checks: _checks, ...detail }: Step): Frame['step'] {
  return detail;
}
