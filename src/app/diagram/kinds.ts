import { pictureWords } from '../../content/locales/en/picture.ts';
import type { Detail, Story } from '../../core/model/story.ts';
import { enforcementOf } from '../../core/story/diagram/enforcement.ts';
import { type DiagramWords, flowchart } from '../../core/story/diagram/flowchart.ts';
import { sequenceDiagram } from '../../core/story/diagram/sequence.ts';

export const kinds = [
  { kind: 'enforcement', label: pictureWords.enforcement },
  { kind: 'sequence', label: pictureWords.sequence },
  { kind: 'canvas', label: pictureWords.canvasAtThisStep },
] as const;
export type Kind = (typeof kinds)[number]['kind'];

/** Below this width of the window boxes stand one below the other. */
const narrow = 720;

/** The Mermaid text of a story. */
export function textOf(kind: Exclude<Kind, 'canvas'>, story: Story, detail: Detail, words: DiagramWords): string {
  return kind === 'sequence'
    ? sequenceDiagram(story, detail, words)
    : flowchart(enforcementOf(story), words, innerWidth < narrow);
}
