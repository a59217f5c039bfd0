import {
  proofSpace,
  proofWords,
  reachWords,
  sayClass,
  sayExample,
  sayUnproved,
} from '../../content/locales/en/proof.ts';
import type { Reach, RequestClass } from '../../core/model/proof.ts';
import type { Request } from '../../core/model/request.ts';
import { Button } from '../ui/Button.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import styles from '../ui/RequestClasses.module.css';
import { playWitness } from '../store/playWitness.ts';

/** The classes that are let in, and those of which nothing is claimed. */
export function ReachAnswer({ reach: { allowed, unknown, unproved, asked, targets } }: { reach: Reach }) {
  const complete = asked >= targets;
  return (
    <div className={styles.groups}>
      <Classes
        id="reach-allowed"
        title={reachWords.allowed(allowed.length)}
        none={complete ? reachWords.nobody : reachWords.soFar}
        classes={allowed}
      />
      <Classes
        id="reach-unknown"
        title={reachWords.unknown}
        none={complete ? reachWords.nothing : reachWords.soFar}
        classes={unknown}
      />
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
      <Button small look="line" aria-label={proofWords.playNamed(words)} onClick={() => playWitness(witness)}>
        {proofWords.play}
      </Button>
    </li>
  );
}
