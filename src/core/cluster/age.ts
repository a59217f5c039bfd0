/** Later than any date: an object without a timestamp has yet to be created, so all such are of one age, the youngest. */
const notYetCreated = '9999';

interface Dated {
  readonly creationTimestamp: string | null;
}

/** Oldest first. */
export function compareAge(a: Dated, b: Dated): number {
  return compareText(a.creationTimestamp ?? notYetCreated, b.creationTimestamp ?? notYetCreated);
}

/** By code unit, as Go compares strings; never by locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
