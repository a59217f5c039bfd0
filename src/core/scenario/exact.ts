import { type Bench, benchOf, type Mint } from '../analysis/difference/exact/bench.ts';
import { proveTarget } from '../analysis/difference/exact/prove.ts';
import { nothingYet, withTarget } from '../analysis/difference/exact/summary.ts';
import type { World } from '../controlplane/world.ts';
import type { ExactDifference } from '../model/proof.ts';
import type { HopwiseDocument } from '../model/scenario.ts';
import type { EvaluationMemory } from './memory.ts';
import { prepare } from './prepare.ts';
import { memoryBeside, sideOf } from './side.ts';
import { mint } from './tokens/mint.ts';

interface Run {
  readonly bench: Bench;
  known: ExactDifference;
}

/** A world is built anew for each text, so what is proved of two of them stays so. */
const runs = new WeakMap<World, WeakMap<World, Run>>();

/**
 * What all requests of two versions of a document say after `targets` of the addresses that can be dialled: which classes
 * of them end otherwise, and of which nothing is claimed. Asked for more and more targets it goes on where it was. Never throws.
 */
export function exactDifference(
  a: HopwiseDocument,
  b: HopwiseDocument,
  targets: number,
  memory: EvaluationMemory,
): ExactDifference {
  const run = runOf(a, b, memory);
  const { bench } = run;
  for (const target of bench.targets.slice(run.known.asked, targets))
    run.known = withTarget(bench, run.known, proveTarget(bench, target));
  return run.known;
}

/** Two documents are read side by side, piece by piece: neither takes the place of the one at hand, or of the other. */
const besides = new WeakMap<EvaluationMemory, readonly [EvaluationMemory, EvaluationMemory]>();

export function besidesOf(memory: EvaluationMemory): readonly [EvaluationMemory, EvaluationMemory] {
  const known = besides.get(memory);
  if (known !== undefined) return known;
  const made = [memoryBeside(memory), memoryBeside(memory)] as const;
  besides.set(memory, made);
  return made;
}

function runOf(a: HopwiseDocument, b: HopwiseDocument, memory: EvaluationMemory): Run {
  const [first, second] = besidesOf(memory);
  const before = sideOf(a, first);
  const after = sideOf(b, second);
  const ofFirst = runs.get(before.world) ?? new WeakMap<World, Run>();
  runs.set(before.world, ofFirst);
  const known = ofFirst.get(after.world);
  if (known !== undefined) return known;
  const [old, now] = [prepare(a, first).resources, prepare(b, second).resources];
  const bench = benchOf({ ...before, resources: old }, { ...after, resources: now }, mintOf(b, second));
  const run = { bench, known: nothingYet(bench) };
  ofFirst.set(after.world, run);
  return run;
}

/** Tokens that the demo keys sign, as a Scenario's own would be. */
export function mintOf(document: HopwiseDocument, memory: EvaluationMemory): Mint {
  const { clock } = prepare(document, memory).own;
  return (claims) =>
    mint(
      {
        name: '',
        issuer: null,
        subject: null,
        audiences: [],
        claims,
        expires: null,
        notBefore: null,
        algorithm: 'ES256',
        signature: 'valid',
      },
      clock,
    ).jwt;
}
