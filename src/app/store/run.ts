import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { writeDocument } from './gateway.ts';
import type { Arrival, RequestChoice } from './state.ts';
import { useStore } from './store.ts';

/** Nothing travels for those who asked for less motion: their stories open on the verdict. */
export function prefersStill(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** How a story opens: played from its start, after `delay` ms. */
export function opening(delay: number): Arrival {
  return prefersStill() ? { kind: 'verdict' } : { kind: 'play', delay };
}

/** Sends a request and plays its story from the start, also when it is the one that is open already. */
export function run(choice: RequestChoice): void {
  const state = useStore.getState();
  const arrival = opening(150);
  if (choice !== state.choice) {
    useStore.setState({ choice, arrival, playing: false, dialog: null });
    return;
  }
  const story = state.good?.evaluation.story ?? null;
  const first = story?.frames[0].id ?? null;
  if (story === null) return;
  if (arrival.kind === 'verdict') useStore.setState({ frame: story.verdictFrame, moved: 'jump' });
  else useStore.setState({ playing: false });
  if (arrival.kind === 'play') useStore.setState({ frame: first, moved: 'jump', playing: true, suspense: true });
}

/** Opens a document in the place of the one shown; undo brings that back. */
export function openDocument(document: HopwiseDocument, origin: string | null): void {
  writeDocument(document, { origin, choice: null, arrival: opening(500) });
  useStore.setState({ selected: null, goal: null, dialog: null, brokenLink: null, frame: null });
}
