import type { Message } from '../../model/message.ts';
import type { ResourceId } from '../../model/resource.ts';
import type { Frame, Story } from '../../model/story.ts';
import type { Check, Place, StepKind } from '../../model/trace.ts';
import { egressControls, handedOn } from './egressControls.ts';
import { nameOf } from './nameOf.ts';

/** The resources that act on a request on its way; `step` is what stopped it without being any of them. */
export const controlKinds = [
  'Sidecar',
  'ServiceEntry',
  'NetworkPolicy',
  'PeerAuthentication',
  'RequestAuthentication',
  'AuthorizationPolicy',
  'step',
] as const;
export type ControlKind = (typeof controlKinds)[number];

/** What a control did to this request. `absent`: none is there; `notNeeded`: it is not asked for such a request. */
export const deeds = ['passed', 'denied', 'undetermined', 'absent', 'notNeeded', 'notReached'] as const;
export type Deed = (typeof deeds)[number];

export interface Control {
  readonly kind: ControlKind;
  readonly did: Deed;
  /** Of the resources that had a say. */
  readonly names: readonly string[];
  /** The step at which it acted, in short. */
  readonly says: Message | null;
}

interface Slot {
  readonly kind: ControlKind;
  readonly steps: readonly StepKind[];
  /** Named only where it acts. */
  readonly optional?: true;
}

/** The order of the filters of a proxy that takes a request in. */
const door: readonly Slot[] = [
  { kind: 'AuthorizationPolicy', steps: ['extAuthz'], optional: true },
  { kind: 'RequestAuthentication', steps: ['jwt'] },
  { kind: 'AuthorizationPolicy', steps: ['rbac'] },
];
const inbound: readonly Slot[] = [{ kind: 'PeerAuthentication', steps: ['filterChain'] }, ...door];

/** A ztunnel knows no HTTP; a strict PeerAuthentication it enforces as one more policy. */
const ztunnel: readonly Slot[] = [{ kind: 'AuthorizationPolicy', steps: ['rbac'] }];

/** What comes after the filters: where it stops a request, they have all been asked. */
const late: ReadonlySet<string> = new Set(['inboundRoute', 'route', 'draw', 'cluster', 'transport', 'deliver']);

export type ProxyPlace = Extract<Place, { kind: 'sidecar' | 'gateway' | 'ztunnel' | 'waypoint' }>;

/** The controls of one proxy, in the order in which the request meets them. */
export function proxyControls(at: ProxyPlace, frames: readonly Frame[], story: Story): readonly Control[] {
  const past = frames.find(({ step }) => step.kind === 'capture' && !step.captured);
  if (past !== undefined) return [{ kind: 'step', did: deedOf(past, 'absent'), names: [], says: past.short }];
  switch (at.kind) {
    case 'sidecar':
      return at.side === 'inbound' ? filled(inbound, frames) : withStop(egressControls(frames, story), frames);
    case 'ztunnel':
      return at.side === 'inbound' ? filled(ztunnel, frames) : stopOf(frames);
    case 'gateway':
    case 'waypoint':
      return [...filled(door, frames), ...handedOn(frames, story)];
  }
}

/** The NetworkPolicies that a connection meets on its way, by the end at which they act. */
export function wireControls(frames: readonly Frame[]): Readonly<Record<'egress' | 'ingress', readonly Control[]>> {
  const of = (direction: 'egress' | 'ingress') =>
    frames
      .filter(({ step }) => step.kind === 'networkPolicy' && step.direction === direction)
      .map((frame) => acted('NetworkPolicy', frame));
  // Where nobody listens, or an address leads nowhere, the connection ends at its far end.
  const lost = stopOf(frames.filter(({ step }) => step.kind !== 'networkPolicy'));
  return { egress: of('egress'), ingress: [...of('ingress'), ...lost] };
}

/** A step that stopped the request and belongs to no control. */
export function stopOf(frames: readonly Frame[]): readonly Control[] {
  return frames.filter(({ deciding }) => deciding).map((frame) => acted('step', frame));
}

function filled(slots: readonly Slot[], frames: readonly Frame[]): readonly Control[] {
  const takes = ({ steps }: Slot) => frames.filter(({ step }) => steps.some((kind) => kind === step.kind));
  const other = frames.find((frame) => frame.deciding && !slots.some((slot) => takes(slot).includes(frame)));
  const controls: Control[] = [];
  let stopped = false;
  for (const [index, slot] of slots.entries()) {
    const own = takes(slot);
    controls.push(...own.map((frame) => acted(slot.kind, frame)));
    stopped ||= own.some(({ deciding }) => deciding);
    if (own.length > 0) continue;
    const lastAsked = !slots.slice(index).some((next) => takes(next).length > 0);
    if (other !== undefined && !stopped && lastAsked && !late.has(other.step.kind)) {
      controls.push(acted('step', other));
      stopped = true;
    }
    if (slot.optional === undefined)
      controls.push({ kind: slot.kind, did: stopped ? 'notReached' : 'absent', names: [], says: null });
  }
  return other === undefined || stopped ? controls : [...controls, acted('step', other)];
}

/** A step that stopped the request and that no control stands for, behind them. */
function withStop(controls: readonly Control[], frames: readonly Frame[]): readonly Control[] {
  const told = controls.some(({ did }) => did === 'denied' || did === 'undetermined');
  return told ? controls : [...controls, ...stopOf(frames)];
}

function acted(slot: ControlKind, frame: Frame): Control {
  const own = namesIn(frame.checks, slot);
  // A ztunnel enforces what it has made of a PeerAuthentication as one more policy.
  const peers = slot === 'AuthorizationPolicy' && own.length === 0 ? namesIn(frame.checks, 'PeerAuthentication') : [];
  const kind = peers.length > 0 ? 'PeerAuthentication' : slot;
  const names = [...own, ...peers];
  // A mode that no resource sets is Istio's default.
  const usual = kind === 'PeerAuthentication' && names.length === 0 ? 'absent' : 'passed';
  return { kind, did: deedOf(frame, usual), names, says: frame.short };
}

function deedOf({ outcome, deciding }: Frame, otherwise: Deed): Deed {
  if (!deciding) return otherwise;
  return outcome === 'undetermined' ? 'undetermined' : 'denied';
}

/** The names of the resources of a kind that were looked at and have a say: of scopes and candidates only the winner. */
function namesIn(checks: readonly Check[], kind: ControlKind): readonly string[] {
  const refs = checks.flatMap(kind === 'PeerAuthentication' ? winning : everywhere);
  return [...new Set(refs.flatMap((resource) => nameOf(resource, kind)))];
}

function everywhere({ source, children }: Check): readonly ResourceId[] {
  return [...(source === null ? [] : [source.resource]), ...children.flatMap(everywhere)];
}

function winning(check: Check): readonly ResourceId[] {
  const own = check.source !== null && (check.matched || check.kind === 'mtlsMode') ? [check.source.resource] : [];
  return [...own, ...check.children.flatMap(winning)];
}
