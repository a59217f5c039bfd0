import {
  andMore,
  andMoreFiles,
  importWords as words,
  lineOf,
  sayCleaned,
  skippedWords,
  sumWords,
} from '../../content/locales/en/exchange.ts';
import { sayDiagnostic } from '../../content/locales/en/diagnostics.ts';
import type { Diagnostic } from '../../core/model/diagnostic.ts';
import type { KindCount, Understood } from '../../core/scenario/intake/understand.ts';
import { Marked } from '../ui/Marked.tsx';
import type { Skipped } from './gather.ts';
import type { Reading } from './readBrought.ts';
import styles from './Summary.module.css';

/** What was understood, before anything of it is opened. */
export function Summary({ reading }: { reading: Reading }) {
  const { understood, skipped } = reading;
  if (understood === null)
    return (
      <>
        <p role="alert">{words.nothing}</p>
        <SkippedFiles skipped={skipped} leftOut={reading.leftOut} />
      </>
    );
  const cleaned = sayCleaned(reading, understood);
  return (
    <>
      <Numbers understood={understood} />
      <Kinds heading={words.policies} kinds={understood.policies} />
      <Kinds heading={words.others} kinds={understood.others} />
      <Kinds heading={words.kept} kinds={understood.kept} />
      {cleaned.length > 0 && (
        <section>
          <h3>{words.cleaned}</h3>
          <ul>
            {cleaned.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </section>
      )}
      <Problems problems={understood.problems} count={understood.problemCount} />
      <SkippedFiles skipped={skipped} leftOut={0} />
    </>
  );
}

function Numbers({ understood: { namespaces, workloads, inMesh, services } }: { understood: Understood }) {
  return (
    <dl className={styles.numbers}>
      {sumWords({ namespaces, workloads, inMesh, services }).map(([count, what]) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd>{count.toLocaleString('en')}</dd>
        </div>
      ))}
    </dl>
  );
}

function Kinds({ heading, kinds }: { heading: string; kinds: readonly KindCount[] }) {
  if (kinds.length === 0) return null;
  return (
    <section>
      <h3>{heading}</h3>
      <ul className={styles.kinds}>
        {kinds.map(({ kind, count }) => (
          <li key={kind}>
            <span translate="no">{kind}</span> <b>{count.toLocaleString('en')}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Problems({ problems, count }: { problems: readonly Diagnostic[]; count: number }) {
  if (count === 0) return null;
  return (
    <details className={styles.problems}>
      <summary>
        {words.problems}: {count.toLocaleString('en')}
      </summary>
      <ul>
        {problems.map((each) => (
          <li key={`${each.file}:${each.line}:${each.column}:${each.code}`}>
            <span className={styles.place}>{lineOf(each.file, each.line)}</span>
            <Marked text={sayDiagnostic(each)} />
          </li>
        ))}
        {count > problems.length && <li>{andMore(count - problems.length)}</li>}
      </ul>
    </details>
  );
}

function SkippedFiles({ skipped, leftOut }: { skipped: readonly Skipped[]; leftOut: number }) {
  if (skipped.length === 0 && leftOut === 0) return null;
  const shown = skipped.slice(0, 20);
  return (
    <section>
      <h3>{words.skipped}</h3>
      <ul>
        {leftOut > 0 && <li>{sayCleaned({ secrets: 0, env: 0, leftOut, folded: 0 }, { spared: [], known: 0 })}</li>}
        {shown.map(({ name, why }) => (
          <li key={name}>
            <span translate="no">{name}</span>: {skippedWords[why]}
          </li>
        ))}
        {skipped.length > shown.length && <li>{andMoreFiles(skipped.length - shown.length)}</li>}
      </ul>
    </section>
  );
}
