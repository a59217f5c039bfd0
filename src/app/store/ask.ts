import { messages } from '../../content/locales/en/messages.ts';
import type { Evaluation } from '../../core/scenario/evaluate.ts';
import { engine } from '../engine/client.ts';
import type { Answer } from './answer.ts';
import { arrive } from './arrive.ts';
import { undo } from './gateway.ts';
import { askProblems } from './problems.ts';
import { reuse } from './reuse.ts';
import type { RequestChoice, State, Version } from './state.ts';
import { useStore } from './store.ts';
import { showToast } from './toast.ts';
import { veiled } from './veiled.ts';

/** While the engine works on an older edit, it is asked for a newer one after this many ms of rest; else at once. */
const rest = 40;

/** Asks the engine whenever document or request change, or a story is to be opened again; takes its answers in. */
export function startAsking(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  const now = (): void => {
    asked += 1;
    void ask(useStore.getState()).finally(() => {
      asked -= 1;
    });
  };
  useStore.subscribe((state, before) => {
    const opened = state.arrival !== before.arrival && state.arrival.kind !== 'keep';
    const edited = state.document !== before.document;
    if (!opened && !edited && state.choice === before.choice) return;
    clearTimeout(timer);
    if (opened || !edited || asked === 0) now();
    else timer = setTimeout(now, rest);
  });
  now();
}

/** Whether what the screen shows is the answer to an older question. */
export function awaitsEngine({ document, choice, arrival, latest, engineError }: State): boolean {
  if (engineError !== null) return false;
  return arrival.kind !== 'keep' || latest === null || latest.version.document !== document || latest.choice !== choice;
}

/** For the `ref` of what shows answers: busy while one is awaited. Not by drawing it, for nothing else in it changes. */
export function markBusy(element: HTMLElement | null): (() => void) | undefined {
  if (element === null) return undefined;
  const mark = (): void => element.setAttribute('aria-busy', String(awaitsEngine(useStore.getState())));
  mark();
  return useStore.subscribe(mark);
}

async function ask(state: State): Promise<void> {
  const { document, origin, lineage, posture, start, fork, choice, veil } = state;
  // An edit is drawn once, with its problems. Of what is only now opened the story comes first.
  const whole = veil === null && state.good?.version.lineage === lineage && state.latest?.version.document !== document;
  const asked = askAbout({ document, origin, lineage, posture, start, fork }, choice, whole);
  if (veil === null && !whole) void askProblems(document);
  const answer = await asked;
  if (answer === null) return;
  const { good } = useStore.getState();
  // The last mesh that could be read stays on the screen while the text is broken.
  if (answer.evaluation.broken === null || good === null || good.version.lineage !== lineage) {
    accept(answer, answer);
    return;
  }
  useStore.setState({ latest: answer, engineError: null });
  if (good.choice === choice && useStore.getState().arrival.kind === 'keep') return;
  const old = await askAbout(good.version, choice, false);
  if (old !== null) accept(answer, old);
}

async function askAbout(version: Version, choice: RequestChoice, whole: boolean): Promise<Answer | null> {
  const outcome = await engine.study(version.document, choice, whole);
  if (outcome.kind === 'failed') useStore.setState({ engineError: outcome.message });
  if (outcome.kind !== 'answer') return null;
  const { good, latest, veil: before } = useStore.getState();
  const told = outcome.value.evaluation;
  const evaluation = before === null ? told : veiled(told, before);
  // Another request asks nothing new of the text.
  const known = latest?.version.document === version.document ? latest.problems : null;
  const problems = outcome.value.problems ?? known;
  return { version, choice, evaluation: good === null ? evaluation : asBefore(good.evaluation, evaluation), problems };
}

/** What is drawn is the same object as long as it is the same: most edits change little of it. */
function asBefore(old: Evaluation, next: Evaluation): Evaluation {
  return {
    ...next,
    overview: reuse(old.overview, next.overview),
    story: reuse(old.story, next.story),
    scenario: reuse(old.scenario, next.scenario),
  };
}

/** Shows `answer`; `latest` is what the engine says of the text as it stands. */
function accept(latest: Answer, answer: Answer): void {
  const state = useStore.getState();
  if (typeof answer.choice === 'string' && answer.evaluation.request?.id !== answer.choice) {
    if (missingRequest(state, answer, answer.choice)) return;
  }
  const old = state.good?.evaluation.story ?? null;
  const { story } = answer.evaluation;
  const common = { latest, good: answer, engineError: null, arrival: { kind: 'keep' } as const, preview: null };
  if (story === null) {
    useStore.setState({ ...common, frame: null, playing: false, suspense: false });
    return;
  }
  // An edit that leaves the story as it was must not stop it playing.
  const { parted, ...placement } = arrive(state.arrival, story, old, state.frame, state.detail);
  const kept = state.arrival.kind === 'keep' && placement.frame === state.frame && state.playing;
  useStore.setState(kept ? common : { ...common, ...placement, selectedRef: null });
  // The other version of a fork is no change that could be taken back.
  const flipped = state.good?.version.fork?.side !== answer.version.fork?.side;
  if (parted && !flipped) showToast(messages.storyChanged, { label: messages.backToBefore, run: undo });
}

/** A link that names a request which is not there is broken; an edit that removed one falls back to the opening one. */
function missingRequest(state: State, answer: Answer, name: string): boolean {
  if (answer.evaluation.broken !== null) return false;
  if (state.good === null && state.arrival.kind !== 'keep') {
    useStore.setState({ brokenLink: { problem: { kind: 'unknownRequest', name }, received: location.hash.length } });
    return true;
  }
  useStore.setState({ choice: null });
  return true;
}
