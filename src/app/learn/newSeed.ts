import { mostSeed } from '../../core/model/labLink.ts';

/** A seed that nobody has chosen. */
export function newSeed(): number {
  return 1 + Math.floor(Math.random() * mostSeed);
}
