import { isNonEmpty } from '../model/nonEmpty.ts';
import type { Story } from '../model/story.ts';

/**
 * A story as far as it goes before one of its steps: nothing in it tells how it ends. An unknown step is the one that
 * decides; a story cannot end before its first frame.
 */
export function veil(story: Story, before: string): Story {
  const named = story.frames.findIndex(({ id }) => id === before);
  const cut = named < 0 ? story.frames.findIndex(({ id }) => id === story.verdictFrame) : named;
  const kept = story.frames.slice(0, Math.max(cut, 1)).map((frame) => ({ ...frame, deciding: false }));
  if (!isNonEmpty(kept)) return story;
  const last = kept.at(-1) ?? kept[0];
  const step = last.id === 'answer' ? null : last.id;
  if (step === null) return story;
  const known = new Set<string>(kept.map(({ id }) => id));
  const hops = story.hops.flatMap((hop) => {
    const frames = hop.frames.filter((id) => known.has(id));
    return isNonEmpty(frames) ? [{ ...hop, frames }] : [];
  });
  return {
    trace: {
      ...story.trace,
      verdict: { kind: 'undetermined', limits: [{ code: 'trafficNotModelled', resource: null, name: '' }], step },
      caller: { kind: 'unknown' },
      delivery: null,
      logs: [],
      limits: [],
    },
    hops,
    frames: kept,
    verdictFrame: last.id,
    because: last.long,
    plate: null,
    blockers: [],
    chances: null,
    veiled: true,
  };
}
