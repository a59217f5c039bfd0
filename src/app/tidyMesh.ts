import { messages } from '../content/locales/en/messages.ts';
import { undo } from './store/gateway.ts';
import { prefersStill } from './store/run.ts';
import { writePlaces } from './store/scenarioEdits.ts';
import { useStore } from './store/store.ts';
import { dismissToast, showToast } from './store/toast.ts';

/** Longer than this, and it is said that something goes on. */
const patience = 400;
/** How long nodes take to their new places, and a little more. */
const travel = 320;

let stop: (() => void) | null = null;

/** Arranges the mesh by who calls whom and writes the places into the document, as one step of undo. */
export async function tidyMesh(): Promise<void> {
  const { good } = useStore.getState();
  if (good === null) return;
  stop?.();
  const said = setTimeout(() => showToast(messages.tidying, { label: messages.stop, run: () => stop?.() }), patience);
  const stopped = new Promise<null>((resolve) => {
    stop = () => resolve(null);
  });
  try {
    const { tidy } = await import('./canvas/tidy/elk.ts');
    const work = tidy(good.evaluation.overview);
    const places = await Promise.race([work.places, stopped]);
    if (places === null) work.stop();
    dismissToast();
    // Whoever has gone on meanwhile does not want it any more.
    if (places === null || useStore.getState().good !== good) return;
    travelOnce();
    await writePlaces(Object.fromEntries(places));
    showToast(messages.tidied, { label: messages.undo, run: undo });
  } catch {
    showToast(messages.notTidied);
  } finally {
    clearTimeout(said);
    stop = null;
  }
}

/** Lets the nodes travel to their places when those come, unless less motion is asked for. */
function travelOnce(): void {
  if (prefersStill()) return;
  const { dataset } = document.documentElement;
  dataset['rearranging'] = 'true';
  const unsubscribe = useStore.subscribe((state, before) => {
    if (state.good === before.good) return;
    unsubscribe();
    setTimeout(() => delete dataset['rearranging'], travel);
  });
}
