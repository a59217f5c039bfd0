import type { SalvageTools } from '../../core/scenario/linkSalvage.ts';
import { salvage } from '../engine/linkTasks.ts';
import { wordingsOf } from '../store/gallery.ts';

/** What reads the beginning of a link that was cut. */
export const salvageTools: SalvageTools = {
  async inflateCut(bytes, limit) {
    const stream = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    const reader = stream.getReader();
    const found: number[] = [];
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        if (found.length + next.value.length > limit) break;
        for (const byte of next.value) found.push(byte);
      }
    } catch {
      // Here it ends: what came out before is what there is.
    }
    void reader.cancel().catch(() => undefined);
    return Uint8Array.from(found);
  },

  salvage,
  wordings: wordingsOf,
};
