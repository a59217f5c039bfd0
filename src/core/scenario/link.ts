import type { DocumentFile } from '../model/scenario.ts';
import { details, type Detail } from '../model/story.ts';
import { type LinkTools, packPayload, type PayloadFault, parsePayload } from './linkFormats.ts';
import type { LinkPayload } from './linkPayload.ts';
import { checkOfText } from './linkText.ts';

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

/** A document, with the built-in mesh that it changes. */
export interface Readable {
  readonly scenario: string | null;
  readonly files: readonly DocumentFile[];
}

export type LinkProblem =
  | PayloadFault
  /** The document arrived whole, and the rest of the link did not: it may be opened by whoever asks for it. */
  | { readonly kind: 'damaged'; readonly readable: Readable }
  | { readonly kind: 'junk' } // not a link of ours at all
  | { readonly kind: 'tooLong' }
  | { readonly kind: 'unknownScenario' | 'unknownRequest'; readonly name: string };

export const inputLimit = 256 * 1024;
const keys = ['s', 'c', 'p', 'r', 't', 'd', 'o'] as const;
type Key = (typeof keys)[number];

/**
 * The fragment, without `#`: `s=<scenario>&c=<check>&p=<payload>&r=<request>&t=<frame>&d=<detail>&o=<open>`. The payload is
 * `2.mix.<data>.<check>`, with `.<check of the base>` where it changes the mesh that `s` names, or `1.deflate.<data>.<check>`.
 * `c` is the checksum over all other fields. It stands near the front so that a link that lost its tail shows it; before a
 * built-in mesh that is changed, as that mesh alone would be another document.
 * `packed` is the payload, if it has been packed already.
 */
export async function formatLink(link: Link, tools: LinkTools, packed?: string): Promise<string> {
  const fields: [Key, string][] = [];
  if (link.scenario !== null) fields.push(['s', link.scenario]);
  if (link.payload !== null) fields.push(['p', packed ?? (await packPayload(link.payload, link.scenario, tools))]);
  if (link.request !== null) fields.push(['r', link.request]);
  if (link.frame !== null) fields.push(['t', link.frame]);
  if (link.detail !== null) fields.push(['d', link.detail]);
  if (link.open !== undefined) fields.push(['o', link.open]);
  fields.splice(link.scenario === null || link.payload !== null ? 0 : 1, 0, ['c', checkOf(fields)]);
  return fields.map(([key, value]) => `${key}=${encode(value)}`).join('&');
}

/** Reads a fragment (with or without `#`). An empty one is `null`; a bad one is a problem, never a guess. */
export async function readLink(fragment: string, tools: LinkTools): Promise<Link | LinkProblem | null> {
  const text = fragment.replace(/^#/, '');
  if (text === '') return null;
  if (text.length > inputLimit) return { kind: 'tooLong' };
  const fields = split(text);
  if (fields === 'junk') return { kind: 'junk' };
  if (fields === 'damaged') return { kind: 'damaged' };
  const check = fields.get('c');
  fields.delete('c');
  const sound = check === undefined || checkOf([...fields]) === check;
  const data = fields.get('p');
  const payload = data === undefined ? null : await parsePayload(data, fields.get('s') ?? null, tools);
  // A payload that fits its own checksum in a link that does not fit its: damaged is said, and never opened unasked.
  if (!sound) return payload !== null && !('kind' in payload) ? damaged(payload, fields) : { kind: 'damaged' };
  if (payload !== null && 'kind' in payload) return payload;
  // Names can be written by hand; what carries a payload was made whole.
  if (payload !== null && check === undefined) return damaged(payload, fields);
  const [scenario, request, frame] = [fields.get('s') ?? null, fields.get('r') ?? null, fields.get('t') ?? null];
  const named = fields.get('d');
  const detail = details.find((known) => known === named) ?? null;
  if (detail === null && named !== undefined) return { kind: 'damaged' };
  const open = fields.get('o');
  return { scenario, payload, request, frame, detail, ...(open === undefined ? {} : { open }) };
}

function damaged({ files }: LinkPayload, fields: ReadonlyMap<Key, string>): LinkProblem {
  return files === null
    ? { kind: 'damaged' }
    : { kind: 'damaged', readable: { scenario: fields.get('s') ?? null, files } };
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
  return checkOfText(fields.map(([key, value]) => `${key}=${value}`).join('&'));
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
