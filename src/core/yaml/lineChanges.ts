import type { LineChange } from '../model/lint.ts';
import type { HopwiseDocument } from '../model/scenario.ts';

/** Above this many lines on either side a stretch is shown as one change. */
const mostCompared = 600;

/** The lines in which two documents differ, file by file, in order. */
export function lineChanges(before: HopwiseDocument, after: HopwiseDocument): readonly LineChange[] {
  return after.files.flatMap(({ name, text }) => {
    const old = before.files.find((each) => each.name === name)?.text ?? '';
    return old === text ? [] : changesIn(name, linesOf(old), linesOf(text));
  });
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
}

function changesIn(file: string, old: readonly string[], now: readonly string[]): readonly LineChange[] {
  let start = 0;
  while (start < Math.min(old.length, now.length) && old[start] === now[start]) start += 1;
  let end = 0;
  const most = Math.min(old.length, now.length) - start;
  while (end < most && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  const removed = old.slice(start, old.length - end);
  const added = now.slice(start, now.length - end);
  if (removed.length > mostCompared || added.length > mostCompared) return [{ file, line: start + 1, removed, added }];
  return compared(file, start + 1, removed, added);
}

/** By the longest lines that both have in common, in order. */
function compared(file: string, first: number, a: readonly string[], b: readonly string[]): readonly LineChange[] {
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const changes: LineChange[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      i += 1;
      j += 1;
      continue;
    }
    const [fromA, fromB] = [i, j];
    while (i < a.length || j < b.length) {
      if (i < a.length && j < b.length && a[i] === b[j]) break;
      if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) i += 1;
      else j += 1;
    }
    changes.push({ file, line: first + fromA, removed: a.slice(fromA, i), added: b.slice(fromB, j) });
  }
  return changes;
}
