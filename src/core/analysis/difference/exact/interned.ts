import { languageOf } from '../patterns/compileShape.ts';
import type { Language } from '../patterns/language.ts';
import type { Shape } from '../patterns/shape.ts';

const known = new Map<string, Language | null>();
/** More than these are not kept. */
const most = 20_000;

/** The language of a shape, made once for a key: what is worked out of equal ones is kept. Null: it is too large. */
export function languageBy(key: string, shape: () => Shape): Language | null {
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = languageOf(shape());
  if (known.size >= most) known.clear();
  known.set(key, made);
  return made;
}
