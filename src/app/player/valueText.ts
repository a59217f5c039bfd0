import type { Frame } from '../../core/model/story.ts';
import { plainText } from '../ui/marks.ts';
import type { PlayerWords } from '../../content/locales/en/player.ts';

/** What the timeline says of itself: "Step 6 of 9, reviews proxy, ALLOW policies: none matched, denied". */
export function valueText(
  frame: Frame,
  at: { readonly step: number; readonly total: number; readonly place: string; readonly sentence: string },
  words: PlayerWords,
): string {
  const sentence = plainText(at.sentence).replace(/\.$/, '');
  return [words.stepOf(at.step, at.total), at.place, sentence, words.outcomes[frame.outcome]]
    .filter((part) => part !== '')
    .join(', ');
}
