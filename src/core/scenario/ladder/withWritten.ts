import type { Written } from '../../analysis/ladder/written.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import { manifestText } from '../../yaml/emit.ts';

/** The document with resources in a file of their own, each under a comment; a name that is taken gets `new-` before it. */
export function withWritten(
  base: HopwiseDocument,
  wanted: string,
  added: readonly Written[],
  comment: (written: Written) => string,
): HopwiseDocument {
  if (added.length === 0) return base;
  const text = added.map((each) => `${commented(comment(each))}\n${manifestText(each.body)}`).join('---\n');
  const taken = new Set(base.files.map(({ name }) => name));
  let name = wanted;
  while (taken.has(name)) name = `new-${name}`;
  return { files: [...base.files, { name, text }] };
}

function commented(text: string): string {
  return text
    .split('\n')
    .map((line) => `# ${line}`)
    .join('\n');
}
