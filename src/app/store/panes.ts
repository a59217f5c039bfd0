import { fitted, type PaneName } from './paneSizes.ts';
import { useStore } from './store.ts';

/** Makes a pane this large; null: as it comes. */
export function setPane(name: PaneName, size: number | null): void {
  useStore.setState(({ sizes }) => ({ sizes: { ...sizes, [name]: size === null ? null : fitted(name, size) } }));
}

/** Folds a pane away, or brings it back as it comes. */
export function foldPane(name: PaneName): void {
  setPane(name, useStore.getState().sizes[name] === 0 ? null : 0);
}
