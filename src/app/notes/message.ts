/** What the wall shows, as its notes need it. */
export interface WallNow {
  /** A lesson of the course; null while a story of another mesh is told. */
  readonly lesson: WallLesson | null;
  readonly step: WallStep | null;
  readonly blank: boolean;
}

export interface WallLesson {
  readonly id: string;
  readonly stage: WallStage;
  /** The story has come to its question. */
  readonly asked: boolean;
  readonly hands: readonly number[];
}

export interface WallStep {
  readonly place: string;
  readonly number: number;
  readonly of: number;
  readonly sentence: string;
  /** What the next step will say; null at the last one. */
  readonly next: string | null;
}

const stages = ['predict', 'reveal', 'do'] as const;
type WallStage = (typeof stages)[number];

const wishes = ['hello', 'next', 'back', 'nextLesson', 'lastLesson', 'blank'] as const;

/** What somebody wants at the notes; `hello`: to hear what is on show. */
export type Wish = (typeof wishes)[number];

export type Message =
  /** Null: there is no wall any more. */
  | { readonly kind: 'now'; readonly now: WallNow | null }
  | { readonly kind: 'wish'; readonly wish: Wish }
  | { readonly kind: 'hands'; readonly answer: number; readonly count: number };

/** The channel between a wall and its notes: only pages of this site, in this browser, are on it. */
export function channelOf(wall: string): BroadcastChannel {
  return new BroadcastChannel(`hopwise.wall.${wall}`);
}

/** A message as it came; null if it is none. The other window may run another version. */
export function readMessage(value: unknown): Message | null {
  const kind = field(value, 'kind');
  if (kind === 'wish') {
    const wish = wishes.find((each) => each === field(value, 'wish'));
    return wish === undefined ? null : { kind, wish };
  }
  if (kind === 'hands') {
    const [answer, count] = [whole(field(value, 'answer')), whole(field(value, 'count'))];
    return answer === null || count === null ? null : { kind, answer, count };
  }
  if (kind !== 'now') return null;
  const now = field(value, 'now');
  if (now === null) return { kind, now };
  return typeof now === 'object' ? { kind, now: readNow(now) } : null;
}

function readNow(value: object): WallNow {
  return {
    lesson: readLesson(field(value, 'lesson')),
    step: readStep(field(value, 'step')),
    blank: field(value, 'blank') === true,
  };
}

function readLesson(value: unknown): WallLesson | null {
  const [id, hands] = [field(value, 'id'), field(value, 'hands')];
  const stage = stages.find((each) => each === field(value, 'stage'));
  if (typeof id !== 'string' || stage === undefined) return null;
  const counts = Array.isArray(hands) ? hands.map((count) => whole(count) ?? 0) : [];
  return { id, stage, asked: field(value, 'asked') === true, hands: counts };
}

function readStep(value: unknown): WallStep | null {
  const [place, sentence, next] = [field(value, 'place'), field(value, 'sentence'), field(value, 'next')];
  const [number, of] = [whole(field(value, 'number')), whole(field(value, 'of'))];
  if (typeof sentence !== 'string' || number === null || of === null) return null;
  return {
    place: typeof place === 'string' ? place : '',
    number,
    of,
    sentence,
    next: typeof next === 'string' ? next : null,
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function whole(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 10_000 ? value : null;
}
