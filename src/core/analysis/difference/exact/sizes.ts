import { both, isEmpty, type Language, without } from '../patterns/language.ts';

/** What could be worked out within bounds. */
export type Sized<T> = T | 'tooLarge';

type Operation = (a: Language, b: Language) => Language | null;

/** Policies ask the same of many requests: what has been worked out of two languages is kept as long as they are. */
function kept(operation: Operation): (a: Language, b: Language) => Sized<Language | null> {
  const known = new WeakMap<Language, WeakMap<Language, { readonly result: Sized<Language | null> }>>();
  return (a, b) => {
    const ofFirst = known.get(a) ?? new WeakMap<Language, { readonly result: Sized<Language | null> }>();
    known.set(a, ofFirst);
    const before = ofFirst.get(b);
    if (before !== undefined) return before.result;
    const made = operation(a, b);
    const result = made === null ? 'tooLarge' : isEmpty(made) ? null : made;
    ofFirst.set(b, { result });
    return result;
  };
}

/** The strings of both; null: there are none. */
export const meet = kept(both);
/** The strings of the first alone; null: there are none. */
export const minus = kept(without);
