import type { MeshOverview, NodeId } from '../../core/model/overview.ts';
import type { State } from './state.ts';
import { useStore } from './store.ts';

/** With more workloads than this, namespaces are folded until somebody unfolds them. */
const many = 150;

/** Whether a namespace is folded: as somebody has said, else by the size of the mesh. */
export function isFolded({ folds, good }: Pick<State, 'folds' | 'good'>, namespace: string): boolean {
  return folds[namespace] ?? (good !== null && good.evaluation.overview.workloads.length > many);
}

const none: ReadonlySet<string> = new Set();

export function foldedOf({ namespaces, workloads }: MeshOverview, folds: State['folds']): ReadonlySet<string> {
  const usual = workloads.length > many;
  const folded = namespaces.filter(({ name }) => folds[name] ?? usual).map(({ name }) => name);
  return folded.length === 0 ? none : new Set(folded);
}

export function setFolded(namespace: string, on: boolean): void {
  useStore.setState(({ folds }) => ({
    folds: { ...folds, [namespace]: on },
    lookAt: on ? null : { kind: 'namespace', name: namespace },
  }));
}

export function foldAll(on: boolean): void {
  const names = useStore.getState().good?.evaluation.overview.namespaces ?? [];
  useStore.setState({ folds: Object.fromEntries(names.map(({ name }) => [name, on])), lookAt: { kind: 'all' } });
}

/** Folds or unfolds the namespace in which the selected node stands. */
export function toggleFoldOfSelected(): void {
  const state = useStore.getState();
  const namespace = namespaceOf(state, state.selected);
  if (namespace !== null) setFolded(namespace, !isFolded(state, namespace));
}

/** The namespace of a workload; null for what stands on the ground. */
export function namespaceOf({ good }: Pick<State, 'good'>, node: NodeId | null): string | null {
  return good?.evaluation.overview.workloads.find(({ id }) => id === node)?.namespace ?? null;
}

/** Selects a node that may be folded away, and brings it into view. */
export function revealNode(id: NodeId): void {
  const state = useStore.getState();
  const namespace = namespaceOf(state, id);
  const folded = namespace !== null && isFolded(state, namespace);
  useStore.setState({
    selected: id,
    lookAt: { kind: 'node', id },
    ...(folded ? { folds: { ...state.folds, [namespace]: false } } : {}),
  });
}
