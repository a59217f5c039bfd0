import { messages } from '../../../content/locales/en/messages.ts';
import { builtIn, isPristine } from '../gallery.ts';
import { openDocument } from '../run.ts';
import type { State } from '../state.ts';
import { useStore } from '../store.ts';
import { showToast } from '../toast.ts';
import { hold, type Release } from './hold.ts';
import { loadWorkspace, putLocal, putWorkspace, removeWorkspace } from './shelf.ts';
import { rememberInTab } from './tab.ts';
import { sizeOf, type Workspace } from './workspace.ts';

/** What is known of the workspace of a document and all edits of it. */
interface Kept {
  readonly id: string;
  name: string;
  revision: number;
  /** What was saved last. */
  document: State['document'];
  posture: State['posture'];
  fork: State['fork'];
}

/** By lineage: undo may lead back to another workspace. */
const known = new Map<number, Kept>();
let held: { readonly id: string; readonly release: Release } | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let saving = false;
let again = false;
let warned = false;
/** What the visit began with: looking at a link keeps nothing. */
let baseline: State['document'] | null = null;
/** Nothing is kept any more: all of it is about to go. */
let stopped = false;
/** What is being saved; the next save waits for it. */
let current: Promise<void> = Promise.resolve();

/** A save lets the story of the same key come first; of a large document, the rest of a word as well. */
const rest = 40;
const large = 1_000_000;
const longRest = 300;

/** Keeps every change of what was `opened`, all but at once: a tab can be killed at any time. */
export function startKeeping(opened: State['document']): void {
  baseline = opened;
  // Somebody may have been quicker than this program was loaded.
  if (useStore.getState().document !== opened) schedule();
  useStore.subscribe((state, before) => {
    if (state.lineage !== before.lineage) follow(state);
    const { document, posture, fork } = before;
    if (state.document !== document || state.posture !== posture || state.fork !== fork) schedule();
  });
  // What the database is still at work on may not get there.
  addEventListener('pagehide', () => {
    const state = useStore.getState();
    if (!isUnsaved(state) || (isPristine(state) && state.fork === null) || state.keeping === 'elsewhere') return;
    const workspace = workspaceOf(state, keptOf(state));
    // Newer than the one that is being saved, if one is.
    putLocal({ ...workspace, revision: workspace.revision + (saving ? 1 : 0) });
  });
}

/** A document from the shelf takes the place of the one shown; undo brings that back. */
export function openWorkspace(workspace: Workspace): void {
  const { files, origin, posture, start, fork } = workspace;
  const shown = posture === null ? null : { rung: posture.rung, written: { files: posture.written }, drafts: {} };
  const began = (origin === null ? undefined : builtIn(origin)?.files) ?? start;
  openDocument({ files }, origin, shown, began === null ? undefined : { files: began });
  if (fork !== null) useStore.setState({ fork: { side: fork.side, other: { files: fork.other } } });
  adopt(workspace);
}

/** The document that is open is this workspace. */
export function adopt({ id, name, revision }: Workspace): void {
  const state = useStore.getState();
  known.set(state.lineage, { id, name, revision, document: state.document, posture: state.posture, fork: state.fork });
  follow(state);
}

/** Gives the workspace on show a name; a document that was not kept by now is kept from now on. */
export async function nameWorkspace(name: string): Promise<void> {
  const state = useStore.getState();
  const kept = keptOf(state);
  kept.name = name;
  useStore.setState({ workspace: { id: kept.id, name } });
  await put(state, kept);
}

/** Keeps what is on show as a workspace of its own, and goes on in that. */
export async function keepCopy(): Promise<void> {
  const state = useStore.getState();
  const name = messages.copyOf(state.workspace?.name || titleOf(state));
  known.set(state.lineage, { ...newKept(state), name });
  follow(state);
  await save();
}

/** Keeps nothing from now on; comes back once nothing is being saved. */
export async function stopKeeping(): Promise<void> {
  stopped = true;
  clearTimeout(timer);
  await current;
}

/** An id that no other workspace has. */
export function newId(): string {
  // Pages that are not secure have no `randomUUID`.
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;
}

function schedule(): void {
  clearTimeout(timer);
  if (saving) again = true;
  else timer = setTimeout(start, sizeOf(useStore.getState().document) > large ? longRest : rest);
}

function start(): void {
  current = save();
}

async function save(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  const state = useStore.getState();
  if (!isUnsaved(state) || state.keeping === 'elsewhere') return;
  saving = true;
  again = false;
  try {
    const kept = known.get(state.lineage);
    if (isPristine(state) && state.fork === null && (kept === undefined || kept.name === '')) {
      if (kept !== undefined) await removeWorkspace(kept.id);
      known.delete(state.lineage);
      follow(useStore.getState());
    } else await put(state, keptOf(state));
  } finally {
    saving = false;
  }
  // Set while this waited.
  if (isAskedAgain()) schedule();
}

function isAskedAgain(): boolean {
  return again;
}

async function put(state: State, kept: Kept): Promise<void> {
  const workspace = workspaceOf(state, kept);
  try {
    if ((await putWorkspace(workspace)) === 'conflict') {
      useStore.setState({ keeping: 'elsewhere' });
      return;
    }
  } catch {
    if (!putLocal(workspace)) warn();
  }
  kept.revision = workspace.revision;
  kept.document = state.document;
  kept.posture = state.posture;
  kept.fork = state.fork;
}

function warn(): void {
  useStore.setState({ keeping: 'nowhere' });
  if (warned) return;
  warned = true;
  showToast(messages.keepsNothing, {
    label: messages.export,
    run: () => useStore.setState({ dialog: { kind: 'export' } }),
  });
}

function isUnsaved(state: State): boolean {
  // What a lesson opens is nobody's work.
  if (stopped || state.lesson !== null) return false;
  const kept = known.get(state.lineage);
  if (kept === undefined && state.fork !== null) return true;
  if (kept === undefined) return state.document !== baseline && !isPristine(state) && state.document.files.length > 0;
  const same = kept.document === state.document && kept.posture === state.posture && kept.fork === state.fork;
  return !same || kept.revision === 0;
}

function keptOf(state: State): Kept {
  const kept = known.get(state.lineage) ?? newKept(state);
  if (known.get(state.lineage) === kept) return kept;
  known.set(state.lineage, kept);
  follow(state);
  return kept;
}

function newKept({ document, posture, fork }: State): Kept {
  return { id: newId(), name: '', revision: 0, document, posture, fork };
}

function workspaceOf(state: State, kept: Kept): Workspace {
  const { document, origin, posture, start, fork } = state;
  const rung = posture?.rung ?? null;
  return {
    id: kept.id,
    name: kept.name,
    title: titleOf(state),
    revision: kept.revision + 1,
    savedAt: Date.now(),
    files: document.files,
    origin,
    posture: posture === null || rung === null ? null : { rung, written: posture.written.files },
    start: start === document || origin !== null ? null : start.files,
    fork: fork === null ? null : { side: fork.side, other: fork.other.files },
  };
}

function titleOf({ origin, good, document }: State): string {
  const mesh = origin === null ? undefined : builtIn(origin)?.title;
  const own = good?.version.document === document ? good.evaluation.scenario.title : '';
  return (mesh ?? own) || namespacesIn(document) || (document.files[0]?.name ?? '');
}

/** The first namespaces that a text names: enough to tell one mesh of one's own from another. */
function namespacesIn({ files }: State['document']): string {
  const found = files.flatMap(({ text }) => [...text.slice(0, 20_000).matchAll(/\bnamespace: *([a-z0-9-]+)/g)]);
  return [...new Set(found.map(([, name = '']) => name))].slice(0, 3).join(', ');
}

/** Holds the workspace of the document on show, and lets go of the one before. */
function follow({ lineage }: State): void {
  const kept = known.get(lineage) ?? null;
  if (held !== null && held.id === kept?.id) return;
  held?.release();
  held = null;
  rememberInTab({ workspace: kept?.id ?? null });
  useStore.setState({ workspace: kept === null ? null : { id: kept.id, name: kept.name }, keeping: 'here' });
  if (kept === null) return;
  const isShown = (): boolean => held?.id === kept.id;
  const release = hold(kept.id, {
    onElsewhere: () => {
      if (isShown()) useStore.setState({ keeping: 'elsewhere' });
    },
    onHeld: () => {
      if (isShown() && useStore.getState().keeping === 'elsewhere') void takeOver(kept);
    },
  });
  held = { id: kept.id, release };
}

/** The other tab is gone: what it kept is shown here, unless something was changed here, too. */
async function takeOver(kept: Kept): Promise<void> {
  const state = useStore.getState();
  const newest = await loadWorkspace(kept.id).catch(() => null);
  if (useStore.getState().document !== state.document || state.workspace?.id !== kept.id) return;
  if (newest !== null && newest.revision > kept.revision) {
    // Both have gone on: this one waits for a name of its own.
    if (isUnsaved(state)) return;
    openWorkspace(newest);
  }
  useStore.setState({ keeping: 'here' });
  schedule();
}
