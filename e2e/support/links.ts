import { deflateRawSync } from 'node:zlib';
import { nodeLinkTools } from '../../src/cli/links/nodeTools.ts';
import { checksum, toBase64url } from '../../src/core/scenario/linkText.ts';

/** For links made by tests; no built-in mesh is known. */
export const linkTools = nodeLinkTools(() => Promise.resolve([]));

/** A payload field around any bytes, with a checksum that fits, so that what it holds is what is refused. */
export function payloadOf(content: string | Uint8Array, head = '1.deflate'): string {
  const bytes = deflateRawSync(typeof content === 'string' ? Buffer.from(content) : content);
  return `p=${head}.${toBase64url(bytes)}.${checksum(bytes)}`;
}
