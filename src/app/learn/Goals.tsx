import { learnWords as words } from '../../content/locales/en/learn.ts';
import type { Goal, Grade } from '../../core/model/lesson.ts';
import { Button } from '../ui/Button.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import { PlayIcon } from '../ui/icons.tsx';
import { playWhy } from './flow.ts';
import styles from './Task.module.css';

const glyphs = { met: 'allowed', failed: 'denied', unknown: 'undetermined' } as const;

export interface GoalsProps {
  goals: readonly Goal[];
  grades: readonly Grade[] | null;
  /** They are of a text before the one in the editor, which cannot be read. */
  isBroken: boolean;
}

/** What must hold, each with what has become of it; one that does not can be played. */
export function Goals({ goals, grades, isBroken }: GoalsProps) {
  const met = grades?.filter(({ kind }) => kind === 'met').length ?? 0;
  return (
    <section className={styles.goals} aria-label={words.goals} data-broken={isBroken}>
      <h3>
        {words.goals}
        {grades !== null && <span aria-hidden="true">{words.goalsMet(met, goals.length)}</span>}
      </h3>
      <p className="sr" role="status">
        {grades !== null && words.goalsSay(met, goals.length)}
      </p>
      {isBroken && <p className={styles.stale}>{words.goalsBefore}</p>}
      <ul>
        {goals.map(({ text }, index) => {
          const grade = grades?.[index];
          return (
            <li key={text} data-goal={grade?.kind}>
              {grade === undefined ? (
                <i className={styles.ring} />
              ) : (
                <Glyph verdict={glyphs[grade.kind]} title={words[grade.kind]} />
              )}
              <span>{text}</span>
              {grade?.kind === 'failed' && (
                <Button small aria-label={words.playWhyOf(text)} onClick={() => playWhy(grade.request)}>
                  <PlayIcon size={12} />
                  {words.playWhy}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
