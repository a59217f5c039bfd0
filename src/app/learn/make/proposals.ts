import type { Invariant } from '../../../core/model/invariant.ts';
import type { ChallengeDraft, Expectation, Goal, KeptInvariant, Limits } from '../../../core/model/lesson.ts';
import { callerName, dialled, requestWords } from '../../../core/model/naming.ts';
import type { RequestOverview } from '../../../core/model/overview.ts';
import type { Request } from '../../../core/model/request.ts';
import { labWords } from '../../../content/locales/en/labs.ts';
import type { Making } from '../../store/making.ts';

/** Something that can be a goal. */
export interface Proposal {
  /** Of the request or the invariant. */
  readonly id: string;
  readonly kind: 'allowed' | 'denied' | 'invariant';
  readonly chosen: boolean;
  readonly text: string;
  readonly asks: Expectation | KeptInvariant;
}

interface Ends {
  readonly requests: readonly Request[];
  readonly overview: readonly RequestOverview[];
}

/**
 * What can be a goal: each request as it ends in the solution, and each invariant. Those that end otherwise at the start are
 * chosen, unless the author has said something else; and what is kept of a challenge that was made before. Requests of which the engine cannot tell how they end are left out.
 */
export function proposalsOf(
  { requests, overview }: Ends,
  before: readonly RequestOverview[],
  invariants: readonly Invariant[],
  { goals, kept, proposes }: Making,
): readonly Proposal[] {
  const asked = requests.flatMap((request): readonly Proposal[] => {
    const verdict = overview.find(({ id }) => id === request.id)?.verdict;
    if (verdict === undefined || verdict === 'undetermined') return [];
    const old = before.find(({ id }) => id === request.id)?.verdict;
    const say = verdict === 'allowed' ? labWords.can : labWords.cannot;
    const text = say(callerName(request) ?? request.caller.kind, requestWords(request), dialled(request));
    const asks = { request: request.id, wants: verdict };
    return [{ id: request.id, kind: verdict, chosen: proposes && old !== verdict, text, asks }];
  });
  const held = invariants.map(
    ({ id, title }): Proposal => ({
      id: invariantId(id),
      kind: 'invariant',
      chosen: false,
      text: title || id,
      asks: { invariant: id },
    }),
  );
  const others = kept.map(
    ({ text, ...asks }, index): Proposal => ({
      id: keptId(index),
      kind: 'wants' in asks ? asks.wants : 'invariant',
      chosen: true,
      text,
      asks,
    }),
  );
  return [...asked, ...held, ...others].map((each) => ({ ...each, ...goals[each.id] }));
}

/** What the author says, once it is complete; null: something is missing. */
export function draftOf(making: Making, proposals: readonly Proposal[]): ChallengeDraft | null {
  const chosen = proposals.filter((each) => each.chosen);
  const [first, ...others] = chosen.map(goalOf);
  const texts = new Set(chosen.map(({ text }) => text.trim()));
  const { title, brief, hints } = making;
  if (first === undefined || title.trim() === '' || hints.some((hint) => hint.trim() === '')) return null;
  if (texts.size < chosen.length || texts.has('')) return null;
  return {
    title: title.trim(),
    brief: brief.trim(),
    hints,
    goals: [first, ...others],
    limits: limitsOf(making),
  };
}

function goalOf({ asks, text }: Proposal): Goal {
  return { ...asks, text: text.trim() };
}

function limitsOf({ one, limits }: Making): Limits | null {
  const all = one ? { ...limits, resources: 1 } : limits;
  return Object.keys(all).length === 0 ? null : all;
}

/** Under which name a goal is proposed; null: it has a request of its own, or asks it of everybody else. */
export function idOf(goal: Goal): string | null {
  if ('invariant' in goal) return invariantId(goal.invariant);
  return typeof goal.request === 'string' && goal.but === undefined ? goal.request : null;
}

/** Under which name a goal is known that is not proposed. */
export function keptId(index: number): string {
  return `kept ${index}`;
}

function invariantId(id: string): string {
  return `invariant ${id}`;
}
