import { makeWords as words } from '../../content/locales/en/make.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { engine } from '../engine/client.ts';
import { untouched } from '../store/lesson.ts';
import type { Lesson as Taken } from '../store/state.ts';
import { useStore } from '../store/store.ts';
import { begin, giveUp } from './flow.ts';

/** Opens the challenge that a document holds; nothing happens if somebody has gone elsewhere meanwhile. */
export async function openOwn(taken: Taken, source: HopwiseDocument): Promise<void> {
  const outcome = await engine.takeChallenge(source);
  if (useStore.getState().lesson !== taken) return;
  if (outcome.kind !== 'answer' || outcome.value === null) giveUp(words.none);
  else begin({ id: taken.id, stage: 'do', ...untouched, own: outcome.value, source }, outcome.value);
}
