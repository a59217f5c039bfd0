import type { DocumentFile, HopwiseDocument } from '../../core/model/scenario.ts';

const head = /^---\n# hopwise file: (.+)\n/gm;

/** All files of a document as one YAML stream, which `fromBundle` takes apart again, byte for byte. */
export function toBundle({ files }: HopwiseDocument): string {
  return files.map(({ name, text }) => `---\n# hopwise file: ${name}\n${text}\n`).join('');
}

/** The files of a bundle; null for any other text, which is then a file of its own. */
export function fromBundle(text: string): readonly DocumentFile[] | null {
  const heads = [...text.matchAll(head)];
  if (heads[0]?.index !== 0) return null;
  return heads.map((found, at) => {
    const end = heads[at + 1]?.index ?? text.length;
    return { name: found[1] ?? '', text: text.slice(found.index + found[0].length, end).replace(/\n$/, '') };
  });
}
