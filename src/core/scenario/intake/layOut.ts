import type { DocumentFile } from '../../model/scenario.ts';
import type { CleanDocument } from './cleanPart.ts';

/** A file that was brought, cleaned. */
export interface CleanFile {
  readonly name: string;
  /** As it was given, where nothing in it was cleaned or cut: then it is kept byte for byte. */
  readonly text: string | null;
  readonly list: boolean;
  readonly documents: readonly CleanDocument[];
}

/** The files of a document. A List becomes one file per namespace: nobody finds anything in a dump of a cluster. */
export function layOut(files: readonly CleanFile[], taken: readonly string[]): readonly DocumentFile[] {
  const names = new Set(taken);
  const made = new Map<string, string[]>();
  const result: { readonly name: string; readonly texts: readonly string[] }[] = [];
  const add = (name: string, texts: readonly string[]): void => {
    const free = freeName(name, names);
    names.add(free);
    result.push({ name: free, texts });
  };
  for (const { name, text, list, documents } of files) {
    if (text !== null) add(name, [text]);
    else if (documents.length === 0) continue;
    else if (!list || new Set(documents.map(({ namespace }) => namespace)).size < 2) add(name, joined(documents));
    else {
      for (const document of documents) {
        const file = document.namespace === null ? name : `${document.namespace || 'cluster'}.yaml`;
        const known = made.get(file);
        if (known === undefined) made.set(file, [document.text]);
        else known.push(document.text);
      }
    }
  }
  for (const [name, texts] of [...made].toSorted(([a], [b]) => compare(a, b))) add(name, texts);
  return result.map(({ name, texts }) => ({ name, text: texts.join('') }));
}

/** Every document but the first needs its marker, and a line to stand on. */
function joined(documents: readonly CleanDocument[]): readonly string[] {
  return documents.map(({ text }, at) => {
    const marked = at === 0 || /^(?:---|%)/.test(text) ? text : `---\n${text}`;
    return marked.endsWith('\n') || at === documents.length - 1 ? marked : `${marked}\n`;
  });
}

/** What is not in a namespace first. */
function compare(a: string, b: string): number {
  if (a === 'cluster.yaml') return -1;
  if (b === 'cluster.yaml') return 1;
  return a < b ? -1 : 1;
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  const [, stem = name, ending = ''] = /^(.*?)(\.[A-Za-z]+)?$/s.exec(name) ?? [];
  for (let at = 2; ; at += 1) if (!taken.has(`${stem}-${at}${ending}`)) return `${stem}-${at}${ending}`;
}
