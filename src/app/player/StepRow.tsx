import type { Frame, FrameId } from '../../core/model/story.ts';
import { plainText } from '../ui/marks.ts';
import { Glyph } from '../ui/Glyph.tsx';
import styles from './StepRow.module.css';
import type { PlayerWords } from '../../content/locales/en/player.ts';

export interface StepRowProps {
  frame: Frame;
  number: number;
  sentence: string;
  current: boolean;
  preview: boolean;
  onFrame: (id: FrameId) => void;
  onPreview: (id: FrameId | null) => void;
  words: PlayerWords;
}

/** Number, sentence, layer, outcome. Pointing at it or focusing it previews the step, pressing it moves there. */
export function StepRow({ frame, number, sentence, current, preview, onFrame, onPreview, words }: StepRowProps) {
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        tabIndex={current ? 0 : -1}
        aria-current={current ? 'step' : undefined}
        data-step={frame.id}
        data-preview={preview || undefined}
        data-verdict={frame.deciding ? frame.outcome : undefined}
        onClick={() => onFrame(frame.id)}
        onFocus={() => onPreview(frame.id)}
        onBlur={() => onPreview(null)}
        onPointerEnter={(event) => event.pointerType !== 'touch' && onPreview(frame.id)}
        onPointerLeave={() => onPreview(null)}
      >
        <span className={styles.number}>{number}</span>
        <span className={styles.sentence} title={plainText(sentence)}>
          {plainText(sentence)}
        </span>
        <span className={styles.layer} translate="no">
          <span>{frame.layer}</span>
        </span>
        {frame.outcome !== 'answer' && frame.step.kind !== 'send' && (
          <Glyph
            verdict={frame.outcome === 'passed' ? 'allowed' : frame.outcome}
            size={14}
            title={words.outcomes[frame.outcome]}
          />
        )}
      </button>
    </li>
  );
}
