import type { LinkTools } from '../../core/scenario/linkFormats.ts';
import { linkMixer } from '../engine/linkTasks.ts';
import { wordingsOf } from '../store/gallery.ts';

/** The platform's deflate-raw, and what is fetched for links alone. Decompression counts what comes out and stops at the limit: a link can be a bomb. */
export const linkTools: LinkTools = {
  async compress(bytes) {
    const stream = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  },

  async decompress(bytes, limit) {
    const stream = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    const reader = stream.getReader();
    const chunks: Uint8Array[] = [];
    let size = 0;
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        size += next.value.length;
        if (size > limit) {
          void reader.cancel();
          return 'tooLarge';
        }
        chunks.push(next.value);
      }
    } catch {
      return 'damaged';
    }
    const all = new Uint8Array(size);
    let at = 0;
    for (const chunk of chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    return all;
  },

  mixer: linkMixer,
  wordings: wordingsOf,
};
