import '@fontsource-variable/geist/index.css';
import '@fontsource-variable/geist-mono/index.css';
import './ui/tokens.css';
import './ui/base.css';
import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { Embed } from './Embed.tsx';
import { Handout, NotesPage } from './otherViews.tsx';
import { warmEngine } from './engine/client.ts';
import { startView } from './store/view.ts';
import { startAddressBar } from './share/addressBar.ts';
import { openLink } from './share/openLink.ts';
import { startUpdates } from './shell/updates.ts';
import { startAsking } from './store/ask.ts';
import { startClock } from './store/clock.ts';
import { firstBuiltIn, withTexts } from './store/gallery.ts';
import { openDocument } from './store/run.ts';
import { useStore } from './store/store.ts';
import { startInstall } from './store/install.ts';
import { startPreferences } from './store/theme.ts';
import { mayBeKept, tabMemory } from './store/workspaces/tab.ts';

/** What keeps documents: fetched beside all else, and waited for only where something may be kept. */
const workspaces = import('./store/workspaces/workspaces.ts').catch(() => null);

/**
 * A link wins; then what this browser kept; then the first built-in mesh. A link without a document is about the kept
 * one, and so is the address that this tab wrote itself: the last change may not have got into it.
 */
async function restore(hash: string): Promise<void> {
  const { workspace, address } = tabMemory();
  const isOwn = hash !== '' && hash === address && workspace !== null;
  if (!isOwn && (await openLink(hash)) !== 'empty') return;
  const keeps = useStore.getState().view !== 'embed' && mayBeKept() ? await workspaces : null;
  const kept = (await keeps?.workspaceToOpen()) ?? null;
  if (kept?.origin != null) await withTexts(kept.origin);
  const first = firstBuiltIn();
  if (keeps !== null && kept !== null) keeps.openWorkspace(kept);
  else if (isOwn && (await openLink(hash)) !== 'empty') return;
  else if (first !== undefined) openDocument({ files: first.files }, first.id);
  if (kept !== null) await openLink(hash, isOwn && kept.id === workspace ? 'open' : 'its');
}

/** The course on paper keeps nothing and follows no address. */
function startHandout(): void {
  useStore.setState({ theme: 'light', motion: 'reduced' });
  document.documentElement.dataset['theme'] = 'light';
  document.documentElement.dataset['still'] = 'true';
  startAsking();
  const root = document.getElementById('root');
  if (root === null) return;
  createRoot(root).render(
    <Suspense>
      <Handout />
    </Suspense>,
  );
}

/** The presenter's notes have no document of their own: the address says whose they are. */
function startNotes(): void {
  startPreferences();
  const root = document.getElementById('root');
  const wall = new URLSearchParams(location.hash.slice(1)).get('wall') ?? '';
  if (root === null) return;
  createRoot(root).render(
    <Suspense>
      <NotesPage wall={wall} />
    </Suspense>,
  );
}

async function start(): Promise<void> {
  startInstall();
  startView();
  if (useStore.getState().view === 'notes') return startNotes();
  warmEngine();
  const embedded = useStore.getState().view === 'embed';
  if (useStore.getState().view === 'handout') return startHandout();
  startPreferences();
  const { hash } = location;
  await restore(hash);
  startClock();
  startAsking();
  // Another page's story must not take the place of what this browser keeps.
  const { document: opened } = useStore.getState();
  if (!embedded) void workspaces.then((loaded) => loaded?.startKeeping(opened));
  startAddressBar(hash);
  const root = document.getElementById('root');
  if (root === null) return;
  createRoot(root).render(<StrictMode>{embedded ? <Embed /> : <App />}</StrictMode>);
  startUpdates();
}

void start();
