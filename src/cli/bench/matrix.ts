import { createMemory } from '../../core/scenario/evaluate.ts';
import { matrixPart } from '../../core/scenario/matrix.ts';
import { meshText } from './meshText.ts';

/** As many rows as the app asks for in one question. */
const piece = 10;

/** Prints how long the whole matrix takes after an edit, and the longest that another question would have had to wait for its turn. */
export function printMatrixTimes(): void {
  for (const size of [30, 200, 1000]) {
    const { first, edited, longest, cells } = matrixTimes(size);
    console.log(
      `matrix ${size} × ${size}, ${size} policies, ${cells} verdicts: ${edited.toFixed(0)} ms after an edit; the first, with reading the text, ${first.toFixed(0)} ms; longest piece of ${piece} rows ${longest.toFixed(0)} ms`,
    );
  }
}

function matrixTimes(size: number) {
  const text = meshText(size, size, 2);
  const memory = createMemory();
  let cells = 0;
  let longest = 0;
  // Each time another text: what is known of a world goes with it.
  const whole = (round: number): number => {
    const document = { files: [{ name: 'mesh.yaml', text: text.replace('/api/v0/*', `/api/${round}/*`) }] };
    cells = 0;
    longest = 0;
    const start = performance.now();
    for (let from = 0; from < size; from += piece) {
      const begun = performance.now();
      const part = matrixPart(document, from, piece, memory);
      if (from > 0) longest = Math.max(longest, performance.now() - begun);
      cells += part.cells.flat(2).length;
    }
    return performance.now() - start;
  };
  const first = whole(0);
  const later = [1, 2, 3].map(whole).sort((a, b) => a - b);
  return { first, edited: later[1] ?? 0, longest, cells };
}
