import type { Workload } from '../cluster/types.ts';

type Labels = Readonly<Record<string, string>>;

/** `selector.matchLabels` of an Istio resource. */
export interface Selecting {
  readonly selector?: { readonly matchLabels?: Labels | undefined } | undefined;
}

/** A label that a selector asks for, beside the pod's own; null: the pod has no such label. */
export interface LabelMiss {
  readonly key: string;
  readonly wants: string;
  readonly has: string | null;
}

/** "A nil or empty selector selects every workload" of its scope. */
export function hasSelector({ selector }: Selecting): boolean {
  return Object.keys(selector?.matchLabels ?? {}).length > 0;
}

/** "Every selector label equals the workload's label": those that do not. None: it is selected. */
export function labelMisses({ selector }: Selecting, { labels }: Workload): readonly LabelMiss[] {
  return Object.entries(selector?.matchLabels ?? {}).flatMap(([key, wants]) => {
    const has = Object.hasOwn(labels, key) ? (labels[key] ?? null) : null;
    return has === wants ? [] : [{ key, wants, has }];
  });
}
