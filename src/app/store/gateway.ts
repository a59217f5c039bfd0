import type { HopwiseDocument } from '../../core/model/scenario.ts';
import type { Arrival, Fork, Posture, RequestChoice, State, Version } from './state.ts';
import { useStore } from './store.ts';

const historyLimit = 200;
const burstGap = 1500; // ms between two edits of one burst

let lineages = 0;
let burst: { readonly name: string; readonly at: number } | null = null;

export interface WriteOptions {
  /** Edits of the same name that follow each other quickly are one step of undo: `typing payments.yaml`. */
  readonly burst?: string;
  /** Another document: the built-in scenario that it is, or null. By default it is an edit of the one that is open. */
  readonly origin?: string | null;
  /** By default the one that the document has; another document has none. */
  readonly posture?: Posture | null;
  /** By default another document starts as it is. */
  readonly start?: HopwiseDocument;
  /** By default an edit of one version leaves the other; another document has none. */
  readonly fork?: Fork | null;
  readonly choice?: RequestChoice;
  readonly arrival?: Arrival;
}

/** The only way to change the document. Undo, autosave, the link and the engine hang on it. */
export function writeDocument(document: HopwiseDocument, options: WriteOptions = {}): void {
  useStore.setState((state) => write(state, document, options, continuesBurst(options.burst, Date.now())));
}

/** The document, with one file's text replaced; an unknown name changes nothing. */
export function withFile(document: HopwiseDocument, name: string, text: string): HopwiseDocument {
  return { files: document.files.map((file) => (file.name === name ? { name, text } : file)) };
}

/** The document with its past, put away for a while. */
export type Parked = Version & Pick<State, 'undo' | 'redo' | 'choice'>;

/** What there is to come back to. The document that is opened next has no past. */
export function park(): Parked {
  const state = useStore.getState();
  const { undo: past, redo: future, choice } = state;
  return { ...versionOf(state), undo: past, redo: future, choice };
}

/** Back to what was put away. */
export function unpark(parked: Parked): void {
  burst = null;
  useStore.setState({ ...parked, arrival: { kind: 'verdict' } });
}

/** What was put away is where undo leads from what is open now. */
export function keepPast(parked: Parked): void {
  useStore.setState({ undo: [...parked.undo, versionOf(parked)], redo: [] });
}

/** Whatever was open before can no longer be come back to by undo. */
export function forgetPast(): void {
  useStore.setState({ undo: [], redo: [] });
}

export function undo(): void {
  burst = null;
  useStore.setState((state) => restore(state, 'undo', 'redo'));
}

export function redo(): void {
  burst = null;
  useStore.setState((state) => restore(state, 'redo', 'undo'));
}

function write(state: State, document: HopwiseDocument, options: WriteOptions, continues: boolean): Partial<State> {
  if (document === state.document) return {};
  const before = versionOf(state);
  return {
    document,
    origin: options.origin === undefined ? state.origin : options.origin,
    lineage: options.origin === undefined ? state.lineage : nextLineage(),
    posture: options.posture === undefined ? (options.origin === undefined ? state.posture : null) : options.posture,
    start: options.start ?? (options.origin === undefined ? state.start : document),
    fork: options.fork === undefined ? (options.origin === undefined ? state.fork : null) : options.fork,
    // The first document of a visit has nothing before it to go back to.
    undo: continues || before.document.files.length === 0 ? state.undo : [...state.undo, before].slice(-historyLimit),
    redo: [],
    choice: options.choice === undefined ? state.choice : options.choice,
    arrival: options.arrival ?? pendingOrKeep(state),
  };
}

/** An edit while a run is still being computed must not turn the run into a still picture. */
function pendingOrKeep(state: State): Arrival {
  return state.latest !== null && state.latest.choice === state.choice ? { kind: 'keep' } : state.arrival;
}

function restore(state: State, from: 'undo' | 'redo', to: 'undo' | 'redo'): Partial<State> {
  const version = state[from].at(-1);
  if (version === undefined) return {};
  const current = versionOf(state);
  return {
    ...version,
    [from]: state[from].slice(0, -1),
    [to]: [...state[to], current],
    arrival: { kind: 'keep' },
  };
}

function versionOf({ document, origin, lineage, posture, start, fork }: Version): Version {
  return { document, origin, lineage, posture, start, fork };
}

function nextLineage(): number {
  lineages += 1;
  return lineages;
}

function continuesBurst(name: string | undefined, now: number): boolean {
  const continues = name !== undefined && burst?.name === name && now - burst.at < burstGap;
  burst = name === undefined ? null : { name, at: now };
  return continues && useStore.getState().undo.length > 0;
}
