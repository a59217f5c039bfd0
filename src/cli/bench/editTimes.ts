import { createMemory, evaluate } from '../../core/scenario/evaluate.ts';
import { meshText } from './meshText.ts';
import { requestsOf } from './worlds.ts';

/** Prints the milliseconds from an edited text to its new story, and those of the first one. */
export function printEditTimes(): void {
  for (const size of [10, 100, 1000]) {
    const { first, median, p95 } = editTimes(size, size === 1000 ? 30 : 60);
    console.log(
      `edit to new story, ${size} workloads: median ${median.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms; from nothing ${first.toFixed(1)} ms`,
    );
  }
}

function editTimes(
  workloads: number,
  edits: number,
): { readonly first: number; readonly median: number; readonly p95: number } {
  const text = meshText(workloads, workloads, 2);
  const memory = createMemory();
  const request = requestsOf(workloads, () => '/api/v0/items')[0] ?? null;
  const times: number[] = [];
  for (let edit = 0; edit <= edits; edit += 1) {
    const edited = text.replace('paths: ["/api/v0/*"', `paths: ["/api/v0/${edit}/*"`);
    const start = performance.now();
    evaluate({ files: [{ name: 'mesh.yaml', text: edited }] }, request, memory);
    times.push(performance.now() - start);
  }
  const [first = 0, ...rest] = times;
  rest.sort((a, b) => a - b);
  const at = (share: number): number => rest[Math.min(rest.length - 1, Math.floor(rest.length * share))] ?? 0;
  return { first, median: at(0.5), p95: at(0.95) };
}
