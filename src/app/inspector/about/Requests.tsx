import { aboutWords as words } from '../../../content/locales/en/about.ts';
import { verdictWords } from '../../../content/locales/en/verdictWords.ts';
import type { RequestOverview } from '../../../core/model/overview.ts';
import { wordsOfOverview } from '../../store/names.ts';
import { run } from '../../store/run.ts';
import { Glyph } from '../../ui/Glyph.tsx';
import { ArrowIcon } from '../../ui/icons.tsx';
import styles from './AboutTab.module.css';

/** More rows than this are for the outline. */
const most = 8;

/** Prepared requests; each plays its story. */
export function Requests({ title, rows }: { title: string; rows: readonly RequestOverview[] }) {
  return (
    <section>
      <h3>{title}</h3>
      {rows.length === 0 && <p className={styles.quiet}>{words.none}</p>}
      <ul>
        {rows.slice(0, most).map((row) => {
          const { from, to, what } = wordsOfOverview(row);
          return (
            <li key={row.id}>
              <button type="button" className={styles.row} onClick={() => run(row.id)}>
                <Glyph verdict={row.verdict} size={14} title={verdictWords[row.verdict]} />
                <span>
                  {from} <ArrowIcon size={12} /> {to}
                </span>
                <code translate="no">{what}</code>
              </button>
            </li>
          );
        })}
      </ul>
      {rows.length > most && <p className={styles.quiet}>{words.more(rows.length - most)}</p>}
    </section>
  );
}
