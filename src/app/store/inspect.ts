import { messages } from '../../content/locales/en/messages.ts';
import type { MeshOverview, NodeId, PolicyOverview } from '../../core/model/overview.ts';
import { copyText } from '../ui/clipboard.ts';
import { showResource } from './show.ts';
import type { State } from './state.ts';
import { useStore } from './store.ts';
import { showToast } from './toast.ts';

/** Every policy written for a workload, refused ones, too. */
export function policiesOf(overview: MeshOverview, node: NodeId): readonly PolicyOverview[] {
  const refused = overview.workloads.find(({ id }) => id === node)?.rejected ?? [];
  return overview.policies.filter(({ id, selects }) => selects.some((one) => one === node) || refused.includes(id));
}

let shown = '';

/** Shows the policies of the selected workload in the editor, one more with every call. */
export function showNextPolicy(): void {
  const { good, selected } = useStore.getState();
  const found = good === null || selected === null ? [] : policiesOf(good.evaluation.overview, selected);
  const next = found[(found.findIndex(({ id }) => id === shown) + 1) % found.length];
  if (next === undefined) {
    showToast(messages.noPolicy);
    return;
  }
  shown = next.id;
  showResource(next.id);
}

/** The identity that a node shows to others: its principal, or the host; null where it has none. */
export function identityOf({ good }: Pick<State, 'good'>, node: NodeId | null): string | null {
  if (good === null || node === null) return null;
  const { workloads, externals } = good.evaluation.overview;
  const workload = workloads.find(({ id }) => id === node);
  return workload?.principal ?? externals.find(({ id }) => id === node)?.host ?? null;
}

/** Copies the identity of a node, by default of the selected one. */
export function copyIdentity(): void {
  const state = useStore.getState();
  const identity = identityOf(state, state.selected);
  if (identity === null) showToast(messages.noIdentity);
  else copyAndSay(identity);
}

/** Copies a text and says so in passing. */
export function copyAndSay(text: string): void {
  void copyText(text).then((copied) => showToast(copied ? messages.copied(text) : messages.clipboardRefused));
}
