import type { Lesson } from '../content/lessons/lesson.ts';
import type { Story } from '../core/model/story.ts';
import { canvasDrawing } from './diagram/canvasDrawing.ts';
import { engine } from './engine/client.ts';
import { documentOf } from './learn/lessonDocument.ts';
import { awaitsEngine } from './store/ask.ts';
import { writeDocument } from './store/gateway.ts';
import { useStore } from './store/store.ts';

/** What paper needs of the story of a lesson. */
export interface Told {
  /** As far as the question; null where it cannot be told. */
  readonly before: Story | null;
  readonly whole: Story | null;
  readonly still: string | null;
}

/** Frames of the screen for which a drawing must stay as it is. */
const rest = 5;
const patience = 600;

/** Opens the story of a lesson on the stage, as far as its question, and draws it. */
export async function tell({ watch }: Lesson, stage: () => HTMLElement | null): Promise<Told> {
  const document = documentOf(watch);
  const whole = await engine.evaluate(document, watch.request);
  useStore.setState({ veil: watch.cut, frame: null, folds: {}, selected: null });
  writeDocument(document, { origin: null, choice: watch.request, arrival: { kind: 'verdict' } });
  await settled(() => {
    const state = useStore.getState();
    const drawn = stage()?.querySelector('.react-flow__node');
    return awaitsEngine(state) || state.frame === null || drawn == null ? null : (stage()?.innerHTML ?? null);
  });
  const canvas = stage();
  const before = useStore.getState().good?.evaluation.story ?? null;
  return {
    before,
    whole: whole.kind === 'answer' ? whole.value.story : null,
    still: canvas === null || before === null ? null : svgOf(canvas),
  };
}

/** The canvas as a picture of its own. */
export function svgOf(canvas: HTMLElement): string {
  const { drawing, size } = canvasDrawing(canvas);
  drawing.setAttribute('width', String(size.width));
  drawing.setAttribute('height', String(size.height));
  return new XMLSerializer().serializeToString(drawing);
}

/** Waits until what is looked at is there and has stayed the same for a while; gives up after some hundred frames. */
async function settled(look: () => string | null): Promise<void> {
  let last: string | null = null;
  let same = 0;
  for (let frame = 0; frame < patience && same < rest; frame += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const now = look();
    same = now !== null && now === last ? same + 1 : 0;
    last = now;
  }
}
