import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import type { Resource } from '../../model/resource.ts';
import type { DocumentFile, HopwiseDocument } from '../../model/scenario.ts';
import { manifestText } from '../../yaml/emit.ts';
import { parseDocument } from '../../yaml/parse.ts';
import { readEntries } from '../../yaml/reading.ts';
import { splitDocuments } from '../../yaml/split.ts';
import { withoutDocuments } from '../withoutDocuments.ts';
import { applyCommand, deleteCommand, kubectlType } from './kubectl.ts';

/** One object on its way to a cluster. */
export interface OutResource {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** As it is written, without `---`. */
  readonly text: string;
  /** A path for a file of its own. */
  readonly path: string;
  /** The command that removes it from a cluster. */
  readonly remove: string;
}

/** A document on its way to a cluster: all of it, and how it differs from what it was. */
export interface TakenOut {
  readonly files: readonly DocumentFile[];
  readonly added: readonly OutResource[];
  readonly changed: readonly OutResource[];
  readonly removed: readonly OutResource[];
  /** The command that applies what was added and changed; null if nothing was. */
  readonly apply: string | null;
  /** Secrets that are in none of these: they have no values here, and applied they would empty those of the cluster. */
  readonly secrets: number;
}

/** Takes a document out for kubectl: without the Scenario, which no cluster knows, and without Secrets. Never throws. */
export function takeOut(document: HopwiseDocument, start: HopwiseDocument): TakenOut {
  const isOut = ({ kind }: { readonly kind: string }): boolean => kind !== 'Scenario' && kind !== 'Secret';
  const now = parseDocument(document).resources;
  const before = new Map(parseDocument(start).resources.map((resource) => [resource.id, resource]));
  const ids = new Set(now.map(({ id }) => id));
  const textOf = textsOf(document);
  const out = (resource: Resource): OutResource => outResource(resource, textOf(resource));
  const added = now.filter((resource) => isOut(resource) && !before.has(resource.id)).map(out);
  const changed = now
    .filter((resource) => {
      const old = before.get(resource.id);
      return isOut(resource) && old !== undefined && !sameJson(old.body, resource.body);
    })
    .map(out);
  const texts = [...added, ...changed].map(({ text }) => text);
  return {
    files: withoutDocuments(document, (draft) => !isOut(draft)).filter(({ text }) => splitDocuments(text).length > 0),
    added,
    changed,
    apply: texts.length === 0 ? null : applyCommand(texts.join('\n---\n')),
    removed: [...before.values()]
      .filter((resource) => isOut(resource) && !ids.has(resource.id))
      .map((resource) => outResource(resource, '')),
    secrets: now.filter(({ kind }) => kind === 'Secret').length,
  };
}

function outResource(resource: Resource, text: string): OutResource {
  const { kind, namespace, name } = resource;
  const file = `${plain(kubectlType(resource))}-${plain(name)}.yaml`;
  const path = `${plain(namespace === '' ? 'cluster' : namespace)}/${file}`;
  return { kind, namespace, name, text, path, remove: deleteCommand(resource) };
}

/** Names are Kubernetes' where they are good; a file system must not mind the others. */
function plain(name: string): string {
  return name
    .replace(/[^\w.-]+/g, '_')
    .replace(/^\.+/, '_')
    .slice(0, 100);
}

/** The text of each object: its document as it is written, or, of an item of a List, one that is made for it. */
function textsOf(document: HopwiseDocument): (resource: Resource) => string {
  const texts = new Map<string, string>();
  for (const { name, text } of document.files) {
    const entries = readEntries(text, new Map(), new Set());
    for (const [index, { chunk, manifest, reading }] of entries.entries()) {
      const alone = manifest !== null && manifest.at.length === 0 && reading.manifests.length === 1;
      if (alone) texts.set(`${name}\n${index}`, chunk.text.replace(/^---[ \t]*\r?\n?/, '').trimEnd());
    }
  }
  return ({ file, index, body }) => texts.get(`${file}\n${index}`) ?? manifestText(body).trimEnd();
}

/** The order of keys is nothing that a cluster sees. */
function sameJson(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    const [left, right]: readonly (readonly Json[])[] = [a, b];
    return left?.length === right?.length && (left ?? []).every((item, at) => sameJson(item, right?.[at] ?? null));
  }
  return isObject(a) && isObject(b) && sameObject(a, b);
}

function sameObject(a: JsonObject, b: JsonObject): boolean {
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key] ?? null, b[key] ?? null))
  );
}
