import { createMemory } from '../../core/scenario/evaluate.ts';
import { matrixPart } from '../../core/scenario/matrix.ts';
import { meshText } from './meshText.ts';

/** As many rows as the app asks for in one question. */
const piece = 10;

/** Prints how long the whole matrix takes, and the longest that another question would have had to wait for its turn. */
export function printMatrixTimes(): void {
  for (const size of [30, 200]) {
    const { first, again, longest, cells } = matrixTimes(size);
    console.log(
      `matrix ${size} × ${size}, ${size} policies, ${cells} verdicts: ${again.toFixed(0)} ms; the first, with reading the text, ${first.toFixed(0)} ms; longest piece of ${piece} rows ${longest.toFixed(0)} ms`,
    );
  }
}

function matrixTimes(size: number) {
  const document = { files: [{ name: 'mesh.yaml', text: meshText(size, size, 2) }] };
  const memory = createMemory();
  let cells = 0;
  let longest = 0;
  const whole = (): number => {
    cells = 0;
    longest = 0;
    const start = performance.now();
    for (let from = 0; from < size; from += piece) {
      const begun = performance.now();
      const part = matrixPart(document, from, piece, memory);
      longest = Math.max(longest, performance.now() - begun);
      cells += part.cells.flat(2).length;
    }
    return performance.now() - start;
  };
  const first = whole();
  const later = Array.from({ length: 5 }, whole).sort((a, b) => a - b);
  return { first, again: later[2] ?? 0, longest, cells };
}
