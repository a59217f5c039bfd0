import { isList, isObject, type Json, type JsonObject } from '../model/json.ts';
import type { DocumentFile } from '../model/scenario.ts';
import { countDocuments, documentLimit, type LinkPayload, type PayloadProblem, readRequestOf } from './linkPayload.ts';
import { decode, decodeCut, encode } from './mix/code.ts';
import { known } from './mix/known.ts';
import { writeRequest } from './request.ts';
import type { SalvagedFile } from './linkSalvage.ts';

/*
 * The payload of format 2: a line of JSON that says which files follow and how long they are, then their texts. Coded by
 * `mix` after what every mesh is written with and, for a changed built-in mesh, after that mesh's own text.
 */

/** Longer texts, in bytes, are for format 1: this coder takes its time. */
export const mixLimit = 128 * 1024;

/** Packs a payload; null where format 1 must do: it is too long, or holds what is no UTF-8. */
export function mixPayload({ files, request }: LinkPayload, base: string | null): Uint8Array | null {
  const head: JsonObject = {
    ...(files === null ? {} : { files: files.map(({ name, text }) => [name, text.length]) }),
    ...(request === null ? {} : { request: writeRequest(request) }),
  };
  const text = `${JSON.stringify(head)}\n${(files ?? []).map((file) => file.text).join('')}`;
  if (text.length > mixLimit || /\p{Surrogate}/u.test(text)) return null;
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > mixLimit) return null;
  const coded = encode(bytes, before(base));
  const packed = new Uint8Array(3 + coded.length);
  packed.set([bytes.length >> 16, (bytes.length >> 8) & 255, bytes.length & 255]);
  packed.set(coded, 3);
  return packed;
}

/** Reads what `mixPayload` packed after the same base. Never throws, and takes no longer than the longest text does. */
export function unmixPayload(packed: Uint8Array, base: string | null): LinkPayload | PayloadProblem {
  const [high = 0, middle = 0, low = 0] = packed;
  const length = (high << 16) | (middle << 8) | low;
  if (length > mixLimit) return 'content';
  const text = utf8(decode(packed.subarray(3), length, before(base)));
  const end = text?.indexOf('\n') ?? -1;
  if (text === null || end < 0) return 'content';
  const head = parsed(text.slice(0, end));
  if (head === null) return 'content';
  const files = head['files'] === undefined ? null : filesOf(head['files'], text.slice(end + 1));
  if (files === 'content' || files === 'tooManyDocuments') return files;
  if (files === null && end + 1 !== text.length) return 'content';
  const request = readRequestOf(head);
  if (request === 'content') return request;
  return files === null && request === null ? 'content' : { files, request };
}

/** The texts, as far as they are certain, of a payload of which the end is lost; empty where not even their names are there. Never throws. */
export function unmixCut(packed: Uint8Array, base: string | null): readonly SalvagedFile[] {
  const [high = 0, middle = 0, low = 0] = packed;
  const length = (high << 16) | (middle << 8) | low;
  if (length > mixLimit || packed.length < 3) return [];
  const text = utf8Start(decodeCut(packed.subarray(3), length, before(base)));
  const end = text.indexOf('\n');
  const head = end < 0 ? null : parsed(text.slice(0, end));
  const list = head?.['files'];
  if (!isList(list)) return [];
  const files: SalvagedFile[] = [];
  let at = end + 1;
  for (const entry of list) {
    const [name, size]: readonly Json[] = isList(entry) ? entry : [];
    if (typeof name !== 'string' || typeof size !== 'number' || size < 0 || at >= text.length) break;
    files.push({ name, text: text.slice(at, at + size), isWhole: at + size <= text.length });
    at += size;
  }
  return files;
}

/** The text that bytes begin with: what is left of a letter at their end is no part of it. */
function utf8Start(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: true });
  const bad = text.indexOf('\uFFFD');
  return bad < 0 ? text : text.slice(0, bad);
}

function before(base: string | null): Uint8Array {
  return new TextEncoder().encode(known + (base ?? '').slice(0, mixLimit));
}

function filesOf(json: Json, text: string): readonly DocumentFile[] | PayloadProblem {
  if (!isList(json) || json.length === 0) return 'content';
  const files: DocumentFile[] = [];
  let at = 0;
  for (const entry of json) {
    const [name, length]: readonly Json[] = isList(entry) ? entry : [];
    if (typeof name !== 'string' || typeof length !== 'number' || !Number.isInteger(length) || length < 0)
      return 'content';
    if (at + length > text.length || files.some((file) => file.name === name)) return 'content';
    files.push({ name, text: text.slice(at, at + length) });
    at += length;
  }
  if (at !== text.length) return 'content';
  return countDocuments(files) > documentLimit ? 'tooManyDocuments' : files;
}

function parsed(text: string): JsonObject | null {
  try {
    const json: Json = JSON.parse(text);
    return isObject(json) ? json : null;
  } catch {
    return null;
  }
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
