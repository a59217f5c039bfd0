import type { Toast } from './state.ts';
import { useStore } from './store.ts';

/** Says something in passing, with at most one thing to do about it. */
export function showToast(text: string, action: Toast['action'] = null): void {
  useStore.setState({ toast: { text, action } });
}

export function dismissToast(): void {
  useStore.setState({ toast: null });
}
