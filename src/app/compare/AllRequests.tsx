import { changeSigns, changeWords } from '../../content/locales/en/compare.ts';
import { proofSpace, proofWords, sayClass, sayExample, sayUnproved } from '../../content/locales/en/proof.ts';
import { verdictWords } from '../../content/locales/en/verdictWords.ts';
import type { ChangedClass, ExactDifference, Unproved } from '../../core/model/proof.ts';
import { requestWords } from '../../core/model/naming.ts';
import type { Request } from '../../core/model/request.ts';
import { playParting } from '../store/fork.ts';
import { Button } from '../ui/Button.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import styles from '../ui/RequestClasses.module.css';

/** Every class of requests that ends otherwise in B, and those of which nothing is proved. */
export function AllRequests({ known }: { known: ExactDifference | null }) {
  if (known === null) return null;
  return (
    <div className={styles.groups}>
      {(['opened', 'closed'] as const).map((change) => (
        <Changed key={change} change={change} known={known} />
      ))}
      {known.unproved.length > 0 && <Doubts unproved={known.unproved} />}
      <p className={styles.note}>{proofSpace}</p>
    </div>
  );
}

/** More rows than this are counted only. */
const shown = 60;

function Changed({ change, known }: { change: ChangedClass['change']; known: ExactDifference }) {
  const own = known.changed.filter((each) => each.change === change).slice(0, shown);
  const count = known.counts[change];
  if (count === 0) return null;
  return (
    <section aria-labelledby={`class-${change}`}>
      <h3 id={`class-${change}`}>
        <span aria-hidden="true">{changeSigns[change]}</span> {changeWords[change]} · {count}
      </h3>
      <ul>
        {own.map((each) => (
          <Row key={JSON.stringify([each.to, each.senders, each.payload, each.literals])} of={each} />
        ))}
      </ul>
      {count > own.length && <p className={styles.note}>{proofWords.more(count - own.length)}</p>}
    </section>
  );
}

function Row({ of }: { of: ChangedClass }) {
  const { to, before, after, witness } = of;
  return (
    <li className={styles.row}>
      <span className={styles.verdicts}>
        <Glyph verdict={before} size={14} title={proofWords.in('A', verdictWords[before])} />
        <span aria-hidden="true">→</span>
        <Glyph verdict={after} size={14} title={proofWords.in('B', verdictWords[after])} />
      </span>
      <span className={styles.words}>
        {sayClass(of)} → {to}
        <small>{proofWords.example(sayExample(witness))}</small>
      </span>
      <Play witness={witness} name={`${sayClass(of)} → ${to}`} />
    </li>
  );
}

function Play({ witness, name }: { witness: Request; name: string }) {
  return (
    <Button
      small
      look="line"
      aria-label={proofWords.playNamed(name)}
      onClick={() => void playParting({ ...witness, id: idOf(witness) })}
    >
      {proofWords.play}
    </Button>
  );
}

/** A request made by hand has a name of its own in the address. */
function idOf(request: Request): string {
  const { target } = request;
  const whom = target.kind === 'host' ? target.host : target.workload;
  return `${requestWords(request)}-${whom}`
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

function Doubts({ unproved }: { unproved: readonly Unproved[] }) {
  return (
    <section aria-labelledby="class-doubts">
      <h3 id="class-doubts">
        <span aria-hidden="true">?</span> {proofWords.notProved}
      </h3>
      <ul>
        {unproved.map((each) => (
          <li key={`${each.code} ${each.name}`} className={styles.row}>
            <Glyph verdict="undetermined" size={14} title={verdictWords.undetermined} />
            <span className={styles.words}>
              {sayUnproved(each)}
              <small>{proofWords.example(sayExample(each.witness))}</small>
            </span>
            <Play witness={each.witness} name={sayUnproved(each)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
