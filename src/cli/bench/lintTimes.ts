import { createMemory, evaluate } from '../../core/scenario/evaluate.ts';
import { problemsOf } from '../../core/scenario/problems.ts';
import { meshText } from './meshText.ts';
import { requestsOf } from './worlds.ts';

/** Prints how long the problems of an edited text take, once its story is there. */
export function printLintTimes(): void {
  for (const size of [100, 1000]) {
    const times = lintTimes(size, 12).sort((a, b) => a - b);
    const median = times[Math.floor(times.length / 2)] ?? 0;
    console.log(`story to problems, ${size} workloads, ${size} policies: median ${median.toFixed(1)} ms`);
  }
}

function lintTimes(size: number, edits: number): number[] {
  const text = meshText(size, size, 2);
  const memory = createMemory();
  const request = requestsOf(size, () => '/api/v0/items')[0] ?? null;
  const times: number[] = [];
  for (let edit = 0; edit <= edits; edit += 1) {
    const edited = text.replace('paths: ["/api/v0/*"', `paths: ["/api/v0/${edit}/*"`);
    const document = { files: [{ name: 'mesh.yaml', text: edited }] };
    evaluate(document, request, memory);
    const start = performance.now();
    problemsOf(document, memory);
    times.push(performance.now() - start);
  }
  return times.slice(1);
}
