import type { Demand, Invariant, InvariantResult } from '../../core/model/invariant.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { engine } from '../engine/client.ts';
import { applyEdit } from './scenarioEdits.ts';
import { showSource } from './show.ts';
import type { State } from './state.ts';
import { useStore } from './store.ts';

/** Between two edits of one burst nothing is checked. */
const rest = 200;

/** As many requests in one question that others wait for it only briefly. */
const pieceSize = 1000;

/** Names a demand: the results of equal ones are equal. */
export function keyOf(demand: Demand): string {
  return JSON.stringify(demand);
}

/** The invariants of the mesh on the screen. */
export function invariantsOf({ good }: State): readonly Invariant[] {
  return good?.evaluation.scenario.invariants ?? none;
}

const none: readonly Invariant[] = [];

let watchers = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let unsubscribe: (() => void) | undefined;

/** Keeps `invariants` true until all who watch have stopped: all are checked again whenever the mesh changes. */
export function watchInvariants(): () => void {
  watchers += 1;
  if (watchers === 1) {
    unsubscribe = useStore.subscribe((state, before) => {
      if (state.good !== before.good) look(state, rest);
    });
    look(useStore.getState(), 0);
  }
  return () => {
    watchers -= 1;
    if (watchers > 0) return;
    clearTimeout(timer);
    unsubscribe?.();
    useStore.setState({ invariants: null });
  };
}

function look({ good, invariants }: State, wait: number): void {
  const document = good?.version.document;
  if (document === undefined || invariants?.document === document) return;
  clearTimeout(timer);
  useStore.setState({ invariants: { document, results: invariants?.results ?? new Map(), busy: true } });
  timer = setTimeout(() => void check(document), wait);
}

/** One after the other, piece by piece; stops where the document has changed meanwhile. */
async function check(document: HopwiseDocument): Promise<void> {
  const isWanted = (): boolean => useStore.getState().invariants?.document === document;
  const fresh = new Map<string, InvariantResult>();
  for (const { demand } of invariantsOf(useStore.getState())) {
    for (let from: number | null = 0; from !== null; ) {
      if (!isWanted()) return;
      const outcome = await engine.invariantPart(document, demand, from, pieceSize);
      if (outcome.kind === 'superseded') return;
      from = outcome.kind === 'answer' ? outcome.value.next : null;
      if (outcome.kind === 'failed') fresh.delete(keyOf(demand));
      else if (from === null) fresh.set(keyOf(demand), outcome.value.result);
    }
    if (!isWanted()) return;
    const before = useStore.getState().invariants?.results ?? new Map<string, InvariantResult>();
    useStore.setState({ invariants: { document, results: new Map([...before, ...fresh]), busy: true } });
  }
  if (isWanted()) useStore.setState({ invariants: { document, results: fresh, busy: false } });
}

/** Writes an invariant into the document's text; its id is made of what it is about. */
export async function addInvariant(demand: Demand): Promise<void> {
  const state = useStore.getState();
  const id = freeId(demand, new Set(invariantsOf(state).map((each) => each.id)));
  applyEdit(await engine.addInvariant(state.document, { id, title: '', demand }));
}

/** Takes an invariant out of the document's text. */
export async function removeInvariant({ index }: Invariant): Promise<void> {
  applyEdit(await engine.removeInvariant(useStore.getState().document, index));
}

/** Shows where an invariant is written. */
export function editInvariant({ index }: Invariant): void {
  const scenario = useStore.getState().good?.evaluation.resources.findLast(({ kind }) => kind === 'Scenario');
  if (scenario === undefined) return;
  useStore.setState({ dialog: null, editor: 'yaml' });
  showSource({ resource: scenario.id, path: ['spec', 'invariants', index] }, true);
}

/** That the open request ends as it does now; null: there is none, or nobody can tell how it ends. */
export function demandOfStory({ good }: Pick<State, 'good'>): Extract<Demand, { readonly kind: 'flow' }> | null {
  const { story, request, scenario } = good?.evaluation ?? {};
  const verdict = story?.veiled === true ? undefined : story?.trace.verdict.kind;
  if (!request || !scenario || (verdict !== 'allowed' && verdict !== 'denied')) return null;
  return { kind: 'flow', request: request.id, wants: verdict, asks: request };
}

/** Writes that the open request must end as it does now. */
export async function keepStory(): Promise<void> {
  const state = useStore.getState();
  const demand = demandOfStory(state);
  if (demand === null) return;
  await addInvariant(demand);
  useStore.setState({ dialog: { kind: 'invariants' } });
}

function freeId(demand: Demand, taken: ReadonlySet<string>): string {
  const wanted = `${demand.kind}-${aboutWhat(demand)}`
    .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted}-${number}`)) number += 1;
  return `${wanted}-${number}`;
}

function aboutWhat(demand: Demand): string {
  switch (demand.kind) {
    case 'flow':
      return `${demand.asks.id}-${demand.wants}`;
    case 'unknown':
      return demand.word;
    case 'noPlaintext':
      return scopeName(demand.within);
    case 'egress':
      return scopeName(demand.from);
    case 'onlyCallers':
    case 'mtls':
    case 'knownIdentity':
      return scopeName(demand.to);
  }
}

function scopeName(scope: Extract<Demand, { readonly kind: 'noPlaintext' }>['within']): string {
  return scope.kind === 'all' ? 'mesh' : scope.kind === 'namespace' ? scope.namespace : scope.workload;
}
