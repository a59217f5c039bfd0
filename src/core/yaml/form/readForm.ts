import type { Form, FormAnswer, KeptField, ObjectNode } from '../../model/form.ts';
import type { Path } from '../../model/resource.ts';
import { find } from '../locate.ts';
import { positionOf, lineStarts } from '../lines.ts';
import { valueAt } from '../plainEdit.ts';
import { type Entry, type ParseCache, readEntries } from '../reading.ts';
import { isObject } from '../../model/json.ts';
import { objectNode } from './formNode.ts';
import { rootTable } from './roots.ts';

/** A resource of a file: by its `Resource.index`, or the one that a line (from 1) belongs to. */
export type FormPlace = { readonly index: number } | { readonly line: number };

/** The form of a resource as the text has it now. Never throws. */
export function readForm(text: string, place: FormPlace, cache: ParseCache): FormAnswer {
  const entries = readEntries(text, cache, new Set());
  const index = 'index' in place ? place.index : indexAt(text, entries, place.line);
  const entry = entries[index];
  if (entry === undefined) return { kind: 'nothing' };
  if (entry.manifest === null) {
    const start = entry.chunk.start + (entry.reading.syntax.problems[0]?.start ?? 0);
    return { kind: 'broken', index, line: positionOf(lineStarts(text), start).line };
  }
  const form = formOf(entry, index, lineStarts(text));
  if (form !== null) return { kind: 'form', form };
  const json = valueAt(entry.reading.syntax.json, entry.at);
  const kind = isObject(json) && typeof json['kind'] === 'string' ? json['kind'] : '';
  return { kind: 'noTable', index, of: entry.manifest.draft?.kind ?? kind };
}

function formOf(entry: Entry, index: number, starts: readonly number[]): Form | null {
  const draft = entry.manifest?.draft;
  const table = draft == null ? null : rootTable(draft.kind);
  const tree = entry.reading.syntax.tree();
  const json = valueAt(entry.reading.syntax.json, entry.at);
  if (draft == null || table === null || tree === null || !isObject(json)) return null;
  const onlyInYaml: KeptField[] = [];
  const lineOf = (path: Path): number => {
    const { key, value } = entry.reading.syntax.spot([...entry.at, ...path]);
    return positionOf(starts, entry.chunk.start + ((key ?? value)?.start ?? 0)).line;
  };
  const { node } = find(tree, entry.at);
  const root: ObjectNode = objectNode(table, json, node, [], (path, why) =>
    onlyInYaml.push({ path, why, line: lineOf(path) }),
  );
  const { id, kind, namespace, name } = draft;
  return { resource: id, kind, namespace, name, index, root, onlyInYaml };
}

function indexAt(text: string, entries: readonly Entry[], line: number): number {
  const starts = lineStarts(text);
  const start = starts[line - 1] ?? 0;
  const end = starts[line] ?? text.length;
  const began = entries.findLastIndex((entry) => startOf(entry) < Math.max(end, start + 1));
  return Math.max(0, began);
}

/** Where an object begins in its file; a document's comments and its `---` are part of it. */
function startOf({ chunk, at, reading }: Entry): number {
  return chunk.start + (at.length === 0 ? 0 : (reading.syntax.spot(at).value?.start ?? 0));
}
