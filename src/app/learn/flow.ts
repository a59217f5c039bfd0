import { learnWords as words } from '../../content/locales/en/learn.ts';
import type { Lesson } from '../../content/lessons/lesson.ts';
import { lessons } from '../../content/lessons/lessons.ts';
import type { Challenge } from '../../core/model/lesson.ts';
import type { Request } from '../../core/model/request.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { forgetPast, keepPast, park, type Parked, unpark, writeDocument } from '../store/gateway.ts';
import { noteLesson, untouched } from '../store/lesson.ts';
import { opening, prefersStill, run } from '../store/run.ts';
import type { Arrival, Lesson as Taken, RequestChoice } from '../store/state.ts';
import { useStore } from '../store/store.ts';
import { dismissToast, showToast } from '../store/toast.ts';
import { challengeOf, documentOf } from './lessonDocument.ts';

/** What was open before the first lesson; it is there again after the last one. */
let parked: Parked | null = null;
/** Of the document that the lesson has opened. */
let lineage: number | null = null;
let isNew = false;

export function lessonOf(id: string | undefined): Lesson | null {
  return lessons.find((lesson) => lesson.id === id) ?? null;
}

export function lessonAfter({ id }: Lesson): Lesson | null {
  return lessons[lessons.findIndex((lesson) => lesson.id === id) + 1] ?? null;
}

/** Opens the story to be watched, as far as it may be seen. */
export function watch(id: string): void {
  const lesson = lessonOf(id);
  if (lesson === null) {
    giveUp(words.none(id));
    return;
  }
  const { request, cut } = lesson.watch;
  show({ id, stage: 'predict', ...untouched }, documentOf(lesson.watch), request, opening(500), cut);
}

/** Whether what was opened has not led anybody to it yet; asked once, it has. The list that it was chosen in is gone by then. */
export function leads(): boolean {
  const was = isNew;
  isNew = false;
  return was;
}

/** What was to be begun cannot be: says why, and leaves what is open. */
export function giveUp(why: string): void {
  showToast(why);
  useStore.setState({ lesson: null });
}

/** Takes the prediction; the story plays on. */
export function predict(guess: number): void {
  useStore.setState(({ lesson }) =>
    lesson?.stage !== 'predict'
      ? {}
      : {
          lesson: { ...lesson, stage: 'reveal', guess },
          veil: null,
          arrival: prefersStill() ? { kind: 'verdict' } : { kind: 'resume' },
        },
  );
}

/** Opens what there is to do in a lesson. */
export function challenge(lesson: Lesson): void {
  begin({ id: lesson.id, stage: 'do', ...untouched }, challengeOf(lesson));
}

/** Opens what there is to do. */
export function begin(taken: Taken, { start, goals }: Challenge): void {
  show(taken, start, firstRequest(goals), { kind: 'verdict' }, null);
}

/** The document as the challenge began; can be undone. */
export function reset({ start, goals }: Challenge): void {
  noteLesson({ shown: false });
  writeDocument(start, { choice: firstRequest(goals), arrival: { kind: 'verdict' } });
}

/** The solution in place of what there is; can be undone. */
export function solve({ solution }: Challenge): void {
  noteLesson({ shown: true });
  writeDocument(solution, { arrival: { kind: 'verdict' } });
}

export function playWhy(request: Request): void {
  run(request);
}

/** Back to what was open before the lessons. */
export function leave(): void {
  const before = parked;
  // From here on it is not left for something else.
  parked = null;
  lineage = null;
  useStore.setState({ veil: null });
  if (before !== null) unpark(before);
  useStore.setState({ lesson: null });
}

/** Ends the lesson where somebody opens another document in its place; what was open before can be undone to. */
export function watchLeaving(): () => void {
  return useStore.subscribe((state) => {
    if (state.lesson === null || state.lesson.stage === 'new' || lineage === null) return;
    if (state.lineage === lineage) return;
    const before = parked;
    parked = null;
    lineage = null;
    if (before !== null) keepPast(before);
    useStore.setState({ lesson: null, veil: null });
  });
}

function show(
  lesson: Taken,
  document: HopwiseDocument,
  choice: RequestChoice,
  arrival: Arrival,
  veil: string | null,
): void {
  parked ??= park();
  isNew = true;
  // It was about what was open before.
  dismissToast();
  lineage = null;
  useStore.setState({ lesson, veil, selected: null, selectedRef: null, folds: {}, goal: null, frame: null });
  useStore.setState({ menu: null, connecting: null, preview: null, tab: 'why', brokenLink: null });
  writeDocument(document, { origin: null, choice, arrival });
  forgetPast();
  ({ lineage } = useStore.getState());
}

function firstRequest(goals: Challenge['goals']): string | null {
  const [first] = goals;
  const request = 'request' in first ? first.request : null;
  return typeof request === 'string' ? request : null;
}
