import { details, type Detail } from '../model/story.ts';
import { readPayload, writePayload, type LinkPayload } from './linkPayload.ts';
import { checksum, fromBase64url, toBase64url } from './linkText.ts';

/** What a link holds. Names are as found: whether they exist is for the reader to see. */
export interface Link {
  readonly scenario: string | null;
  readonly payload: LinkPayload | null;
  readonly request: string | null;
  readonly frame: string | null;
  readonly detail: Detail | null;
  /** What is open in the inspector, as the app spells it. */
  readonly open?: string;
}

export type LinkProblem =
  | { readonly kind: 'junk' } // not a link of ours at all
  | { readonly kind: 'damaged' } // a checksum does not fit: cut off or altered
  | { readonly kind: 'version'; readonly version: string } // made by a later Hopwise
  | { readonly kind: 'content' } // arrived whole, but holds no document
  | { readonly kind: 'tooLong' | 'tooLarge' | 'tooManyDocuments' }
  | { readonly kind: 'unknownScenario' | 'unknownRequest'; readonly name: string };

/** deflate-raw, injected: core has no platform. */
export interface Compression {
  readonly compress: (bytes: Uint8Array) => Promise<Uint8Array>;
  /** Stops as soon as more than `limit` bytes have come out. */
  readonly decompress: (bytes: Uint8Array, limit: number) => Promise<Uint8Array | 'tooLarge' | 'damaged'>;
}

export const inputLimit = 256 * 1024;
export const outputLimit = 2 * 1024 * 1024;
const version = '1';
const keys = ['s', 'c', 'p', 'r', 't', 'd', 'o'] as const;
type Key = (typeof keys)[number];

/**
 * The fragment, without `#`: `s=<scenario>&c=<check>&p=1.deflate.<data>.<check>&r=<request>&t=<frame>&d=<detail>&o=<open>`.
 * `c` is the checksum over all other fields. It stands near the front so that a link that lost its tail shows it.

 * `packed` is the payload, if it has been packed already.
 */
export async function formatLink(link: Link, compression: Compression, packed?: string): Promise<string> {
  const fields: [Key, string][] = [];
  if (link.scenario !== null) fields.push(['s', link.scenario]);
  if (link.payload !== null) fields.push(['p', packed ?? (await packPayload(link.payload, compression))]);
  if (link.request !== null) fields.push(['r', link.request]);
  if (link.frame !== null) fields.push(['t', link.frame]);
  if (link.detail !== null) fields.push(['d', link.detail]);
  if (link.open !== undefined) fields.push(['o', link.open]);
  fields.splice(link.scenario === null ? 0 : 1, 0, ['c', checkOf(fields)]);
  return fields.map(([key, value]) => `${key}=${encode(value)}`).join('&');
}

/** Reads a fragment (with or without `#`). An empty one is `null`; a bad one is a problem, never a guess. */
export async function readLink(fragment: string, compression: Compression): Promise<Link | LinkProblem | null> {
  const text = fragment.replace(/^#/, '');
  if (text === '') return null;
  if (text.length > inputLimit) return { kind: 'tooLong' };
  const fields = split(text);
  if (fields === 'junk' || fields === 'damaged') return { kind: fields };
  const check = fields.get('c');
  fields.delete('c');
  if (check !== undefined && checkOf([...fields]) !== check) return { kind: 'damaged' };
  const data = fields.get('p');
  const payload = data === undefined ? null : await parsePayload(data, compression);
  if (payload !== null && 'kind' in payload) return payload;
  const [scenario, request, frame] = [fields.get('s') ?? null, fields.get('r') ?? null, fields.get('t') ?? null];
  const named = fields.get('d');
  const detail = details.find((known) => known === named) ?? null;
  if (detail === null && named !== undefined) return { kind: 'damaged' };
  const open = fields.get('o');
  return { scenario, payload, request, frame, detail, ...(open === undefined ? {} : { open }) };
}

/** The payload as a link carries it. Packing a large document takes a while: whoever writes many links keeps it. */
export async function packPayload(payload: LinkPayload, { compress }: Compression): Promise<string> {
  const bytes = await compress(new TextEncoder().encode(writePayload(payload)));
  return `${version}.deflate.${toBase64url(bytes)}.${checksum(bytes)}`;
}

async function parsePayload(text: string, compression: Compression): Promise<LinkPayload | LinkProblem> {
  const [made = '', codec, data, check, ...rest] = text.split('.');
  if (made !== version && /^\d+$/.test(made)) return { kind: 'version', version: made };
  if (made !== version || codec !== 'deflate' || data === undefined || check === undefined || rest.length > 0) {
    return { kind: 'damaged' };
  }
  const bytes = fromBase64url(data);
  if (bytes === null || checksum(bytes) !== check) return { kind: 'damaged' };
  const json = await compression.decompress(bytes, outputLimit);
  if (json === 'tooLarge' || json === 'damaged') return { kind: json };
  const utf8 = decodeUtf8(json);
  const payload = utf8 === null ? 'content' : readPayload(utf8);
  return typeof payload === 'string' ? { kind: payload } : payload;
}

/** Values are compared and summed as decoded, since mail and chat programs re-encode links. */
function split(text: string): Map<Key, string> | 'junk' | 'damaged' {
  const fields = new Map<Key, string>();
  for (const part of text.split('&')) {
    const at = part.indexOf('=');
    const key = keys.find((known) => known === part.slice(0, at));
    if (key === undefined) return fields.size === 0 ? 'junk' : 'damaged';
    const value = decode(part.slice(at + 1));
    if (value === null || fields.has(key)) return 'damaged';
    fields.set(key, value);
  }
  return fields;
}

function checkOf(fields: readonly (readonly [string, string])[]): string {
  return checksum(new TextEncoder().encode(fields.map(([key, value]) => `${key}=${value}`).join('&')));
}

/** Slashes and colons stay readable: they are legal in a fragment. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll('%2F', '/').replaceAll('%3A', ':');
}

/** Empty or ill-encoded is null. */
function decode(text: string): string | null {
  try {
    return decodeURIComponent(text) || null;
  } catch {
    return null;
  }
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
