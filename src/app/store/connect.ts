import { messages } from '../../content/locales/en/messages.ts';
import type { NodeId } from '../../core/model/overview.ts';
import { setFolded } from './folds.ts';
import type { Connecting, DialogState } from './state.ts';
import { useStore } from './store.ts';
import { showToast } from './toast.ts';

/** Begins a request or a policy by two presses: the caller, then whom it calls. One of them may be known already. */
export function startConnecting(known: Partial<Connecting> = {}): void {
  useStore.setState({ connecting: { makes: 'request', from: null, to: null, ...known }, menu: null });
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
  const { connecting } = useStore.getState();
  if (connecting === null) return;
  if (id.startsWith('external:')) showToast(messages.noCaller);
  else if (to === null) useStore.setState({ connecting: { ...connecting, from: id }, selected: id });
  else connect(id, to);
}

/** Opens the dialog of a request, or of a policy, from one node to another; what cannot be called is said. */
export function connect(from: NodeId, to: NodeId): void {
  const makes = useStore.getState().connecting?.makes ?? 'request';
  if (to === 'outside' || to === 'kubelet') showToast(messages.noCallee);
  else useStore.setState({ connecting: null, dialog: dialogOf(makes, from, to) });
}

/** What is asked for one caller and one callee; either may still be missing. */
export function dialogOf(makes: Connecting['makes'], from: NodeId | null, to: NodeId | null): DialogState {
  if (makes === 'request') return { kind: 'request', from, to };
  return { kind: 'template', intent: to?.startsWith('external:') === true ? 'allowHost' : 'onlyCallers', from, to };
}
