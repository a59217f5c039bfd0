import type { PolicyOverview } from '../../../core/model/overview.ts';
import type { Frame, Story } from '../../../core/model/story.ts';
import type { StepDetail } from '../../../core/model/trace.ts';
import type { StoryFacts } from './facts.ts';

/** The gates of a passage, in the order of the filter chain. */
export const gateKeys = ['mtls', 'custom', 'jwt', 'audit', 'deny', 'allow'] as const;
export type GateKey = (typeof gateKeys)[number];

export type GateState = 'open' | 'ahead' | 'shut' | 'unknown';

export interface Gate {
  readonly key: GateKey;
  /** What the gate is named by. */
  readonly step: StepDetail;
  /** The frames told at this gate; none where the request never gets to it. */
  readonly frames: readonly Frame[];
  readonly decides: boolean;
}

const rbacKeys = { AUDIT: 'audit', DENY: 'deny', ALLOW: 'allow' } as const;

/** The gate that each kind of step is told at; null for kinds that are no gate. */
const gateOfKind = {
  send: null,
  dns: null,
  capture: null,
  listener: null,
  route: null,
  draw: null,
  cluster: null,
  transport: null,
  nextHop: null,
  wire: null,
  networkPolicy: null,
  filterChain: 'mtls',
  handshake: 'mtls',
  connect: null,
  codec: null,
  extAuthz: 'custom',
  jwt: 'jwt',
  inboundRoute: null,
  deliver: null,
  answer: null,
} as const satisfies Record<Exclude<Frame['step']['kind'], 'rbac'>, GateKey | null>;

/** The gate that a step is told at; null for steps that are no gate. */
export function gateKey(step: Frame['step']): GateKey | null {
  if (step.kind === 'rbac') return rbacKeys[step.action];
  return gateOfKind[step.kind];
}

/** The gates of one hop: those of its frames, and those of attached policies that a refused request no longer meets. */
export function gatesOf(story: Story, hop: number, facts: StoryFacts): readonly Gate[] {
  const gates = new Map<GateKey, Gate>();
  for (const frame of story.frames) {
    const key = frame.hop === hop && frame.step.kind !== 'answer' ? gateKey(frame.step) : null;
    if (key === null || frame.step.kind === 'answer') continue;
    if (frame.step.kind === 'rbac' && frame.step.selects === 0 && !frame.deciding) continue;
    const known = gates.get(key);
    const frames = [...(known?.frames ?? []), frame];
    gates.set(key, { key, step: known?.step ?? frame.step, frames, decides: frames.some((one) => one.deciding) });
  }
  const met = [...gates.values()];
  const isOpen = story.veiled === true && hop === story.hops.length - 1;
  if (!isOpen && !met.some((gate) => gate.decides)) return met;
  const stop = gateKeys.indexOf(met.at(-1)?.key ?? 'mtls');
  const rest = attached(story, hop, facts).filter((gate) => gateKeys.indexOf(gate.key) > stop);
  return [...met, ...rest.sort((a, b) => gateKeys.indexOf(a.key) - gateKeys.indexOf(b.key))];
}

function attached(story: Story, hop: number, facts: StoryFacts): Gate[] {
  const at = story.hops[hop]?.at;
  if (at === undefined || !('workload' in at) || at.kind === 'app') return [];
  const gates = new Map<GateKey, Gate>();
  for (const policy of facts.policies) {
    if (policy.rejected || !policy.selects.includes(at.workload)) continue;
    const step = policyGate(policy, story.trace.request.payload.kind === 'http' ? 'HTTP' : 'TCP');
    const key = step === null ? null : gateKey(step);
    if (key !== null && step !== null) gates.set(key, { key, step, frames: [], decides: false });
  }
  return [...gates.values()];
}

function policyGate(policy: PolicyOverview, layer: 'HTTP' | 'TCP'): StepDetail | null {
  if (policy.kind === 'RequestAuthentication') return layer === 'HTTP' ? { kind: 'jwt' } : null;
  if (policy.kind !== 'AuthorizationPolicy') return null;
  const rbac = { kind: 'rbac', layer, selects: 1, matches: 0, rule: null, shadow: [] } as const;
  switch (policy.word) {
    case 'CUSTOM':
      return { kind: 'extAuthz', provider: '' };
    case 'AUDIT':
    case 'DENY':
    case 'ALLOW':
      return { ...rbac, action: policy.word };
    default:
      return null;
  }
}

/** The state of some frames when the playhead is at `now` (an index into `story.frames`). */
export function stateAt(frames: readonly Frame[], indexOf: ReadonlyMap<string, number>, now: number): GateState {
  const met = frames.filter((frame) => (indexOf.get(frame.id) ?? Number.POSITIVE_INFINITY) <= now);
  if (met.some((frame) => frame.outcome === 'denied')) return 'shut';
  if (met.some((frame) => frame.outcome === 'undetermined')) return 'unknown';
  return met.length === 0 ? 'ahead' : 'open';
}

/** The numbers of the step list that belong to some frames: `5, 6`. Empty for frames this detail does not show. */
export function numbersOf(frames: readonly Frame[], numbers: ReadonlyMap<string, number>): string {
  return frames.flatMap((frame) => numbers.get(frame.id) ?? []).join(', ');
}
