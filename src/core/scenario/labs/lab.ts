import type { Lab } from '../../model/lab.ts';
import type { EvaluationMemory } from '../memory.ts';
import { prepare } from '../prepare.ts';
import { memoryBeside } from '../side.ts';
import { baseMesh } from './base.ts';
import type { Broken, Pitfall } from './fault.ts';
import { features, withFeature } from './features.ts';
import { goalsOf } from './goals.ts';
import { documentOf, type LabMesh } from './mesh.ts';
import { pitfalls } from './pitfalls/all.ts';
import { type Random, randomOf, shuffled } from './random.ts';
import { endsOf, symptomOf } from './symptom.ts';

/** So many meshes are tried for one seed, at most; one or two do nearly always. */
const mostTried = 40;

/**
 * A mesh with one mistake, made from a seed: equal seeds, equal labs. The engine has said that the mesh without the mistake
 * is as it should be, and that with it there is exactly one symptom. Null if none was found, which does not happen for
 * the seeds that were tried. Never throws.
 */
export function labOf(seed: number, memory: EvaluationMemory): Lab | null {
  const random = randomOf(seed);
  for (let tried = 0; tried < mostTried; tried += 1) {
    const [pitfall] = shuffled(pitfalls, random);
    const lab = pitfall === undefined ? null : labWith(pitfall, seed, random, memory);
    if (lab !== null) return lab;
  }
  return null;
}

/** The same with a pitfall that is given; null where the mesh that comes up does not show it alone. */
export function labWith(pitfall: Pitfall, seed: number, random: Random, memory: EvaluationMemory): Lab | null {
  const mesh = meshFor(pitfall, random);
  const broken = pitfall.make(mesh, random);
  if (broken === null) return null;
  const [solution, start] = [documentOf(mesh), documentOf(broken.mesh)];
  const good = prepare(solution, memoryBeside(memory));
  const ends = endsOf(good);
  if (mesh.requests.some(({ id, wants }) => ends.get(id) !== wants)) return null;
  const now = endsOf(prepare(start, memoryBeside(memory)));
  const flipped = good.own.requests.filter(({ id }) => ends.get(id) !== now.get(id));
  const symptom = symptomOf(solution, start, flipped, memory);
  if (symptom === null) return null;
  const goals = goalsOf(good, flipped, ends);
  return goals === null ? null : { seed, fault: faultOf(pitfall, broken), symptom, start, solution, goals };
}

function meshFor({ needs }: Pitfall, random: Random): LabMesh {
  const [more] = shuffled(
    features.filter((feature) => !needs.includes(feature)),
    random,
  );
  // In the order of the list: one feature may look at another.
  const wanted = features.filter((feature) => needs.includes(feature) || feature === more);
  return wanted.reduce(withFeature, baseMesh(random));
}

function faultOf({ code }: Pitfall, { fault }: Broken): Lab['fault'] {
  return { pitfall: code, ...fault };
}
