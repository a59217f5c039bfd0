import type { Message } from '../../model/message.ts';
import type { Frame, Story } from '../../model/story.ts';
import type { Place, VerdictKind, Wire } from '../../model/trace.ts';
import { serverName } from '../place.ts';
import { type Control, type ProxyPlace, proxyControls, stopOf, wireControls } from './controls.ts';

/** What stands in a box, in the order in which the request meets it. */
export type Part =
  | { readonly kind: 'app'; readonly reached: boolean }
  | { readonly kind: 'control'; readonly control: Control; readonly proxy: ProxyPlace | null };

/** A pod, a gateway, somebody or something outside; null: the request never got there, and what it is is not known. */
export interface Box {
  readonly at: Exclude<Place, { kind: 'network' }> | null;
  /** What was called, where `at` is null. */
  readonly name: string;
  readonly parts: readonly Part[];
}

/** What travels from one box to the next. */
export interface Link {
  readonly wire: Wire['kind'] | null;
  readonly arrived: boolean;
}

/** Which controls a request meets, where, and what each did. Each box but the last has a link to the next. */
export interface Enforcement {
  readonly boxes: readonly Box[];
  readonly links: readonly Link[];
  readonly verdict: VerdictKind;
  readonly because: Message;
}

interface Draft {
  readonly at: Box['at'];
  readonly parts: Part[];
}

/** The enforcement diagram of a story. It adds no judgement: each control did what its step says. */
export function enforcementOf(story: Story): Enforcement {
  const drafts: Draft[] = [];
  const wires: (Wire['kind'] | null)[] = [];
  let waiting: readonly Part[] = [];
  // The last hop is the answer at the caller.
  for (const [index, { at }] of story.hops.slice(0, -1).entries()) {
    const frames = story.frames.filter(({ hop }) => hop === index);
    const last = drafts.at(-1);
    if (at.kind === 'network') {
      const { egress, ingress } = wireControls(frames);
      last?.parts.push(...egress.map(outsideProxy));
      waiting = ingress.map(outsideProxy);
      wires[drafts.length - 1] = wireOf(frames);
      continue;
    }
    const box = last !== undefined && waiting.length === 0 && isSameBox(last, at, wires, drafts) ? last : null;
    const draft: Draft = box ?? { at, parts: [...waiting] };
    if (box === null) drafts.push(draft);
    waiting = [];
    draft.parts.push(...partsOf(at, frames, story));
  }
  return { ...finished(story, drafts, wires, waiting), verdict: story.trace.verdict.kind, because: story.because };
}

/** One pod: no wire lies between the app and its sidecar. */
function isSameBox({ at }: Draft, next: Place, wires: readonly unknown[], drafts: readonly Draft[]): boolean {
  return wires[drafts.length - 1] === undefined && workloadOf(at) !== null && workloadOf(at) === workloadOf(next);
}

function workloadOf(at: Place | null): string | null {
  return at === null || at.kind === 'client' || at.kind === 'outside' || at.kind === 'network' ? null : at.workload;
}

function partsOf(at: Exclude<Place, { kind: 'network' }>, frames: readonly Frame[], story: Story): readonly Part[] {
  if (at.kind !== 'app' && at.kind !== 'client' && at.kind !== 'outside')
    return proxyControls(at, frames, story).map((control) => ({ kind: 'control', control, proxy: at }));
  const stops = stopOf(frames).map(outsideProxy);
  // A caller that cannot even send is there all the same; an app that refuses has not taken the request.
  const isServer = frames.some(({ step }) => step.kind === 'deliver');
  const app: Part = { kind: 'app', reached: !isServer || stops.length === 0 };
  return isServer ? [...stops, app] : [app, ...stops];
}

function finished(
  story: Story,
  drafts: readonly Draft[],
  wires: readonly (Wire['kind'] | null)[],
  waiting: readonly Part[],
): Pick<Enforcement, 'boxes' | 'links'> {
  const reached = drafts.map(({ at, parts }): Box => ({ at, name: '', parts }));
  const boxes =
    story.trace.verdict.kind === 'allowed' ? reached : [...reached.slice(0, -1), ...end(story, reached, waiting)];
  return {
    boxes,
    links: boxes.slice(1).map(({ parts }, index) => ({
      wire: wires[index] ?? null,
      arrived: parts.some((part) => (part.kind === 'app' ? part.reached : part.control.did !== 'notReached')),
    })),
  };
}

/** The last box as far as the request got, and the one that it was to reach. */
function end(story: Story, boxes: readonly Box[], waiting: readonly Part[]): readonly Box[] {
  const last = boxes.at(-1);
  if (last === undefined) return [];
  const app: Part = { kind: 'app', reached: false };
  const { at } = last;
  if (
    at?.kind === 'sidecar' ||
    at?.kind === 'ztunnel' ||
    (at?.kind === 'app' && boxes.length > 1 && waiting.length === 0)
  )
    return last.parts.some(({ kind }) => kind === 'app') ? [last] : [{ ...last, parts: [...last.parts, app] }];
  if (at?.kind === 'outside') return [last];
  const name = serverName(story.trace) ?? '';
  const stop = story.hops.at(-2);
  const { workload } = story.frames.at(-1)?.after.destination ?? { workload: null };
  if (stop?.at.kind === 'network' && workload !== null)
    return [last, { at: { kind: 'app', workload }, name, parts: [...waiting, app] }];
  // A gateway that hands nothing on is itself what was called.
  if (at?.kind === 'gateway' && at.workload.endsWith(`/${name}`) && waiting.length === 0) return [last];
  return [last, { at: null, name, parts: [...waiting, app] }];
}

function wireOf(frames: readonly Frame[]): Wire['kind'] | null {
  return frames.find(({ step }) => step.kind === 'wire')?.after.wire.kind ?? null;
}

function outsideProxy(control: Control): Part {
  return { kind: 'control', control, proxy: null };
}
