import type { Bench } from './bench.ts';
import type { Condition, Doubt } from './condition.ts';
import { type Ground, reasonOf } from './formula.ts';
import type { Asked, Reading } from './readings/reading.ts';
import { holdsFor, isWhole, type Region, type Witness } from './region.ts';

/** A class of requests, and the one of them that was sent. */
export interface Question {
  readonly region: Region;
  readonly witness: Witness;
  readonly caller: Witness['caller'];
  readonly forwards: number;
}

/** A condition that parts the class, or none: then why nothing is claimed of it, if so. */
export type Found =
  | { readonly kind: 'split'; readonly condition: Condition }
  | { readonly kind: 'settled'; readonly doubt: Doubt | null };

/** What is known of a class, as the readings of a walk want it. */
export function contextOf(bench: Bench, { region, witness, caller, forwards }: Question): Asked {
  const ground: Ground = {
    holds: (condition) => holdsFor(witness, condition),
    settled: (condition) => isWhole(region, condition, holdsFor(witness, condition), bench.freedom),
  };
  return { caller, forwards, tokens: bench.tokens, single: bench.single, ground };
}

/** What one checkpoint reads that is not the same for the whole class. */
export function openIn(reading: Reading, ground: Ground): Found {
  if (reading.kind === 'each') {
    const condition = reading.conditions.find((each) => !ground.settled(each));
    return condition === undefined ? { kind: 'settled', doubt: null } : { kind: 'split', condition };
  }
  const reason = reasonOf(reading.formula, ground);
  const [condition] = reason.open;
  if (condition !== undefined) return { kind: 'split', condition };
  if (reason.kind === 'doubt') return { kind: 'settled', doubt: reason.doubt };
  if (reading.seen === null || reading.seen === reason.holds) return { kind: 'settled', doubt: null };
  const of = reading.kind === 'watched' ? 'rbac' : reading.of;
  return { kind: 'settled', doubt: { code: of === 'token' ? 'token' : 'inner', name: of } };
}
