import { repairWords } from '../../content/locales/en/repairs.ts';
import { sayRadius, sayRepair } from '../../content/locales/en/repairs.ts';
import type { FlowDifference } from '../../core/model/difference.ts';
import type { Repair, RepairGoal } from '../../core/scenario/repairs.ts';
import { Button } from '../ui/Button.tsx';
import { ChangedFlows } from '../ui/ChangedFlows.tsx';
import { ChangedLines } from '../ui/ChangedLines.tsx';
import { Marked } from '../ui/Marked.tsx';
import { Way } from '../ui/Way.tsx';
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
  const sentences = repair.edits.map((edit) => (
    <span key={JSON.stringify(edit)}>
      <Marked text={sayRepair(edit)} />
    </span>
  ));
  const reach = radius === null ? repairWords.notMeasured : sayRadius(radius, goal);
  return (
    <Way sentences={sentences} radius={reach} open={open} onToggle={onToggle}>
      <ChangedLines changes={repair.lines} />
      {radius !== null && <Flows radius={radius} />}
      <Button look="primary" onClick={() => onApply(repair)}>
        {repairWords.apply}
      </Button>
    </Way>
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
