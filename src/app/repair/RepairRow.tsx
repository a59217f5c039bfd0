import { sayRadius, sayRepair } from '../../content/locales/en/repairs.ts';
import type { ChangedFlow, FlowDifference } from '../../core/model/difference.ts';
import { shortName } from '../../core/model/naming.ts';
import type { Repair, RepairGoal } from '../../core/scenario/repairs.ts';
import { Button } from '../ui/Button.tsx';
import { ChangedLines } from '../ui/ChangedLines.tsx';
import { Glyph } from '../ui/Glyph.tsx';
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
        <span className={styles.radius}>{radius === null ? 'not measured' : sayRadius(radius, goal)}</span>
      </button>
      {open && (
        <div className={styles.body}>
          <ChangedLines changes={repair.lines} />
          {radius !== null && <Flows radius={radius} />}
          <Button look="primary" onClick={() => onApply(repair)}>
            Apply
          </Button>
        </div>
      )}
    </li>
  );
}

const shown = 6;

function Flows({ radius: { flows, counts, asked } }: { radius: FlowDifference }) {
  const changed = flows.filter(({ change }) => change !== 'reason');
  const all = counts.opened + counts.closed + counts.unclear;
  return (
    <section aria-label="Flows that change">
      <p className={styles.note}>
        {asked} flows were asked. {counts.reason > 0 && `${counts.reason} end as before for another reason.`}
      </p>
      {changed.length > 1 && (
        <ul className={styles.flows}>
          {changed.slice(0, shown).map((flow) => (
            <Flow key={`${flow.caller} ${flow.to} ${flow.words}`} flow={flow} />
          ))}
          {all > shown && <li className={styles.note}>and {all - shown} more</li>}
        </ul>
      )}
    </section>
  );
}

function Flow({ flow: { caller, to, words, before, after } }: { flow: ChangedFlow }) {
  return (
    <li>
      <Glyph verdict={before} size={14} title={`before: ${before}`} />
      <span aria-hidden="true">→</span>
      <Glyph verdict={after} size={14} title={`after: ${after}`} />
      <span>
        {shortName(caller)} → {to}
      </span>
      <code translate="no">{words}</code>
    </li>
  );
}
