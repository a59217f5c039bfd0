type Labels = Readonly<Record<string, string>>;

/** The first label that a selector wants decides where it is filed; null: it wants none. */
function firstOf(wanted: Labels): string | null {
  for (const [key, value] of Object.entries(wanted)) return labelKey(key, value);
  return null;
}

function labelKey(key: string, value: string): string {
  // With the length, no two labels are written alike.
  return `${key.length} ${key}=${value}`;
}

/** Things that select by labels, filed so that not every one has to be asked about every object. */
export interface SelectorIndex<T> {
  /** Those that may select an object with these labels, in their order; whether they do is still to be seen. */
  readonly candidates: (labels: Labels) => readonly T[];
}

/** `wantedBy` gives the labels that a thing wants at least. */
export function selectorIndex<T>(things: readonly T[], wantedBy: (thing: T) => Labels): SelectorIndex<T> {
  const undemanding: number[] = [];
  const byLabel = new Map<string, number[]>();
  things.forEach((thing, index) => {
    const first = firstOf(wantedBy(thing));
    if (first === null) undemanding.push(index);
    else file(byLabel, first, index);
  });
  return {
    candidates: (labels) => {
      const found = [...undemanding];
      for (const [key, value] of Object.entries(labels)) found.push(...(byLabel.get(labelKey(key, value)) ?? []));
      return found.sort((a, b) => a - b).flatMap((index) => things[index] ?? []);
    },
  };
}

/** Objects by their labels. */
export interface LabelIndex<T> {
  /** The objects that may have all these labels, in their order. */
  readonly candidates: (wanted: Labels) => readonly T[];
}

export function labelIndex<T>(objects: readonly T[], labelsOf: (object: T) => Labels): LabelIndex<T> {
  const byLabel = new Map<string, T[]>();
  for (const object of objects) {
    for (const [key, value] of Object.entries(labelsOf(object))) file(byLabel, labelKey(key, value), object);
  }
  return {
    candidates: (wanted) => {
      const first = firstOf(wanted);
      return first === null ? objects : (byLabel.get(first) ?? []);
    },
  };
}

function file<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
