import type { VerdictKind } from '../../core/model/trace.ts';
import { canvasDrawing } from './canvasDrawing.ts';
import { draw } from './draw.ts';
import { framed, parsed, type Picture } from './picture.ts';

/** What stands above a picture that travels alone. */
export interface Caption {
  readonly title: string;
  readonly sentence: string;
  readonly verdict: VerdictKind;
}

/** The picture of a Mermaid text. */
export async function mermaidPicture(text: string, { title, sentence, verdict }: Caption): Promise<Picture> {
  const { drawing, size } = parsed(await draw(text, verdict));
  return framed(drawing, size, title, sentence);
}

/** The picture of the canvas as it is at this moment. */
export function canvasPicture(canvas: HTMLElement | null, { title, sentence }: Caption): Promise<Picture> {
  if (canvas === null) return Promise.reject(new Error('no canvas'));
  const { drawing, size } = canvasDrawing(canvas);
  return Promise.resolve(framed(drawing, size, title, sentence));
}
