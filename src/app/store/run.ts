import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { writeDocument } from './gateway.ts';
import type { Arrival, Posture, RequestChoice } from './state.ts';
import { useStore } from './store.ts';

/** Nothing travels for those who asked for less motion, here or of their system: their stories open on the verdict. */
export function prefersStill(): boolean {
  const { motion } = useStore.getState();
  return motion === 'system' ? matchMedia('(prefers-reduced-motion: reduce)').matches : motion === 'reduced';
}

/** How a story opens: played from its start, after `delay` ms. */
export function opening(delay: number): Arrival {
  return prefersStill() ? { kind: 'verdict' } : { kind: 'play', delay };
}

/** Sends a request and plays its story from the start, also when it is the one that is open already. */
export function run(choice: RequestChoice): void {
  useStore.setState({ choice, arrival: opening(150), playing: false, dialog: null });
}

/** Opens a document in the place of the one shown; undo brings that back. */
export function openDocument(
  document: HopwiseDocument,
  origin: string | null,
  posture: Posture | null = null,
  start: HopwiseDocument = posture?.written ?? document,
): void {
  writeDocument(document, { origin, posture, start, choice: null, arrival: opening(500) });
  useStore.setState({
    selected: null,
    folds: {},
    goal: null,
    dialog: null,
    brokenLink: null,
    frame: null,
    taken: null,
  });
}
