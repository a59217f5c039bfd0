import type { Side } from '../analysis/difference/flows.ts';
import { askerOf } from '../analysis/matrix/alike.ts';
import { planMatrix } from '../analysis/matrix/plan.ts';
import type { World } from '../controlplane/world.ts';
import type { Request } from '../model/request.ts';
import type { HopwiseDocument } from '../model/scenario.ts';
import { createMemory, type EvaluationMemory } from './memory.ts';
import { prepare } from './prepare.ts';

/** A world is built anew for each text, so what is asked of it stays the same. */
const sides = new WeakMap<World, Map<string, Side>>();

/** A document as something that every caller can ask everything of. `more` are requests beside its own. */
export function sideOf(document: HopwiseDocument, memory: EvaluationMemory, more: readonly Request[] = []): Side {
  const { world, own, resolve } = prepare(document, memory);
  const known = sides.get(world) ?? new Map<string, Side>();
  sides.set(world, known);
  const key = JSON.stringify(more);
  const before = known.get(key);
  if (before !== undefined) return before;
  const [first] = known.values();
  const made = {
    world,
    plan: planMatrix(world, [...own.requests, ...more]),
    asker: first?.asker ?? askerOf(world),
    resolve,
  };
  known.set(key, made);
  return made;
}

/** For another document than the one at hand: what has been read stays read, and the one at hand stays there. */
export function memoryBeside({ parses, minted }: EvaluationMemory): EvaluationMemory {
  return { ...createMemory(), parses, minted };
}
