import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { LinkTools } from '../../core/scenario/linkFormats.ts';
import { mixPayload, unmixPayload } from '../../core/scenario/linkMix.ts';
import { toBase64url } from '../../core/scenario/linkText.ts';

/** What links are packed with on Node; `wordings` says what texts a built-in mesh has and had. */
export function nodeLinkTools(wordings: LinkTools['wordings']): LinkTools {
  return {
    compress: (bytes) => Promise.resolve(new Uint8Array(deflateRawSync(bytes))),
    decompress: (bytes, limit) => Promise.resolve(inflated(bytes, limit)),
    mixer: {
      pack: (payload, base) => Promise.resolve(mixPayload(payload, base)),
      unpack: (packed, base) => Promise.resolve(unmixPayload(packed, base)),
    },
    wordings,
  };
}

function inflated(bytes: Uint8Array, limit: number): Uint8Array | 'tooLarge' | 'damaged' {
  try {
    return new Uint8Array(inflateRawSync(bytes, { maxOutputLength: limit }));
  } catch (error) {
    return error instanceof RangeError ? 'tooLarge' : 'damaged';
  }
}

/** The same, that reads each payload once: among a hundred thousand damaged links the same whole one comes again and again. */
export function readingOnce({ mixer, ...tools }: LinkTools): LinkTools {
  const read = new Map<string, ReturnType<LinkTools['mixer']['unpack']>>();
  const unpack: LinkTools['mixer']['unpack'] = (packed, base) => {
    const key = `${base ?? ''}\0${toBase64url(packed)}`;
    const found = read.get(key) ?? mixer.unpack(packed, base);
    read.set(key, found);
    return found;
  };
  return { ...tools, mixer: { ...mixer, unpack } };
}
