import type { Condition, Doubt } from './condition.ts';

/** What a checkpoint makes of conditions. */
export type Formula =
  | { readonly kind: 'fact'; readonly holds: boolean }
  | { readonly kind: 'condition'; readonly condition: Condition }
  | { readonly kind: 'not'; readonly part: Formula }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Formula[] }
  /** Whether it holds hangs on something that is not looked into. */
  | { readonly kind: 'doubt'; readonly doubt: Doubt };

export const yes: Formula = { kind: 'fact', holds: true };
export const no: Formula = { kind: 'fact', holds: false };

export function all(parts: readonly Formula[]): Formula {
  return { kind: 'all', parts };
}
export function any(parts: readonly Formula[]): Formula {
  return { kind: 'any', parts };
}
export function not(part: Formula): Formula {
  return { kind: 'not', part };
}
export function doubt(code: Doubt['code'], name: string): Formula {
  return { kind: 'doubt', doubt: { code, name } };
}

/** What a class of requests says of a condition. */
export interface Ground {
  /** Of the witness. */
  readonly holds: (condition: Condition) => boolean;
  /** Whether it is so for every request of the class. */
  readonly settled: (condition: Condition) => boolean;
}

/**
 * Whether a formula holds for the witness, and what else must be so for it to hold, or not, for the whole class. Of a doubt:
 * what must be so for it to matter.
 */
export type Reason =
  | { readonly kind: 'known'; readonly holds: boolean; readonly open: readonly Condition[] }
  | { readonly kind: 'doubt'; readonly doubt: Doubt; readonly open: readonly Condition[] };

/** The fewest conditions on which what a formula says of the witness rests, as far as they are not settled. */
export function reasonOf(formula: Formula, ground: Ground): Reason {
  switch (formula.kind) {
    case 'fact':
      return { kind: 'known', holds: formula.holds, open: [] };
    case 'condition': {
      const { condition } = formula;
      return { kind: 'known', holds: ground.holds(condition), open: ground.settled(condition) ? [] : [condition] };
    }
    case 'not': {
      const reason = reasonOf(formula.part, ground);
      return reason.kind === 'doubt' ? reason : { ...reason, holds: !reason.holds };
    }
    case 'doubt':
      return { kind: 'doubt', doubt: formula.doubt, open: [] };
    case 'all':
    case 'any':
      return ofParts(formula.kind === 'any', formula.parts, ground);
  }
}

/** One part decides, if it is `decisive`: the one on which the least is open. Else all of them together do. */
function ofParts(decisive: boolean, parts: readonly Formula[], ground: Ground): Reason {
  let best: Extract<Reason, { kind: 'known' }> | null = null;
  let unknown: Doubt | null = null;
  const open: Condition[] = [];
  for (const part of parts) {
    const reason = reasonOf(part, ground);
    if (reason.kind === 'doubt') {
      unknown ??= reason.doubt;
      open.push(...reason.open);
    } else if (reason.holds !== decisive) open.push(...reason.open);
    else if (best === null || reason.open.length < best.open.length) best = reason;
    if (best?.open.length === 0) return best;
  }
  if (best !== null) return best;
  return unknown === null ? { kind: 'known', holds: !decisive, open } : { kind: 'doubt', doubt: unknown, open };
}
