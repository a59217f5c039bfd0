import { useEffect, useState } from 'react';
import {
  proofSpace,
  proofWords,
  reachWords,
  sayClass,
  sayExample,
  sayReach,
  sayUnproved,
} from '../../content/locales/en/proof.ts';
import { requestWords } from '../../core/model/naming.ts';
import type { Reach, RequestClass } from '../../core/model/proof.ts';
import type { Request } from '../../core/model/request.ts';
import type { WorkloadId } from '../../core/model/resource.ts';
import { engine } from '../engine/client.ts';
import { useStore } from '../store/store.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import styles from '../ui/RequestClasses.module.css';

export interface ReachDialogProps {
  workload: WorkloadId;
  onClose: () => void;
}

type Asking = { readonly kind: 'asking' | 'failed' } | { readonly kind: 'answered'; readonly reach: Reach };

/** Who can reach a workload: every class of requests that is let in, and what an identity that nobody here has would get. */
export function ReachDialog({ workload, onClose }: ReachDialogProps) {
  const document = useStore((state) => state.good?.version.document ?? null);
  const [asking, setAsking] = useState<Asking>({ kind: 'asking' });
  useEffect(() => {
    if (document === null) return;
    let wanted = true;
    const ask = async (): Promise<void> => {
      const outcome = await engine.reachOfWorkload(document, workload);
      if (!wanted) return;
      const reach = outcome.kind === 'answer' ? outcome.value : null;
      setAsking(reach === null ? { kind: 'failed' } : { kind: 'answered', reach });
    };
    void ask();
    return () => {
      wanted = false;
    };
  }, [document, workload]);
  return (
    <Dialog title={reachWords.title(workload)} wide onClose={onClose}>
      <p role="status" className={styles.note} aria-busy={asking.kind === 'asking'}>
        {asking.kind === 'answered'
          ? sayReach(asking.reach)
          : asking.kind === 'asking'
            ? proofWords.asking
            : proofWords.failed}
      </p>
      {asking.kind === 'answered' && <Answer reach={asking.reach} />}
    </Dialog>
  );
}

function Answer({ reach: { allowed, unknown, unproved } }: { reach: Reach }) {
  return (
    <div className={styles.groups}>
      <Classes
        id="reach-allowed"
        title={reachWords.allowed(allowed.length)}
        none={reachWords.nobody}
        classes={allowed}
      />
      <Classes id="reach-unknown" title={reachWords.unknown} none={reachWords.nothing} classes={unknown} />
      {unproved.length > 0 && (
        <section aria-labelledby="reach-doubts">
          <h3 id="reach-doubts">{proofWords.notProved}</h3>
          <ul>
            {unproved.map((each) => (
              <Row
                key={`${each.code} ${each.name}`}
                verdict="undetermined"
                words={sayUnproved(each)}
                witness={each.witness}
              />
            ))}
          </ul>
        </section>
      )}
      <p className={styles.note}>{proofSpace}</p>
    </div>
  );
}

interface ClassesProps {
  id: string;
  title: string;
  none: string;
  classes: readonly RequestClass[];
}

/** More rows than this are counted only. */
const shown = 60;

function Classes({ id, title, none, classes }: ClassesProps) {
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {classes.length === 0 && <p className={styles.note}>{none}</p>}
      <ul>
        {classes.slice(0, shown).map((each) => (
          <Row
            key={JSON.stringify([each.to, each.senders, each.payload, each.literals])}
            verdict="allowed"
            words={`${sayClass(each)} → ${each.to}`}
            witness={each.witness}
          />
        ))}
      </ul>
      {classes.length > shown && <p className={styles.note}>{proofWords.more(classes.length - shown)}</p>}
    </section>
  );
}

function Row({ verdict, words, witness }: { verdict: 'allowed' | 'undetermined'; words: string; witness: Request }) {
  return (
    <li className={styles.row}>
      <Glyph verdict={verdict} size={14} />
      <span className={styles.words}>
        {words}
        <small>{proofWords.example(sayExample(witness))}</small>
      </span>
      <Button small look="line" aria-label={proofWords.playNamed(words)} onClick={() => play(witness)}>
        {proofWords.play}
      </Button>
    </li>
  );
}

function play(witness: Request): void {
  const { target } = witness;
  const whom = target.kind === 'host' ? target.host : target.workload;
  const id = `${requestWords(witness)}-${whom}`
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  useStore.setState({ choice: { ...witness, id }, arrival: { kind: 'verdict' }, playing: false, dialog: null });
}
