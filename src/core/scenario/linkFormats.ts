import { type LinkPayload, type PayloadProblem, readPayload, writePayload } from './linkPayload.ts';
import { checkOfText, checksum, fromBase64url, toBase64url } from './linkText.ts';

/** What links are packed with, injected: core has no platform. */
export interface LinkTools {
  /** deflate-raw. */
  readonly compress: (bytes: Uint8Array) => Promise<Uint8Array>;
  /** Stops as soon as more than `limit` bytes have come out. */
  readonly decompress: (bytes: Uint8Array, limit: number) => Promise<Uint8Array | 'tooLarge' | 'damaged'>;
  readonly mixer: LinkMixer;
  /** The text of a built-in mesh, its files one after the other, and every text that it had before, newest first. None: it is not here. */
  readonly wordings: (scenario: string) => Promise<readonly string[]>;
}

/** What packs and reads format 2, as `linkMix.ts` does it. Rejects where that cannot be fetched. */
export interface LinkMixer {
  readonly pack: (payload: LinkPayload, base: string | null) => Promise<Uint8Array | null>;
  readonly unpack: (packed: Uint8Array, base: string | null) => Promise<LinkPayload | PayloadProblem>;
}

export type PayloadFault =
  | { readonly kind: 'damaged' } // a checksum does not fit: cut off or altered
  | { readonly kind: 'version'; readonly version: string } // made by a later Hopwise
  | { readonly kind: PayloadProblem | 'tooLarge' } // arrived whole, but holds no document
  | { readonly kind: 'otherWording'; readonly name: string } // changes a built-in mesh that is not here in that wording
  | { readonly kind: 'notFetched' }; // what reads it could not be fetched

export const outputLimit = 2 * 1024 * 1024;
const formats: readonly string[] = ['1', '2'];

/**
 * The payload as a link carries it: `2.mix.<data>.<check>`, with `.<check of the base>` where it changes the built-in mesh
 * that the link names; `1.deflate.<data>.<check>` for what is too long for that. It takes a while: whoever writes many
 * links keeps it.
 */
export async function packPayload(payload: LinkPayload, scenario: string | null, tools: LinkTools): Promise<string> {
  return (await mixed(payload, scenario, tools).catch(() => null)) ?? deflated(payload, tools);
}

async function mixed(payload: LinkPayload, scenario: string | null, tools: LinkTools): Promise<string | null> {
  const base = scenario === null || payload.files === null ? null : ((await tools.wordings(scenario))[0] ?? null);
  const bytes = await tools.mixer.pack(payload, base);
  return bytes === null ? null : sealed('2.mix', bytes, base === null ? '' : `.${checkOfText(base)}`);
}

async function deflated(payload: LinkPayload, { compress }: LinkTools): Promise<string> {
  return sealed('1.deflate', await compress(new TextEncoder().encode(writePayload(payload))), '');
}

/** Reads what `packPayload` of this or an earlier version wrote. Never throws. */
export async function parsePayload(
  text: string,
  scenario: string | null,
  tools: LinkTools,
): Promise<LinkPayload | PayloadFault> {
  const [made = '', codec, data = '', check, base, ...rest] = text.split('.');
  if (!formats.includes(made) && /^\d+$/.test(made)) return { kind: 'version', version: made };
  const bytes = fromBase64url(data);
  if (bytes === null || checksum(bytes) !== check || rest.length > 0) return { kind: 'damaged' };
  const format = `${made}.${codec}`;
  if (format === '1.deflate' && base === undefined) return said(await inflated(bytes, tools));
  if (format !== '2.mix' || (base !== undefined && scenario === null)) return { kind: 'damaged' };
  try {
    const known = base === undefined || scenario === null ? null : await tools.wordings(scenario);
    const text = known?.find((one) => checkOfText(one) === base) ?? null;
    if (text === null && base !== undefined) return { kind: 'otherWording', name: scenario ?? '' };
    return said(await tools.mixer.unpack(bytes, text));
  } catch {
    return { kind: 'notFetched' };
  }
}

async function inflated(bytes: Uint8Array, { decompress }: LinkTools): Promise<LinkPayload | SimpleFault> {
  const json = await decompress(bytes, outputLimit);
  if (typeof json === 'string') return json;
  const text = utf8(json);
  return text === null ? 'content' : readPayload(text);
}

type SimpleFault = PayloadProblem | 'tooLarge' | 'damaged';

function said(found: LinkPayload | SimpleFault): LinkPayload | PayloadFault {
  return typeof found === 'string' ? { kind: found } : found;
}

function sealed(head: string, bytes: Uint8Array, tail: string): string {
  return `${head}.${toBase64url(bytes)}.${checksum(bytes)}${tail}`;
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
