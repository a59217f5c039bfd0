import type { HopwiseDocument } from '../../core/model/scenario.ts';
import type { Lesson, LabPlace } from './state.ts';
import { useStore } from './store.ts';

/** What is known of somebody who takes a lesson, before anything has happened. It outlives the panes that show it: they come and go with the width of the window. */
export const untouched = {
  guess: null,
  asked: false,
  hints: 0,
  shown: false,
  own: null,
  lab: null,
  source: null,
  hands: [],
  move: null,
} as const satisfies Partial<Lesson>;

/** Begins a lesson; an unknown one says so. What opens its first story is loaded when it is needed. */
export function startLesson(id: string): void {
  useStore.setState({ lesson: { id, stage: 'new', ...untouched }, dialog: null, menu: null });
}

/** Begins a break-fix lab; it is made when what shows it is there. */
export function startLab(lab: LabPlace): void {
  const id = `lab-${lab.seed}`;
  useStore.setState({ lesson: { id, stage: 'new', ...untouched, lab }, dialog: null, menu: null });
}

/** Begins the labs that a link names, with the first that is not solved yet; a text names none, and is said to. */
export function startLabs(labs: { readonly first: number; readonly count: number } | string): void {
  if (typeof labs === 'string') useStore.setState({ lesson: { id: `lab-${labs}`, stage: 'new', ...untouched } });
  else startLab({ ...labs, seed: 0 });
}

/** The id of a challenge that a document holds. */
export const ownId = 'own';

/** Begins the challenge that a document holds. */
export function startOwn(source: HopwiseDocument): void {
  useStore.setState({ lesson: { id: ownId, stage: 'new', ...untouched, source }, dialog: null, menu: null });
}

/** Notes something of the lesson that is being taken; without one nothing happens. */
export function noteLesson(change: Partial<Pick<Lesson, 'asked' | 'hints' | 'shown' | 'hands' | 'move'>>): void {
  useStore.setState(({ lesson }) => (lesson === null ? {} : { lesson: { ...lesson, ...change } }));
}
