import type { Challenge, Goal } from '../../../core/model/lesson.ts';
import { writeDocument } from '../../store/gateway.ts';
import type { Making } from '../../store/making.ts';
import { useStore } from '../../store/store.ts';
import { leave } from '../flow.ts';
import { idOf, keptId } from './proposals.ts';

/** Opens a challenge for whoever makes it: the solution in the editor, and all that was written of it in the dialog. */
export function editChallenge(challenge: Challenge): void {
  leave();
  writeDocument(challenge.solution, { arrival: { kind: 'verdict' } });
  useStore.setState({ making: makingOf(challenge), dialog: { kind: 'make' } });
}

/** What an author has said, of a challenge that is made. Nothing is proposed: what is no goal was not meant to be one. */
export function makingOf({ title, brief, hints, goals, limits, start }: Challenge): Making {
  const kept = goals.filter((goal) => idOf(goal) === null);
  const ids = (goal: Goal): string => idOf(goal) ?? keptId(kept.indexOf(goal));
  const one = limits?.resources === 1;
  const { resources, ...others } = limits ?? {};
  return {
    title,
    brief,
    hints,
    goals: Object.fromEntries(goals.map((goal) => [ids(goal), { chosen: true, text: goal.text }])),
    kept,
    limits: one || resources === undefined ? others : { ...others, resources },
    one,
    proposes: false,
    start,
  };
}
