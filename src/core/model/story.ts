import type { Branch, DrawKind, Draws } from './draw.ts';
import type { NonEmpty } from './json.ts';
import type { Message } from './message.ts';
import type { SourceRef } from './resource.ts';
import type { CallerView, Check, Outcome, Packet, Place, StepDetail, StepId, Trace, VerdictKind } from './trace.ts';

/** How much is told: what changes or decides; also everything looked at; also routing internals. */
export const details = ['story', 'checks', 'engine'] as const;
export type Detail = (typeof details)[number];

export type Layer = 'DNS' | 'L4' | 'TLS' | 'HTTP';

/** A step's id, or `answer` for the last frame: what the caller sees. */
export type FrameId = StepId | 'answer';

/** One event on the timeline. */
export interface Frame {
  readonly id: FrameId;
  /** Index into `Story.hops`. */
  readonly hop: number;
  readonly step: StepDetail | { readonly kind: 'answer' };
  /** The coarsest detail level that shows this frame. */
  readonly level: Detail;
  readonly layer: Layer;
  readonly outcome: Outcome | 'answer';
  readonly deciding: boolean;
  readonly before: Packet;
  readonly after: Packet;
  /** ≤ 28 characters, for the step list. */
  readonly short: Message;
  /** The full sentence, for the live region and hover. */
  readonly long: Message;
  readonly checks: readonly Check[];
  /** What was looked at for this step and has no part in it; shown at the finest level only. */
  readonly asides: readonly Check[];
  /** The values that decided this frame's outcome, and every other value read. */
  readonly decidingSources: readonly SourceRef[];
  readonly readSources: readonly SourceRef[];
}

export interface StoryHop {
  readonly id: string;
  readonly at: Place;
  readonly frames: NonEmpty<FrameId>;
}

/** A trace, told. `frames` holds every level; a view filters by `level`. */
export interface Story {
  readonly trace: Trace;
  readonly hops: readonly StoryHop[];
  readonly frames: NonEmpty<Frame>;
  /** The deciding frame; for an allowed request the delivery. */
  readonly verdictFrame: FrameId;
  /** Key of the one sentence on the verdict card. */
  readonly because: Message;
  /** The first failing condition under the shut gate: "gate asks for … / caller is …". */
  readonly plate: Plate | null;
  readonly blockers: readonly Blocker[];
  /** Null: nothing on the way is left to chance. */
  readonly chances: Chances | null;
  /** It goes only as far as somebody is to see before a prediction; absent: it is told to its end. */
  readonly veiled?: true;
}

/** What else a request could have come to, had the proxies drawn otherwise. */
export interface Chances {
  /** How many of 100 such requests end with this verdict; null: there are too many ways to count. */
  readonly share: number | null;
  /** Whatever is drawn, the verdict is this. */
  readonly certain: boolean;
  readonly draws: NonEmpty<DrawOutcome>;
}
export interface DrawOutcome {
  readonly step: StepId;
  readonly of: DrawKind;
  readonly what: string;
  readonly branches: readonly BranchOutcome[];
}
/** One branch, with all other draws as they are. */
export interface BranchOutcome extends Branch {
  readonly drawn: boolean;
  readonly verdict: VerdictKind;
  readonly caller: CallerView;
  /** What a request says to take this branch. */
  readonly draws: Draws;
}

export interface Plate {
  readonly field: string;
  readonly asks: readonly string[];
  readonly negated: boolean;
  readonly has: string | null;
  readonly more: number;
}

/** Something else that would still stop the request once the deciding step is waived. */
export interface Blocker {
  readonly step: StepId;
  readonly message: Message;
  readonly source: SourceRef | null;
}
