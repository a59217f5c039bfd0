import { momentWords } from '../../content/locales/en/certificate.ts';
import type { Certificate } from '../../core/model/certificate.ts';
import styles from './LifeLine.module.css';
import { lifeOf } from './life.ts';

/** A certificate's life from left to right: issued, renewed at half of it, its end, and where this request stands. */
export function LifeLine({ certificate, sayTime }: { certificate: Certificate; sayTime: (time: string) => string }) {
  const life = lifeOf(certificate);
  const end = life.find(({ kind }) => kind === 'end')?.place ?? 1;
  return (
    <div className={styles.life}>
      <div className={styles.line} aria-hidden="true">
        <span className={styles.valid} style={{ width: `${end * 100}%` }} />
        {end < 1 && <span className={styles.over} style={{ left: `${end * 100}%` }} />}
        {life.map(({ kind, place }) => (
          <i key={kind} className={styles[kind]} style={{ left: `${place * 100}%` }} />
        ))}
      </div>
      <ol className={styles.moments}>
        {life.map(({ kind, at }) => (
          <li key={kind} className={kind === 'now' ? styles.here : undefined}>
            <i className={styles[kind]} aria-hidden="true" />
            <span>{momentWords[kind]}</span>
            <time dateTime={at}>{sayTime(at)}</time>
          </li>
        ))}
      </ol>
    </div>
  );
}
