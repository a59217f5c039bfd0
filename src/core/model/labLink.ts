/** Which labs a fragment names: `count` seeds from `first` on. */
export interface LabSet {
  readonly first: number;
  readonly count: number;
}

/** The highest seed: as many digits as people can say. */
export const mostSeed = 999_999;
/** The most labs of a set. */
export const mostLabs = 50;

/** `lab=7`, or `labs=7x10` for a set of ten. */
export function labFragment({ first, count }: LabSet): string {
  return count === 1 ? `lab=${first}` : `labs=${first}x${count}`;
}

/**
 * Reads `lab=SEED` and `labs=SEEDxCOUNT`, with or without `#`. Null: the fragment is about something else; a text: it names labs
 * that there are not.
 */
export function readLabFragment(fragment: string): LabSet | string | null {
  const found = /^#?labs?=(.*)$/s.exec(fragment);
  if (found === null) return null;
  const [, named = ''] = found;
  const numbers = /^#?(?:lab=(\d{1,6})|labs=(\d{1,6})x(\d{1,2}))$/.exec(fragment);
  const first = Number(numbers?.[1] ?? numbers?.[2] ?? 0);
  const count = Number(numbers?.[3] ?? 1);
  const isThere = first >= 1 && count >= 1 && count <= mostLabs && first + count - 1 <= mostSeed;
  return isThere ? { first, count } : named.slice(0, 40);
}
