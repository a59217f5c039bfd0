import type { WrittenChallenge } from '../../model/lesson.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';

type FileEdit = WrittenChallenge['solution'][number];

/** One edit for each file that differs, with a text to find that stands there once. Null: one side has other files. */
export function fileEdits(before: HopwiseDocument, after: HopwiseDocument): readonly FileEdit[] | null {
  const names = ({ files }: HopwiseDocument): string => files.map(({ name }) => name).join('\n');
  if (names(before) !== names(after)) return null;
  return before.files.flatMap(({ name, text }, index) => {
    const now = after.files[index]?.text ?? text;
    return now === text ? [] : [{ file: name, ...edit(text, now) }];
  });
}

/** A document with edits made in it. Null: a text does not stand there once. */
export function withFileEdits(document: HopwiseDocument, edits: readonly FileEdit[]): HopwiseDocument | null {
  let { files } = document;
  for (const { file, find, replace } of edits) {
    const text = files.find(({ name }) => name === file)?.text;
    if (text === undefined || !isOnce(text, find)) return null;
    const changed = text.replace(find, () => replace);
    files = files.map((each) => (each.name === file ? { name: file, text: changed } : each));
  }
  return { files };
}

/** The lines that differ, with as many around them as it takes for them to stand there once. */
function edit(before: string, after: string): { readonly find: string; readonly replace: string } {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const most = Math.min(old.length, now.length);
  let start = 0;
  while (start < most && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < most - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  for (;;) {
    const replace = now.slice(start, now.length - end);
    const find = old.slice(start, old.length - end).join('\n');
    const isWhole = start === 0 && end === 0;
    // No lines at all would leave an empty one.
    if (isWhole || (replace.length > 0 && find.trim() !== '' && isOnce(before, find)))
      return { find, replace: replace.join('\n') };
    start = Math.max(0, start - 1);
    end = Math.max(0, end - 1);
  }
}

function isOnce(text: string, find: string): boolean {
  const at = text.indexOf(find);
  return at >= 0 && at === text.lastIndexOf(find);
}
