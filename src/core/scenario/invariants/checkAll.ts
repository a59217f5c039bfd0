import type { Invariant, InvariantResult } from '../../model/invariant.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import type { TextRange } from '../../yaml/range.ts';
import type { EvaluationMemory } from '../memory.ts';
import { prepare } from '../prepare.ts';
import { checkInvariant } from './checkInvariant.ts';

/** An invariant of a document, what has become of it, and where it is written. */
export interface CheckedInvariant {
  readonly invariant: Invariant;
  readonly result: InvariantResult;
  readonly place: TextRange | null;
}

/** Checks every invariant of a document, in the order of the text. Never throws. */
export function checkAll(document: HopwiseDocument, memory: EvaluationMemory): readonly CheckedInvariant[] {
  const { own, parsed } = prepare(document, memory);
  return own.invariants.map((invariant) => ({
    invariant,
    result: checkInvariant(document, invariant, memory),
    place:
      parsed.scenario === null
        ? null
        : parsed.locate({ resource: parsed.scenario.id, path: ['spec', 'invariants', invariant.index] }),
  }));
}
