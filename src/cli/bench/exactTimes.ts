import { createMemory } from '../../core/scenario/evaluate.ts';
import { exactDifference } from '../../core/scenario/exact.ts';
import { meshText } from './meshText.ts';

/** As many addresses as the app asks for in one question. */
const piece = 25;

/** Prints how long the exact difference of two meshes takes, where one policy was edited and where all were. */
export function printExactTimes(): void {
  for (const size of [10, 30, 100, 200, 1000]) {
    for (const all of [false, true]) {
      const { first, edited, longest, classes } = exactTimes(size, all);
      console.log(
        `exact difference, ${size} services, ${size} policies, ${all ? 'every policy' : 'one policy'} edited, ${classes} classes: ${edited.toFixed(0)} ms after an edit; the first, with reading the text, ${first.toFixed(0)} ms; longest piece ${longest.toFixed(0)} ms`,
      );
    }
  }
}

function exactTimes(size: number, all: boolean) {
  const text = meshText(size, size, 2);
  const memory = createMemory();
  let classes = 0;
  let longest = 0;
  const whole = (round: number): number => {
    const edited = all ? text.replaceAll('/api/v0/*', `/api/${round}/*`) : text.replace('/api/v0/*', `/api/${round}/*`);
    const documents = [text, edited].map((each) => ({ files: [{ name: 'mesh.yaml', text: each }] }));
    const [a, b] = documents;
    longest = 0;
    const start = performance.now();
    for (let asked = piece, left = true; left && a !== undefined && b !== undefined; asked += piece) {
      const begun = performance.now();
      const known = exactDifference(a, b, asked, memory);
      if (asked > piece) longest = Math.max(longest, performance.now() - begun);
      classes = known.classes;
      left = known.asked < known.targets;
    }
    return performance.now() - start;
  };
  const first = whole(0);
  const later = [1, 2, 3].map(whole).sort((a, b) => a - b);
  return { first, edited: later[1] ?? 0, longest, classes };
}
