import { isList, isObject, type Json } from '../../model/json.ts';
import type { Path } from '../../model/resource.ts';
import type { DocumentFile, HopwiseDocument } from '../../model/scenario.ts';
import { manifestText } from '../../yaml/emit.ts';
import type { Draft } from '../../yaml/manifest.ts';
import { type Entry, readEntries } from '../../yaml/reading.ts';

/** The document without some of its objects; what stays keeps every byte, comments too. Files that end up empty are left out. */
export function leaveOut(document: HopwiseDocument, drop: (draft: Draft) => boolean): HopwiseDocument {
  const files = document.files.flatMap((file): DocumentFile[] => {
    const text = withoutObjects(file.text, drop);
    return text === file.text || text.trim() !== '' ? [{ name: file.name, text }] : [];
  });
  return { files };
}

function withoutObjects(text: string, drop: (draft: Draft) => boolean): string {
  const byChunk = new Map<Entry['chunk'], Entry[]>();
  for (const entry of readEntries(text, new Map(), new Set())) {
    byChunk.set(entry.chunk, [...(byChunk.get(entry.chunk) ?? []), entry]);
  }
  let result = text;
  // From the end, so that the places before stay where they are.
  for (const [chunk, entries] of [...byChunk].reverse()) {
    const out = entries.filter(({ manifest }) => manifest?.draft != null && drop(manifest.draft));
    if (out.length === 0) continue;
    const kept = out.length === entries.length ? '' : rewritten(entries, out);
    result = result.slice(0, chunk.start) + kept + result.slice(chunk.start + chunk.text.length);
  }
  return result.replace(/^---[ \t]*\r?\n/, '');
}

/** A List with fewer items. It is written anew: `kubectl get` puts no comments into it. */
function rewritten(entries: readonly Entry[], out: readonly Entry[]): string {
  const json = entries[0]?.reading.syntax.json ?? null;
  const paths = new Set(out.map(({ at }) => JSON.stringify(at)));
  return `---\n${manifestText(without(json, [], paths))}`;
}

function without(json: Json, at: Path, paths: ReadonlySet<string>): Json {
  const isOut = (key: string | number): boolean => paths.has(JSON.stringify([...at, key]));
  if (isList(json)) {
    return json.flatMap((item, index) => (isOut(index) ? [] : [without(item, [...at, index], paths)]));
  }
  if (!isObject(json)) return json;
  // Objects of a List stand in lists alone: deeper than that nothing is looked for.
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [key, isList(value) ? without(value, [...at, key], paths) : value]),
  );
}
