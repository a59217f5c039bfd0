import { useState } from 'react';
import { repairWords } from '../../content/locales/en/repairs.ts';
import { callerName, dialled, requestWords } from '../../core/model/naming.ts';
import type { Request } from '../../core/model/request.ts';
import type { VerdictKind } from '../../core/model/trace.ts';
import type { Repair } from '../../core/scenario/repairs.ts';
import { writeDocument } from '../store/gateway.ts';
import { opening } from '../store/run.ts';
import { useStore } from '../store/store.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { RepairRow } from './RepairRow.tsx';
import styles from './RepairDialog.module.css';
import { useRepairs } from './useRepairs.ts';

export interface RepairDialogProps {
  request: Request;
  verdict: VerdictKind;
  onClose: () => void;
}

/** The smallest edits after which the open request ends otherwise, each with all that it changes. */
export function RepairDialog({ request, verdict, onClose }: RepairDialogProps) {
  const document = useStore((state) => state.good?.version.document ?? null);
  const goal = verdict === 'allowed' ? 'denied' : 'allowed';
  const asking = useRepairs(document, request, goal);
  const [open, setOpen] = useState(0);
  const apply = (repair: Repair): void => {
    writeDocument(repair.document, { arrival: opening(150) });
    onClose();
  };
  return (
    <Dialog title={goal === 'allowed' ? repairWords.letPass : repairWords.stop} wide onClose={onClose}>
      <p className={styles.asked}>
        {callerName(request) ?? repairWords.theCaller} → <code translate="no">{dialled(request)}</code>{' '}
        <code translate="no">{requestWords(request)}</code>
      </p>
      <div role="status" className={styles.status}>
        {asking.kind === 'asking' && <Waiting measured={asking.measured} of={asking.of} />}
        {asking.kind === 'failed' && <p>{repairWords.failed}</p>}
        {asking.kind === 'answered' && <Found count={asking.repairs.length} goal={goal} />}
      </div>
      {asking.kind === 'answered' && (
        <ul className={styles.list}>
          {asking.repairs.map((measured, index) => (
            <RepairRow
              key={JSON.stringify(measured.repair.edits)}
              measured={measured}
              goal={goal}
              open={open === index}
              onToggle={() => setOpen(open === index ? -1 : index)}
              onApply={apply}
            />
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function Waiting({ measured, of }: { measured: number; of: number }) {
  return <p>{of === 0 ? repairWords.tryingEdits : repairWords.measuring(measured, of)}</p>;
}

function Found({ count, goal }: { count: number; goal: 'allowed' | 'denied' }) {
  if (count > 0) return <p>{repairWords.found(count, goal)}</p>;
  return goal === 'allowed' ? <p>{repairWords.noneToPass}</p> : <p>{repairWords.noneToStop}</p>;
}
