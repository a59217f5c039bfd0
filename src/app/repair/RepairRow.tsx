import { repairWords } from '../../content/locales/en/repairs.ts';
import { sayRadius, sayRepair } from '../../content/locales/en/repairs.ts';
import type { FlowDifference } from '../../core/model/difference.ts';
import type { Repair, RepairGoal } from '../../core/scenario/repairs.ts';
import { Button } from '../ui/Button.tsx';
import { ChangedFlows } from '../ui/ChangedFlows.tsx';
import { ChangedLines } from '../ui/ChangedLines.tsx';
import { ChevronRightIcon } from '../ui/icons.tsx';
import { Marked } from '../ui/Marked.tsx';
import styles from './RepairDialog.module.css';
import type { Measured } from './useRepairs.ts';

export interface RepairRowProps {
  measured: Measured;
  goal: RepairGoal;
  open: boolean;
  onToggle: () => void;
  onApply: (repair: Repair) => void;
}

/** One way: its sentences and how far it reaches; open, also its lines, its flows and the button that makes it true. */
export function RepairRow({ measured: { repair, radius }, goal, open, onToggle, onApply }: RepairRowProps) {
  return (
    <li className={styles.row} data-open={open}>
      <button type="button" className={styles.head} aria-expanded={open} onClick={onToggle}>
        <ChevronRightIcon />
        <span className={styles.sentences}>
          {repair.edits.map((edit) => (
            <span key={JSON.stringify(edit)}>
              <Marked text={sayRepair(edit)} />
            </span>
          ))}
        </span>
        <span className={styles.radius}>{radius === null ? repairWords.notMeasured : sayRadius(radius, goal)}</span>
      </button>
      {open && (
        <div className={styles.body}>
          <ChangedLines changes={repair.lines} />
          {radius !== null && <Flows radius={radius} />}
          <Button look="primary" onClick={() => onApply(repair)}>
            {repairWords.apply}
          </Button>
        </div>
      )}
    </li>
  );
}

function Flows({ radius }: { radius: FlowDifference }) {
  const { counts, asked } = radius;
  return (
    <section aria-label={repairWords.flowsThatChange}>
      <p className={styles.note}>{repairWords.asked(asked, counts.reason)}</p>
      {counts.opened + counts.closed + counts.unclear > 1 && <ChangedFlows radius={radius} />}
    </section>
  );
}
