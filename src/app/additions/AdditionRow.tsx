import { additionWords, sayAddition } from '../../content/locales/en/additions.ts';
import { changeSigns } from '../../content/locales/en/compare.ts';
import type { Addition } from '../../core/model/addition.ts';
import { Button } from '../ui/Button.tsx';
import { ChangedFlows } from '../ui/ChangedFlows.tsx';
import { ChangedLines } from '../ui/ChangedLines.tsx';
import { Marked } from '../ui/Marked.tsx';
import { Way } from '../ui/Way.tsx';
import styles from './AdditionsDialog.module.css';
import type { Weighed } from './useAdditions.ts';

export interface AdditionRowProps {
  weighed: Weighed;
  open: boolean;
  onToggle: () => void;
  onApply: (addition: Addition) => void;
}

/** One way: its sentence and how many flows it changes; open, also its lines, the flows and the button that makes it true. */
export function AdditionRow({ weighed: { addition, radius }, open, onToggle, onApply }: AdditionRowProps) {
  const sentence = (
    <span>
      <Marked text={sayAddition(addition)} />
    </span>
  );
  return (
    <Way sentences={sentence} radius={radiusWords(radius)} open={open} onToggle={onToggle}>
      <ChangedLines changes={addition.lines} />
      {typeof radius === 'object' && radius.counts.opened + radius.counts.closed + radius.counts.unclear > 0 && (
        <section aria-label={additionWords.flows}>
          <p className={styles.note}>{additionWords.asked(radius.asked)}</p>
          <ChangedFlows radius={radius} />
        </section>
      )}
      <Button look="primary" onClick={() => onApply(addition)}>
        {additionWords.apply}
      </Button>
    </Way>
  );
}

function radiusWords(radius: Weighed['radius']): string {
  if (radius === 'waiting') return additionWords.measuring;
  if (radius === 'failed') return additionWords.unmeasured;
  const { counts } = radius;
  const parts = (['opened', 'closed', 'unclear'] as const).flatMap((change) =>
    counts[change] === 0 ? [] : [`${changeSigns[change]}${counts[change]}`],
  );
  return parts.length === 0 ? additionWords.noFlow : parts.join(' ');
}
