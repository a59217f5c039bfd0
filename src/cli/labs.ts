import { createMemory } from '../core/scenario/memory.ts';
import { labOf } from '../core/scenario/labs/lab.ts';
import { proofOf } from '../core/scenario/labs/proof.ts';

/** Makes the labs of many seeds and proves each; prints how often each pitfall came, and every flaw. `-- FROM COUNT` */
const [from = 1, count = 500] = process.argv.slice(2).map(Number);
const tally = new Map<string, number>();
let flaws = 0;
for (let seed = from; seed < from + count; seed += 1) {
  const memory = createMemory();
  const lab = labOf(seed, memory);
  const found = lab === null ? ['none'] : proofOf(lab, memory);
  if (found.length > 0) console.log(`lab ${seed}: ${found.join(', ')}`);
  flaws += found.length;
  if (lab !== null) tally.set(lab.fault.pitfall, (tally.get(lab.fault.pitfall) ?? 0) + 1);
}
for (const [pitfall, times] of [...tally].toSorted(([, a], [, b]) => b - a))
  console.log(`${String(times).padStart(5)}  ${pitfall}`);
console.log(`${count} labs of ${tally.size} pitfalls, ${flaws} flaws`);
process.exitCode = flaws === 0 ? 0 : 1;
