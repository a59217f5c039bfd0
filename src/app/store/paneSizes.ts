/** What can be made wider, higher or folded away. */
export const panes = {
  outline: { least: 150, most: 480, usual: 208 },
  side: { least: 320, most: 760, usual: 400 },
  yaml: { least: 140, most: 900, usual: 260 },
} as const;
export type PaneName = keyof typeof panes;
export const paneNames: readonly PaneName[] = ['outline', 'side', 'yaml'];

/** Pixels that somebody chose; 0 = folded; null = as it comes. */
export type PaneSizes = Readonly<Record<PaneName, number | null>>;

export const usualPanes: PaneSizes = { outline: null, side: null, yaml: null };

/** Reads sizes from JSON; whatever is missing or makes no sense takes its usual one. */
export function readPanes(json: unknown): PaneSizes {
  const read = (name: PaneName): number | null => {
    const value: unknown = typeof json === 'object' && json !== null ? Reflect.get(json, name) : null;
    return typeof value === 'number' && Number.isFinite(value) ? fitted(name, value) : null;
  };
  return { outline: read('outline'), side: read('side'), yaml: read('yaml') };
}

/** Within what the pane can be; much less than its least folds it. */
export function fitted(name: PaneName, size: number): number {
  const { least, most } = panes[name];
  return size < least / 2 ? 0 : Math.round(Math.min(most, Math.max(least, size)));
}
