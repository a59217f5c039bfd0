import { get, set, del } from 'idb-keyval';
import { readSaved, type Saved } from './saved.ts';
import type { State } from './state.ts';
import { useStore } from './store.ts';
import { showToast } from './toast.ts';

const key = 'hopwise.document';
const delay = 300;

/** The newest document that this browser holds, or null. Never fails: without storage there is none. */
export async function loadSaved(): Promise<Saved | null> {
  const [database, local] = [await fromDatabase(), fromLocal()];
  if (database === null || local === null) return database ?? local;
  return local.savedAt > database.savedAt ? local : database;
}

/** Writes the document shortly after each change, and at once when the page goes away. */
export function startAutosave(isPristine: (state: State) => boolean): void {
  const channel = new BroadcastChannel('hopwise');
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pending = false;

  const snapshot = (): Saved | null => {
    const state = useStore.getState();
    if (isPristine(state)) return null;
    const { document, origin, posture } = state;
    const rung = posture?.rung ?? null;
    const kept = posture === null || rung === null ? null : { rung, written: posture.written.files };
    return { savedAt: Date.now(), files: document.files, origin, posture: kept };
  };

  const save = async (): Promise<void> => {
    pending = false;
    try {
      const saved = snapshot();
      await (saved === null ? del(key) : set(key, saved));
      localStorage.removeItem(key);
      channel.postMessage('saved');
    } catch {
      saveLocal(snapshot());
    }
  };

  useStore.subscribe((state, before) => {
    if (state.document === before.document) return;
    pending = true;
    clearTimeout(timer);
    timer = setTimeout(() => void save(), delay);
  });
  // A page that goes away cannot wait for a database; localStorage is written before it is gone.
  addEventListener('pagehide', () => {
    if (pending) saveLocal(snapshot());
  });
  channel.onmessage = () => {
    showToast('Another tab has changed the saved document. The tab that changes it last wins.');
  };
}

async function fromDatabase(): Promise<Saved | null> {
  try {
    return readSaved(await get(key));
  } catch {
    return null;
  }
}

function fromLocal(): Saved | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return readSaved(value);
  } catch {
    return null;
  }
}

function saveLocal(saved: Saved | null): void {
  try {
    if (saved === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(saved));
  } catch {
    // full or blocked: the link in the address bar still holds the document
  }
}
