import { labWords as words } from '../../content/locales/en/labs.ts';
import { engine } from '../engine/client.ts';
import { untouched } from '../store/lesson.ts';
import type { LabPlace, Lesson as Taken } from '../store/state.ts';
import { useStore } from '../store/store.ts';
import { begin, giveUp } from './flow.ts';
import { challengeOfLab } from './labChallenge.ts';
import { useProgress } from './progress.ts';

/** The id under which progress knows a lab. */
export function labId(seed: number): string {
  return `lab-${seed}`;
}

/** Makes a lab and opens it; nothing happens if somebody has gone elsewhere meanwhile. */
export async function openLab(taken: Taken): Promise<void> {
  const { lab: place } = taken;
  if (place === null) {
    giveUp(words.none(taken.id.slice('lab-'.length)));
    return;
  }
  const seed = place.seed === 0 ? firstUnsolved(place) : place.seed;
  const outcome = await engine.lab(seed);
  if (useStore.getState().lesson !== taken) return;
  if (outcome.kind !== 'answer' || outcome.value === null) {
    giveUp(words.failed);
    return;
  }
  const own = challengeOfLab(outcome.value);
  begin({ id: labId(seed), stage: 'do', ...untouched, own, lab: { ...place, seed } }, own);
}

/** The lab after this one in its set; null after the last. */
export function labAfter({ seed, first, count }: LabPlace): LabPlace | null {
  return seed + 1 < first + count ? { seed: seed + 1, first, count } : null;
}

function firstUnsolved({ first, count }: LabPlace): number {
  const { done } = useProgress.getState();
  const seeds = Array.from({ length: count }, (_, index) => first + index);
  return seeds.find((seed) => done[labId(seed)] !== 'solved') ?? first;
}
