import { isMap, isNode, isScalar, isSeq } from 'yaml';
import type { Node } from 'yaml';
import type { FieldHelp } from '../../model/completion.ts';
import type { Json } from '../../model/json.ts';
import type { Path, ResourceId } from '../../model/resource.ts';
import { rootTable } from '../form/roots.ts';
import { keyText } from '../locate.ts';
import { valueAt } from '../plainEdit.ts';
import { type Entry, type ParseCache, readEntries } from '../reading.ts';
import type { Schema } from '../schema/dsl.ts';
import { typeOf } from './completeAt.ts';
import { schemaAt } from './schemaAt.ts';

/** A value that a place in a text belongs to. */
export interface ValuePlace {
  readonly resource: ResourceId;
  readonly kind: string;
  readonly namespace: string;
  readonly path: Path;
  readonly onKey: boolean;
  readonly json: Json;
  /** The whole object. */
  readonly body: Json;
  readonly schema: Schema | null;
  /** Offsets in the file: of the key or of the value. */
  readonly from: number;
  readonly to: number;
}

/** The field at a place of a text, with what its table says. Null where there is none, or the text is broken. */
export function helpAt(text: string, offset: number, cache: ParseCache): FieldHelp | null {
  const place = placeAt(text, offset, cache);
  if (place === null || place.schema === null) return null;
  const { schema, path, from, to } = place;
  const field = path.findLast((part) => typeof part === 'string');
  if (field === undefined || schema.doc === '') return null;
  return {
    from,
    to,
    name: field,
    type: typeOf(schema),
    required: schema.required,
    values: schema.kind === 'enum' ? schema.values : [],
    names: schema.names ?? null,
    doc: schema.doc,
  };
}

/** The innermost key or value at a place of a text. */
export function placeAt(text: string, offset: number, cache: ParseCache): ValuePlace | null {
  const entries = readEntries(text, cache, new Set());
  for (const entry of entries) {
    const at = offset - entry.chunk.start;
    if (at < 0 || at > entry.chunk.text.length) continue;
    const found = inEntry(entry, at);
    if (found !== null) return found;
  }
  return null;
}

function inEntry({ chunk, manifest, reading, at: root }: Entry, at: number): ValuePlace | null {
  const tree = reading.syntax.tree();
  if (manifest?.draft == null || tree?.contents == null) return null;
  const hit = descend(tree.contents, at, []);
  if (hit === null || !root.every((part, index) => hit.path[index] === part)) return null;
  const path = hit.path.slice(root.length);
  const body = valueAt(reading.syntax.json, root) ?? null;
  const { id, kind, namespace } = manifest.draft;
  const table = rootTable(kind);
  return {
    resource: id,
    kind,
    namespace,
    path,
    onKey: hit.onKey,
    json: valueAt(body, path) ?? null,
    body,
    schema: table === null ? null : schemaAt(table, path),
    from: chunk.start + hit.from,
    to: chunk.start + hit.to,
  };
}

interface Hit {
  readonly path: Path;
  readonly onKey: boolean;
  readonly from: number;
  readonly to: number;
}

function descend(node: Node, at: number, path: Path): Hit | null {
  if (isMap(node)) {
    for (const { key, value } of node.items) {
      const own = [...path, keyText(key)];
      if (within(key, at)) return hit(key, own, true);
      if (isNode(value) && within(value, at)) return descend(value, at, own);
    }
    return null;
  }
  if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      if (isNode(item) && within(item, at)) return descend(item, at, [...path, index]);
    }
    return null;
  }
  return isScalar(node) ? hit(node, path, false) : null;
}

function within(node: unknown, at: number): node is Node {
  return isNode(node) && node.range != null && node.range[0] <= at && at <= node.range[1];
}

function hit(node: Node, path: Path, onKey: boolean): Hit | null {
  return node.range == null ? null : { path, onKey, from: node.range[0], to: node.range[1] };
}
