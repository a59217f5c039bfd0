import type { Detail } from '../model/story.ts';
import type { Hop, Step, StepKind } from '../model/trace.ts';

/** The coarsest level that shows a kind of step that only lets pass. */
const levels = {
  send: 'story',
  dns: 'checks',
  capture: 'engine',
  listener: 'engine',
  route: 'story',
  draw: 'story',
  cluster: 'engine',
  transport: 'story',
  nextHop: 'story',
  wire: 'story',
  networkPolicy: 'story',
  filterChain: 'story',
  handshake: 'story',
  connect: 'story',
  codec: 'checks',
  extAuthz: 'story',
  jwt: 'story',
  rbac: 'story',
  inboundRoute: 'checks',
  deliver: 'story',
} as const satisfies Record<StepKind, Detail>;

/** The coarsest level that shows a step. Whatever stops a request, or might, is always shown. */
export function levelOf(step: Step, hop: Hop): Detail {
  if (step.outcome !== 'passed') return 'story';
  // What goes past a proxy is no matter of routing: no policy sees it.
  if (step.kind === 'capture' && !step.captured) return 'story';
  // The handshake tells the same and more: who the caller is.
  if (step.kind === 'filterChain' && hop.steps.some((each) => each.kind === 'handshake')) return 'checks';
  return levels[step.kind];
}
