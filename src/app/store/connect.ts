import type { NodeId } from '../../core/model/overview.ts';
import { setFolded } from './folds.ts';
import type { Connecting } from './state.ts';
import { useStore } from './store.ts';
import { showToast } from './toast.ts';

/** Begins a request by two presses: the caller, then whom it calls. One of them may be known already. */
export function startConnecting(known: Partial<Connecting> = {}): void {
  useStore.setState({ connecting: { from: null, to: null, ...known }, menu: null });
}

export function stopConnecting(): void {
  useStore.setState({ connecting: null });
}

/** A node was pressed, on the canvas or in the outline: it is an end of the request in the making, or it is selected. */
export function pressNode(id: NodeId): void {
  const { connecting, selected } = useStore.getState();
  const folded = id.startsWith('namespace:') ? id.slice('namespace:'.length) : null;
  // What stands for a folded namespace is no end of a request.
  if (folded !== null) setFolded(folded, false);
  else if (connecting === null) useStore.setState({ selected: selected === id ? null : id });
  else if (connecting.from === null) chooseCaller(id, connecting.to);
  else connect(connecting.from, id);
}

function chooseCaller(id: NodeId, to: NodeId | null): void {
  if (id.startsWith('external:')) showToast('A host outside the mesh sends nothing here. Choose a workload.');
  else if (to === null) useStore.setState({ connecting: { from: id, to }, selected: id });
  else connect(id, to);
}

/** Opens the dialog of a request from one node to another; what cannot be called is said. */
export function connect(from: NodeId, to: NodeId): void {
  if (to === 'outside' || to === 'kubelet') showToast('Nothing can be called there. Choose a workload or a host.');
  else useStore.setState({ connecting: null, dialog: { kind: 'request', from, to } });
}
