/** What has been typed into a list, and when the last of it was. */
export interface Typed {
  readonly text: string;
  /** Milliseconds, as events count them. */
  readonly at: number;
}

interface Press {
  readonly key: string;
  readonly timeStamp: number;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** Letters that follow each other faster than this belong together. */
const pause = 700;

/**
 * Typing into a list: goes to the next item that begins with what has been typed, or one of whose words does.
 * Null: the key types nothing. `index` undefined: nothing begins so.
 */
export function typeAhead(
  before: Typed,
  { key, timeStamp, ctrlKey, metaKey, altKey }: Press,
  labels: readonly string[],
  at: number,
): { readonly typed: Typed; readonly index: number | undefined } | null {
  const goesOn = before.text !== '' && timeStamp - before.at < pause;
  // A space presses the item, unless it stands between words.
  if (key.length !== 1 || ctrlKey || metaKey || altKey || (key === ' ' && !goesOn)) return null;
  const text = `${goesOn ? before.text : ''}${key.toLowerCase()}`;
  // A first letter moves on to the next item; with more letters the item that is there may stay.
  const order = labels.map((_, step) => (Math.max(at, 0) + step + (goesOn ? 0 : 1)) % labels.length);
  const words = (index: number): readonly string[] => (labels[index] ?? '').toLowerCase().split(/(?<=[^\p{L}\p{N}])/u);
  const begins = (index: number): boolean => (labels[index] ?? '').toLowerCase().startsWith(text);
  const holds = (index: number): boolean =>
    words(index).some((_, from, all) => all.slice(from).join('').startsWith(text));
  return { typed: { text, at: timeStamp }, index: order.find(begins) ?? order.find(holds) };
}
