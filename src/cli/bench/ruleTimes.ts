import { createMemory } from '../../core/scenario/evaluate.ts';
import { rulesOf } from '../../core/scenario/reach.ts';
import { meshText } from './meshText.ts';

/** Prints how long it takes to prove of all rules of a mesh whether they decide anything. */
export function printRuleTimes(): void {
  for (const size of [10, 100, 200, 1000]) {
    const document = { files: [{ name: 'mesh.yaml', text: meshText(size, size, 2) }] };
    const memory = createMemory();
    rulesOf(document, null, 0, memory);
    const start = performance.now();
    const { proofs } = rulesOf(document, null, Number.POSITIVE_INFINITY, memory);
    const took = performance.now() - start;
    console.log(`use of every rule, ${size} services, ${proofs.length} rules: ${took.toFixed(0)} ms after reading`);
  }
}
