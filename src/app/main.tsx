import '@fontsource-variable/geist/index.css';
import '@fontsource-variable/geist-mono/index.css';
import './ui/tokens.css';
import './ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { Embed } from './Embed.tsx';
import { startView } from './store/view.ts';
import { startAddressBar } from './share/addressBar.ts';
import { openLink } from './share/openLink.ts';
import { startUpdates } from './shell/updates.ts';
import { startAsking } from './store/ask.ts';
import { loadSaved, startAutosave } from './store/autosave.ts';
import { startClock } from './store/clock.ts';
import { firstBuiltIn, isPristine } from './store/gallery.ts';
import { openDocument } from './store/run.ts';
import type { Saved } from './store/saved.ts';
import { useStore } from './store/store.ts';
import { startPreferences } from './store/theme.ts';

/** A link wins; then what this browser kept; then the first built-in mesh. A link without a document is about the kept one. */
async function restore(): Promise<void> {
  if ((await openLink(location.hash)) !== 'empty') return;
  const saved = useStore.getState().view === 'embed' ? null : await loadSaved();
  const first = firstBuiltIn();
  if (saved !== null) openSaved(saved);
  else if (first !== undefined) openDocument({ files: first.files }, first.id);
  if (saved !== null) await openLink(location.hash);
}

function openSaved({ files, origin, posture }: Saved): void {
  const kept = posture === null ? null : { rung: posture.rung, written: { files: posture.written }, drafts: {} };
  openDocument({ files }, origin, kept);
}

async function start(): Promise<void> {
  startView();
  const embedded = useStore.getState().view === 'embed';
  startPreferences();
  await restore();
  startClock();
  startAsking();
  // Another page's story must not take the place of what this browser keeps.
  if (!embedded) startAutosave(isPristine);
  startAddressBar();
  const root = document.getElementById('root');
  if (root === null) return;
  createRoot(root).render(<StrictMode>{embedded ? <Embed /> : <App />}</StrictMode>);
  startUpdates();
}

void start();
