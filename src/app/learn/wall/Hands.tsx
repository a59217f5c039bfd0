import { learnWords } from '../../../content/locales/en/learn.ts';
import { wallWords as words } from '../../../content/locales/en/wall.ts';
import type { Lesson } from '../../../content/lessons/lesson.ts';
import { countHands } from '../../store/course.ts';
import { Button } from '../../ui/Button.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import { move } from './move.ts';
import styles from './LearnWall.module.css';

/** More hands than this are counted in no room. */
const mostHands = 9999;

/** The question, and how many think what: the trainer counts hands. */
export function Hands({ lesson: { watch }, hands }: { lesson: Lesson; hands: readonly number[] }) {
  return (
    <div className={styles.hands}>
      <div role="status">
        <h2>{watch.question}</h2>
      </div>
      <p>{words.hands}</p>
      <ul>
        {watch.answers.map(({ verdict, text }, index) => (
          <li key={text}>
            <Glyph verdict={verdict} size={28} hollow />
            <span>
              <b>{learnWords[verdict]}</b> {text}
            </span>
            <input
              inputMode="numeric"
              aria-label={words.handsFor(`${learnWords[verdict]}, ${text}`)}
              value={hands[index] ?? 0}
              onFocus={({ target }) => target.select()}
              onChange={({ target }) =>
                countHands(index, Math.min(mostHands, Number(target.value.replaceAll(/\D/g, ''))))
              }
              onKeyDown={({ key }) => {
                if (key === 'PageDown' || key === 'Enter') move('next');
              }}
            />
          </li>
        ))}
      </ul>
      <Button look="primary" onClick={() => move('next')}>
        {words.reveal}
      </Button>
    </div>
  );
}
