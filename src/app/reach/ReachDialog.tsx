import { useCallback } from 'react';
import { proofWords, reachWords, sayReach } from '../../content/locales/en/proof.ts';
import type { Reach, RuleReport } from '../../core/model/proof.ts';
import type { WorkloadId } from '../../core/model/resource.ts';
import { engine } from '../engine/client.ts';
import { useStore } from '../store/store.ts';
import { Asking } from '../ui/Asking.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ReachAnswer } from './ReachAnswer.tsx';
import { RulesHere } from './RulesHere.tsx';
import { type Pieces, usePieces } from '../engine/usePieces.ts';

export interface ReachDialogProps {
  workload: WorkloadId;
  onClose: () => void;
}

/** As much in one question that others wait for it only briefly. */
const piece = 2;

const reachIsDone = ({ asked, targets }: Reach): boolean => asked >= targets;
const rulesAreDone = ({ asked, rules }: RuleReport): boolean => asked >= rules;

/**
 * Who can reach a workload: every class of requests that is let in, what an identity that nobody here has would get, and
 * which rules decide nothing of it.
 */
export function ReachDialog({ workload, onClose }: ReachDialogProps) {
  const document = useStore((state) => state.good?.version.document ?? null);
  const askReach = useCallback(
    (until: number) => engine.reachOfWorkload(document ?? { files: [] }, workload, until),
    [document, workload],
  );
  const askRules = useCallback(
    (until: number) => engine.rulesOf(document ?? { files: [] }, workload, until),
    [document, workload],
  );
  const reach = usePieces(document === null ? null : askReach, reachIsDone, piece);
  const rules = usePieces(reach.state === 'done' ? askRules : null, rulesAreDone, piece);
  return (
    <Dialog title={reachWords.title(workload)} wide onClose={onClose}>
      <Asking told={told(reach)} state={reach.state} onStop={reach.stop} onGoOn={reach.goOn} />
      {reach.known !== null && reach.state !== 'asking' && <ReachAnswer reach={reach.known} />}
      {reach.state === 'done' && <RulesHere {...rules} />}
    </Dialog>
  );
}

function told({ known, state }: Pieces<Reach>): string {
  if (state === 'failed') return proofWords.failed;
  if (known === null) return state === 'stopped' ? proofWords.stoppedAtOnce : proofWords.asking;
  return state === 'stopped' ? proofWords.stopped(known.asked, known.targets) : sayReach(known);
}
