import { diagramWords } from '../../content/locales/en/diagram.ts';
import { requestWords } from '../../core/model/naming.ts';
import type { Message } from '../../core/model/message.ts';
import type { Story } from '../../core/model/story.ts';
import { plainText } from '../ui/marks.ts';
import { saveFile } from '../ui/saveFile.ts';
import { canvasPicture } from './makePicture.ts';
import { asPng } from './picture.ts';

/** Saves the canvas as it is at this moment, under the verdict's sentence. Rejects where there is none to draw. */
export async function saveFrame(
  canvas: HTMLElement | null,
  story: Story,
  say: (message: Message) => string,
  format: 'svg' | 'png',
): Promise<void> {
  const { request, verdict } = story.trace;
  const title = `${request.title === '' ? requestWords(request) : request.title}: ${diagramWords.verdicts[verdict.kind]}`;
  const caption = { title, sentence: plainText(say(story.because)), verdict: verdict.kind };
  const picture = await canvasPicture(canvas, caption);
  const content = format === 'png' ? await asPng(picture) : new Blob([picture.svg], { type: 'image/svg+xml' });
  saveFile(content, `hopwise-${request.id}-canvas.${format}`);
}
