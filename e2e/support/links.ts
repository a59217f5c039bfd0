import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Compression } from '../../src/core/scenario/link.ts';
import { checksum, toBase64url } from '../../src/core/scenario/linkText.ts';

/** Node's deflate, for links made by tests. */
export const deflate: Compression = {
  compress: (bytes) => Promise.resolve(new Uint8Array(deflateRawSync(bytes))),
  decompress: (bytes) => Promise.resolve(new Uint8Array(inflateRawSync(bytes))),
};

/** A payload field around any bytes, with a checksum that fits, so that what it holds is what is refused. */
export function payloadOf(content: string | Uint8Array, head = '1.deflate'): string {
  const bytes = deflateRawSync(typeof content === 'string' ? Buffer.from(content) : content);
  return `p=${head}.${toBase64url(bytes)}.${checksum(bytes)}`;
}
