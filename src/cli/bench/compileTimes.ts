import { buildWorld } from '../../core/controlplane/world.ts';
import { send } from '../../core/dataplane/send.ts';
import { tell } from '../../core/story/tell.ts';
import { parseDocument } from '../../core/yaml/parse.ts';
import { meshText } from './meshText.ts';
import { requestsOf, settings } from './worlds.ts';

/** Prints the milliseconds from resources that have been read to the first story, and to a later one of the same world. */
export function printCompileTimes(): void {
  for (const size of [100, 1000]) {
    const text = meshText(size, size, 2);
    const { cold, warm } = compileTimes(text, size);
    console.log(
      `compile and one story, ${size} workloads, ${size} policies: cold ${cold.toFixed(1)} ms, warm ${warm.toFixed(2)} ms`,
    );
  }
}

function compileTimes(text: string, size: number): { readonly cold: number; readonly warm: number } {
  const cold: number[] = [];
  const warm: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    // New objects each time: what the engine remembers of resources goes with them.
    const { resources } = parseDocument({ files: [{ name: 'mesh.yaml', text }] });
    const [first, second] = requestsOf(size, (index) => `/api/v${index % 10}/${round}`);
    if (first === undefined || second === undefined) continue;
    const start = performance.now();
    const world = buildWorld(resources, settings);
    tell(send(world, first));
    const compiled = performance.now();
    tell(send(world, second));
    cold.push(compiled - start);
    warm.push(performance.now() - compiled);
  }
  return { cold: median(cold), warm: median(warm) };
}

function median(times: number[]): number {
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
