// Sends requests through random meshes: node scripts/run-ts.mjs src/conformance/random.ts [REQUESTS] [SEED]
// No send may throw, hang, leave an inconsistent trace or contradict the naive model. The first that does is written as a
// scenario, and the exit code is 1.
import fc from 'fast-check';
import { randomCase } from '../core/dataplane/properties/caseArbitrary.ts';
import { mtlsEdge, policyEdge } from '../core/dataplane/properties/edgeArbitrary.ts';
import { networkCase } from '../core/dataplane/properties/networkArbitrary.ts';
import { oddRequest, replacements, withNonsense } from '../core/dataplane/properties/nonsense.ts';
import { walk, type Walk, type Walked } from './randomWalk.ts';
import { writeScenario } from './scenarioFile.ts';

const sizes = { policies: 6, requests: 8 };
const perBatch = 50;

const plain = randomCase(sizes);
const edges = fc.oneof(
  policyEdge(sizes.requests),
  policyEdge(sizes.requests),
  mtlsEdge(sizes.requests),
  networkCase(sizes.requests),
);
/** The same kind of mesh with nonsense in its resources, and requests in which any text is possible. */
const odd: fc.Arbitrary<Walked> = fc
  .tuple(plain, replacements, fc.array(oddRequest, { minLength: 4, maxLength: 4, size: 'max' }))
  .map(([{ mesh, requests }, given, strange]) => ({
    mesh: { ...mesh, policies: withNonsense(mesh.policies, given), kubernetes: withNonsense(mesh.kubernetes, given) },
    requests: [...requests.slice(0, 4), ...strange],
    odd: true,
  }));
const cases = fc.oneof(
  { weight: 5, arbitrary: fc.oneof(plain, edges).map((random): Walked => ({ ...random, odd: false })) },
  { weight: 1, arbitrary: odd },
);

function readCount(text: string | undefined, otherwise: number): number {
  const value = Number(text ?? otherwise);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  console.error('Usage: random.ts [REQUESTS] [SEED], both whole numbers');
  process.exit(2);
}

function main(args: readonly string[]): number {
  const wanted = readCount(args[0], 100_000);
  const seed = readCount(args[1], 20260101);
  const total: Walk = { sent: 0, agreed: 0, outcomes: new Map(), slow: [], slowest: 0, failure: null };
  let worlds = 0;
  for (let batch = 0; total.sent < wanted; batch += 1) {
    for (const random of fc.sample(cases, { numRuns: perBatch, seed: (Math.imul(seed, 0x9e3779b1) + batch) | 0 })) {
      if (total.sent >= wanted) break;
      worlds += 1;
      walk(random, total);
      if (total.failure !== null) {
        const { request, problem } = total.failure;
        const failing = { ...random, requests: request === null ? [] : [request] };
        const path = writeScenario(failing, `random-${seed}-${worlds}`, problem.split('\n')[0] ?? 'failed');
        console.error(`${problem}\nworld ${worlds}, seed ${seed}: ${path}`);
        return 1;
      }
    }
  }
  for (const [outcome, count] of [...total.outcomes].sort(([, a], [, b]) => b - a)) {
    console.log(`${String(count).padStart(8)}  ${outcome}`);
  }
  console.log(`${total.sent} requests in ${worlds} worlds, seed ${seed}: no throw, no hang, every trace consistent`);
  console.log(`${total.agreed} of the verdicts were reached by the naive model as well, the others it does not judge`);
  console.log(`slowest send ${total.slowest.toFixed(1)} ms; ${total.slow.length} over 50 ms, fast when sent again`);
  return 0;
}

process.exitCode = main(process.argv.slice(2));
