import type { Invariant } from '../../../core/model/invariant.ts';
import type { ChallengeDraft, Goal } from '../../../core/model/lesson.ts';
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
}

interface Ends {
  readonly requests: readonly Request[];
  readonly overview: readonly RequestOverview[];
}

/**
 * What can be a goal: each request as it ends in the solution, and each invariant. Those that end otherwise at the start are
 * chosen, unless the author has said something else. Requests of which the engine cannot tell how they end are left out.
 */
export function proposalsOf(
  { requests, overview }: Ends,
  before: readonly RequestOverview[],
  invariants: readonly Invariant[],
  { goals }: Making,
): readonly Proposal[] {
  const asked = requests.flatMap((request): readonly Proposal[] => {
    const verdict = overview.find(({ id }) => id === request.id)?.verdict;
    if (verdict === undefined || verdict === 'undetermined') return [];
    const old = before.find(({ id }) => id === request.id)?.verdict;
    const say = verdict === 'allowed' ? labWords.can : labWords.cannot;
    const text = say(callerName(request) ?? request.caller.kind, requestWords(request), dialled(request));
    return [{ id: request.id, kind: verdict, chosen: old !== verdict, text }];
  });
  const held = invariants.map(
    ({ id, title }): Proposal => ({ id: `invariant ${id}`, kind: 'invariant', chosen: false, text: title || id }),
  );
  return [...asked, ...held].map((each) => ({ ...each, ...goals[each.id] }));
}

/** What the author says, once it is complete; null: something is missing. */
export function draftOf(making: Making, proposals: readonly Proposal[]): ChallengeDraft | null {
  const chosen = proposals.filter((each) => each.chosen);
  const [first, ...others] = chosen.map(goalOf);
  const texts = new Set(chosen.map(({ text }) => text.trim()));
  const { title, brief, hints, one } = making;
  if (first === undefined || title.trim() === '' || hints.some((hint) => hint.trim() === '')) return null;
  if (texts.size < chosen.length || texts.has('')) return null;
  return {
    title: title.trim(),
    brief: brief.trim(),
    hints,
    goals: [first, ...others],
    limits: one ? { resources: 1 } : null,
  };
}

function goalOf({ id, kind, text }: Proposal): Goal {
  return kind === 'invariant'
    ? { text: text.trim(), invariant: id.slice('invariant '.length) }
    : { text: text.trim(), request: id, wants: kind };
}
