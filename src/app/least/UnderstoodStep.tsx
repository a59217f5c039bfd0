import {
  asideWords,
  leastWords as words,
  sayEvidence,
  sayUnderstood,
  sayUnplaced,
} from '../../content/locales/en/least.ts';
import type { LoggedRequest, UnderstoodLog } from '../../core/model/accessLog.ts';
import { callerName, dialled, requestWords } from '../../core/model/naming.ts';
import { Button } from '../ui/Button.tsx';
import { Marked } from '../ui/Marked.tsx';
import styles from './LeastDialog.module.css';
import { lineLimit } from './readLog.ts';

export interface UnderstoodStepProps {
  log: UnderstoodLog;
  cut: 'lines' | 'size' | null;
  wanted: number;
  onNext: () => void;
}

/** More rows than this are counted. */
const shown = 200;

/** What the log says of this mesh, line for line, and what it does not. */
export function UnderstoodStep({ log, cut, wanted, onNext }: UnderstoodStepProps) {
  const { requests, unplaced, asides } = log;
  return (
    <>
      <p className={styles.about}>{sayUnderstood(log)}</p>
      {cut !== null && (
        <p role="note" className={styles.note}>
          {cut === 'lines' ? words.cutLines(lineLimit) : words.cutSize}
        </p>
      )}
      {requests.length > 0 && (
        <section aria-labelledby="least-requests">
          <h3 id="least-requests">{words.requests(requests.length)}</h3>
          <ul className={styles.rows}>
            {requests.slice(0, shown).map((each) => (
              <Row key={each.request.id} logged={each} />
            ))}
            {requests.length > shown && <li className={styles.more}>{words.more(requests.length - shown)}</li>}
          </ul>
        </section>
      )}
      {unplaced.length > 0 && (
        <section aria-labelledby="least-unplaced">
          <h3 id="least-unplaced">{words.unplaced(log.unplacedLines)}</h3>
          <ul className={styles.rows}>
            {unplaced.map(({ reason, value, evidence }) => (
              <li key={`${reason} ${value}`}>
                <span className={styles.grow}>
                  <Marked text={sayUnplaced(reason, value)} />
                </span>
                <span className={styles.times}>{words.linesFirst(evidence.count, evidence.lines)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {asides.length > 0 && (
        <section aria-labelledby="least-asides">
          <h3 id="least-asides">{words.asides}</h3>
          {asides.map(({ reason, count, shown: lines }) => (
            <details key={reason} className={styles.aside}>
              <summary>{words.aside(count, asideWords[reason])}</summary>
              <ol translate="no">
                {lines.map(({ line, text }) => (
                  <li key={line} value={line}>
                    <code>{text}</code>
                  </li>
                ))}
              </ol>
            </details>
          ))}
        </section>
      )}
      <footer className={styles.foot}>
        <Button data-first look="primary" disabled={wanted === 0} onClick={onNext}>
          {words.propose}
        </Button>
      </footer>
    </>
  );
}

function Row({ logged: { request, passed, refused } }: { logged: LoggedRequest }) {
  return (
    <li>
      <span className={styles.grow}>
        {callerName(request) ?? words.outside} → <span translate="no">{dialled(request)}</span>
      </span>
      <code translate="no">{requestWords(request)}</code>
      <span className={styles.times}>
        {passed.count > 0 && sayEvidence(passed)}
        {refused.count > 0 && `${passed.count > 0 ? '; ' : ''}${words.refusedToo(sayEvidence(refused))}`}
      </span>
    </li>
  );
}
