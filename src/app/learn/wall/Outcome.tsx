import { learnWords } from '../../../content/locales/en/learn.ts';
import { wallWords as words } from '../../../content/locales/en/wall.ts';
import type { Lesson } from '../../../content/lessons/lesson.ts';
import { isRight } from '../../../core/story/answers.ts';
import { useStore } from '../../store/store.ts';
import { Glyph } from '../../ui/Glyph.tsx';
import { Marked } from '../../ui/Marked.tsx';
import styles from './LearnWall.module.css';

/** What the class said, as plain bars with numbers, and which of it was right; once the story has reached its verdict. */
export function Outcome({ lesson: { watch }, hands }: { lesson: Lesson; hands: readonly number[] }) {
  const story = useStore(({ good, suspense, arrival }) => {
    const told = good?.evaluation.story ?? null;
    return told?.veiled === true || suspense || arrival.kind !== 'keep' ? null : told;
  });
  if (story === null) return <p className={styles.watching}>{learnWords.waiting}</p>;
  const all = hands.reduce((sum, count) => sum + count, 0);
  return (
    <div className={styles.outcome}>
      <ul>
        {watch.answers.map((answer, index) => {
          const count = hands[index] ?? 0;
          const right = isRight(answer, story.trace.verdict);
          return (
            <li key={answer.text} data-right={right}>
              <Glyph verdict={answer.verdict} size={28} hollow={!right} />
              <span>
                <b>{learnWords[answer.verdict]}</b> {answer.text} {right && <em>{words.right}</em>}
              </span>
              <i className={styles.bar} aria-hidden="true">
                <i style={{ width: `${all === 0 ? 0 : (100 * count) / all}%` }} />
              </i>
              <b className={styles.count}>{words.count(count, all)}</b>
            </li>
          );
        })}
      </ul>
      {all === 0 && <p>{words.noHands}</p>}
      <p role="status">
        <Marked text={watch.gap} />
      </p>
    </div>
  );
}
