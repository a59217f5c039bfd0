import { messages } from '../../content/locales/en/messages.ts';
import { engine } from '../engine/client.ts';
import type { Request } from '../../core/model/request.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import type { AmbientForm } from '../../core/scenario/lens/ambient.ts';
import { writeDocument } from './gateway.ts';
import type { State } from './state.ts';
import { useStore } from './store.ts';
import { showToast } from './toast.ts';

/** Both versions of a forked document; null: it is not forked. */
export function sidesOf({
  document,
  fork,
}: Pick<State, 'document' | 'fork'>): { a: HopwiseDocument; b: HopwiseDocument } | null {
  if (fork === null) return null;
  return fork.side === 'A' ? { a: document, b: fork.other } : { a: fork.other, b: document };
}

/** From here on edits are of B; A stays as the document is now. */
export function startFork(): void {
  const { document, fork } = useStore.getState();
  if (fork !== null) return;
  useStore.setState({ fork: { side: 'B', other: document }, dialog: null });
  showToast(messages.forked);
}

/** Forks the document, with the same mesh in ambient mode as B. */
export async function forkAsAmbient(form: AmbientForm): Promise<void> {
  const { document, fork } = useStore.getState();
  const a = fork?.side === 'B' ? fork.other : document;
  const outcome = await engine.asAmbient(a, form);
  // Whoever has gone on meanwhile is not carried off.
  if (outcome.kind !== 'answer' || useStore.getState().document !== document) return;
  writeDocument(outcome.value, { fork: { side: 'B', other: a } });
  useStore.setState({ dialog: null });
  showToast(form === 'ztunnel' ? messages.asAmbient : messages.asWaypoints);
}

/** Forks the document, with the same mesh as B that has sidecars in the place of ztunnels and waypoints. */
export async function forkAsSidecars(): Promise<void> {
  const { document, fork } = useStore.getState();
  const a = fork?.side === 'B' ? fork.other : document;
  const outcome = await engine.asSidecars(a);
  if (outcome.kind !== 'answer' || useStore.getState().document !== document) return;
  const { notes } = outcome.value;
  writeDocument(outcome.value.document, { fork: { side: 'B', other: a, notes } });
  useStore.setState({ dialog: null });
  showToast(messages.asSidecars(notes.length));
}

/** Shows the other version; nothing but the marks on the canvas moves. */
export function flip(): void {
  useStore.setState(({ fork, document }) =>
    fork === null
      ? {}
      : {
          document: fork.other,
          fork: { ...fork, side: fork.side === 'A' ? 'B' : 'A', other: document },
          arrival: { kind: 'keep' },
        },
  );
}

/** Goes on with one of the two versions; undo brings both back where that changes what is on show. */
export function endFork(keep: 'A' | 'B'): void {
  const state = useStore.getState();
  const sides = sidesOf(state);
  if (sides === null) return;
  const kept = keep === 'A' ? sides.a : sides.b;
  if (kept === state.document) useStore.setState({ fork: null });
  else writeDocument(kept, { fork: null });
}

/** Opens a flow in B at the step from where it no longer goes as in A. */
export async function playParting(request: Request): Promise<void> {
  const state = useStore.getState();
  const sides = sidesOf(state);
  if (sides === null) return;
  const outcome = await engine.parting(sides.a, sides.b, request);
  const id = outcome.kind === 'answer' ? outcome.value : null;
  if (useStore.getState().fork?.side === 'A') flip();
  useStore.setState({
    choice: request,
    arrival: id === null ? { kind: 'verdict' } : { kind: 'frame', id },
    playing: false,
    dialog: null,
  });
}

/** Between two edits of one burst nothing is compared. */
const rest = 200;

/** Keeps `difference` true until the function that it gives is called: asked for again whenever one version changes. */
export function watchDifference(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (state: State): void => {
    clearTimeout(timer);
    const sides = sidesOf(state);
    if (sides === null) {
      if (state.difference !== null) useStore.setState({ difference: null });
      return;
    }
    const { difference } = state;
    if (difference !== null && difference.a === sides.a && difference.b === sides.b) return;
    timer = setTimeout(() => void compare(sides), rest);
  };
  const stop = useStore.subscribe((state, before) => {
    if (state.fork !== before.fork || state.document !== before.document) look(state);
  });
  look(useStore.getState());
  return () => {
    clearTimeout(timer);
    stop();
    useStore.setState({ difference: null });
  };
}

async function compare({ a, b }: { a: HopwiseDocument; b: HopwiseDocument }): Promise<void> {
  const outcome = await engine.difference(a, b);
  if (outcome.kind !== 'answer') return;
  const sides = sidesOf(useStore.getState());
  if (sides?.a === a && sides.b === b) useStore.setState({ difference: { a, b, ...outcome.value } });
}
