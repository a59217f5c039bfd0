import { labFragment } from '../../core/model/labLink.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { awaitsEngine } from '../store/ask.ts';
import type { State } from '../store/state.ts';
import { useStore } from '../store/store.ts';
import { rememberInTab } from '../store/workspaces/tab.ts';
import { openLink } from './openLink.ts';
import { addressFragmentOf } from './stateLink.ts';

const delay = 250;

/**
 * Keeps the fragment of the address true to the state, so that reload, back and copying the address work. `opened` is the
 * fragment that the state came from: one that somebody has put there meanwhile is opened, not written over.
 */
export function startAddressBar(opened: string): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let written = opened;
  /** Counts the addresses that somebody else has put there: what was being written for an earlier one is dropped. */
  let arrivals = 0;
  /** A document whose link does not fit: it need not be packed again for every step. */
  let tooLong: HopwiseDocument | null = null;

  const write = async (): Promise<void> => {
    const state = useStore.getState();
    const during = arrivals;
    // Until the engine has answered, request and step on show are those of before.
    if (state.brokenLink !== null || state.good === null || awaitsEngine(state)) return;
    // Too long for an address, or what writes it could not be fetched: the autosaved document takes its place after a reload.
    const known = state.lesson === null && state.document === tooLong;
    const fragment = known ? null : await fragmentFor(state).catch(() => null);
    tooLong = fragment === null ? state.document : null;
    // Somebody has gone to another address since: that is to be opened, not written over.
    if (during !== arrivals || location.hash !== written) return;
    const before = written;
    written = fragment === null ? '' : `#${fragment}`;
    if (written === before) return;
    history.replaceState(null, '', written === '' ? location.pathname + location.search : written);
    written = location.hash;
    // A page around this one may be Hopwise itself, and remembers by the same names.
    if (state.view !== 'embed') rememberInTab({ address: written });
  };

  useStore.subscribe((state, before) => {
    const same =
      state.document === before.document &&
      state.choice === before.choice &&
      state.frame === before.frame &&
      state.detail === before.detail &&
      state.tab === before.tab &&
      state.turned === before.turned &&
      state.lesson === before.lesson &&
      state.good === before.good;
    if (same) return;
    clearTimeout(timer);
    // While a story plays the address waits for it to rest.
    if (!state.playing) timer = setTimeout(() => void write(), delay);
  });
  useStore.subscribe((state, before) => {
    if (before.playing && !state.playing) timer = setTimeout(() => void write(), delay);
  });
  const follow = (): void => {
    if (location.hash === written) return;
    clearTimeout(timer);
    arrivals += 1;
    written = location.hash;
    void openLink(written);
  };
  addEventListener('hashchange', follow);
  follow();
}

/** Of a lesson, lab or challenge, what begins the same one anew. */
async function fragmentFor(state: State): Promise<string | null> {
  if (state.lesson === null) return addressFragmentOf(state);
  const { id, lab, source } = state.lesson;
  if (lab !== null) return labFragment(lab);
  return source === null ? `lesson=${id}` : addressFragmentOf({ ...state, document: source }, 'document');
}
