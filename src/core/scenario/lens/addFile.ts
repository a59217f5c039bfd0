import type { JsonObject } from '../../model/json.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import { manifestText } from '../../yaml/emit.ts';

/** The document with objects in a file of their own; the very same if there are none. A name that is taken gets `new-` before it. */
export function withFile(document: HopwiseDocument, name: string, added: readonly JsonObject[]): HopwiseDocument {
  if (added.length === 0) return document;
  const { files } = document;
  const free = files.some((file) => file.name === name) ? `new-${name}` : name;
  return { files: [...files, { name: free, text: added.map((body) => manifestText(body)).join('---\n') }] };
}
