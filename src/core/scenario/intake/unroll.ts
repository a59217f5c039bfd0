import { isList, isObject, type Json, type JsonObject } from '../../model/json.ts';
import { manifestText } from '../../yaml/emit.ts';
import { nestsTooDeep } from '../../yaml/nesting.ts';
import { splitDocuments } from '../../yaml/split.ts';
import { readSyntax } from '../../yaml/syntax.ts';
import { refuseText } from '../../yaml/text.ts';
import { asDocument } from './asDocument.ts';
import { jsonStream } from './jsonStream.ts';
import { listItems } from './listItems.ts';
import { withoutNoise } from './noise.ts';

/** A file, taken apart into documents of one object each; not yet cleaned. */
export interface Unrolled {
  readonly documents: readonly string[];
  /** Whether there is a List in it, as kubectl prints it: nobody has laid that out by hand. */
  readonly list: boolean;
}

/** Takes a text apart; `textBinary` or `textTooLarge` if it is not looked into. Never throws. */
export function unroll(text: string, limit: number): Unrolled | 'textBinary' | 'textTooLarge' {
  const refused = refuseText(text, limit);
  if (refused !== null) return refused;
  const values = /^[\s\uFEFF]*[{[]/.test(text) && !nestsTooDeep(text) ? jsonStream(text) : null;
  if (values !== null) return fromValues(values, text);
  const parts = splitDocuments(text).map(({ text: own }) => ({ own, items: itemsOf(own) }));
  return {
    documents: parts.flatMap(({ own, items }) => items?.map(asDocument) ?? [own]),
    list: parts.some(({ items }) => items !== null),
  };
}

function itemsOf(document: string): readonly string[] | null {
  if (!/^kind:[ \t]*["']?[A-Za-z]*List\b/m.test(document)) return null;
  const quick = listItems(document);
  if (quick !== null) return quick;
  const { json, problems } = readSyntax(document);
  return problems.length > 0 ? null : (itemsIn(json)?.map((item) => textOf(item)) ?? null);
}

function fromValues(values: readonly Json[], text: string): Unrolled {
  const items = values.map((value) => itemsIn(value));
  // A single object in JSON stays as somebody has written it.
  if (values.length === 1 && items[0] === null) return { documents: [text], list: false };
  return {
    documents: values.flatMap((value, at) => (items[at] ?? [value]).map((item) => asDocument(textOf(item)))),
    list: true,
  };
}

/** The items of a List, or of a plain list of objects. */
function itemsIn(json: Json): readonly Json[] | null {
  if (isList(json)) return json;
  if (!isObject(json)) return null;
  const { kind, apiVersion, items } = json;
  if (typeof kind !== 'string' || !kind.endsWith('List') || !isList(items)) return null;
  const own = kind.slice(0, -'List'.length);
  const assumed: JsonObject = own === '' || typeof apiVersion !== 'string' ? {} : { apiVersion, kind: own };
  return items.map((item) => (isObject(item) ? { ...assumed, ...item } : item));
}

function textOf(value: Json): string {
  return manifestText(isObject(value) ? withoutNoise(value) : value);
}
