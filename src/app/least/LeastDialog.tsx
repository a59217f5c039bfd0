import { useMemo, useState } from 'react';
import { leastWords as words } from '../../content/locales/en/least.ts';
import type { LoggedRequest } from '../../core/model/accessLog.ts';
import type { LeastWishes, WantedEdge } from '../../core/model/leastPrivilege.ts';
import type { Evaluation } from '../../core/scenario/evaluate.ts';
import { useStore } from '../store/store.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { EvidenceStep } from './EvidenceStep.tsx';
import styles from './LeastDialog.module.css';
import { ProposalStep } from './ProposalStep.tsx';
import { ReplayStep } from './ReplayStep.tsx';
import { UnderstoodStep } from './UnderstoodStep.tsx';
import { useLog } from './useLog.ts';

export interface LeastDialogProps {
  evaluation: Evaluation | null;
  onClose: () => void;
}

const noRequests: readonly LoggedRequest[] = [];
const noPrepared: Evaluation['scenario']['requests'] = [];

/** From logs or ticks to the tightest policies: evidence, what was understood of it, the proposal, the log replayed. */
export function LeastDialog({ evaluation, onClose }: LeastDialogProps) {
  const document = useStore((state) => state.good?.version.document ?? null);
  const [step, setStep] = useState(0);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [wishes, setWishes] = useState<LeastWishes>({ paths: 'exact', policies: true, shutRest: true, scopes: true });
  const log = useLog(document);
  const logged = log.state.kind === 'read' ? log.state.log.requests : noRequests;
  const prepared = evaluation?.scenario.requests ?? noPrepared;
  const wanted = useMemo(
    (): readonly WantedEdge[] => [
      ...logged.flatMap(({ request, passed }) => (passed.count > 0 ? [{ request, evidence: passed }] : [])),
      ...prepared.flatMap((request) => (ticked.has(request.id) ? [{ request, evidence: null }] : [])),
    ],
    [logged, prepared, ticked],
  );
  const ready = [true, log.state.kind === 'read', wanted.length > 0, logged.length > 0];
  return (
    <Dialog title={words.title} full onClose={onClose}>
      <nav className={styles.steps} aria-label={words.stepsName}>
        {words.steps.map((label, index) => (
          <Button
            key={label}
            small
            look={step === index ? 'line' : 'quiet'}
            aria-current={step === index ? 'step' : undefined}
            disabled={ready[index] === false}
            onClick={() => setStep(index)}
          >
            {index + 1} {label}
          </Button>
        ))}
      </nav>
      <div className={styles.body}>
        {step === 0 && (
          <EvidenceStep
            log={log}
            evaluation={evaluation}
            ticked={ticked}
            onTick={setTicked}
            wanted={wanted.length}
            onNext={setStep}
          />
        )}
        {step === 1 && log.state.kind === 'read' && (
          <UnderstoodStep log={log.state.log} cut={log.state.cut} wanted={wanted.length} onNext={() => setStep(2)} />
        )}
        {step === 2 && (
          <ProposalStep document={document} wanted={wanted} wishes={wishes} onWishes={setWishes} onClose={onClose} />
        )}
        {step === 3 && <ReplayStep document={document} requests={logged} wanted={wanted} wishes={wishes} />}
      </div>
    </Dialog>
  );
}
