import type { Part } from '../../controlplane/authorization/rbac.ts';
import type { Check } from '../../model/trace.ts';
import type { Facts } from './facts.ts';

/** The check that a part gave last, if it reads nothing of what has changed since. */
export function latest(part: Part, { changed }: Facts): Check | null {
  return (part.reads & changed) === 0 ? part.latest : null;
}

/** Keeps the check that a part gives now. */
export function keep(part: Part, check: Check): Check {
  part.latest = check;
  return check;
}
