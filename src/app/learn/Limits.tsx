import { scoreWords as words } from '../../content/locales/en/score.ts';
import type { Limits as Set, Score } from '../../core/model/lesson.ts';
import { Glyph } from '../ui/Glyph.tsx';
import styles from './Task.module.css';

/** What may be kept to as well; it is solved without. */
export function Limits({ limits: { resources, leave }, score }: { limits: Set; score: Score | null }) {
  const rows = [
    ...(resources === undefined ? [] : [{ text: words.resources(resources), kept: score?.limits.resources ?? null }]),
    ...(leave === undefined ? [] : [{ text: words.leave(leave), kept: score?.limits.leave ?? null }]),
  ];
  return (
    <section className={styles.goals} aria-label={words.limits}>
      <h3>
        {words.limits}
        <span>{words.optional}</span>
      </h3>
      <ul>
        {rows.map(({ text, kept }) => (
          <li key={text} data-limit={kept === null ? undefined : kept ? 'kept' : 'broken'}>
            {kept === null ? (
              <i className={styles.ring} />
            ) : (
              <Glyph verdict={kept ? 'allowed' : 'denied'} title={kept ? words.kept : words.broken} hollow />
            )}
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
