import { notesWords as words } from '../../content/locales/en/notesWindow.ts';
import { Button } from '../ui/Button.tsx';
import { BackIcon, NextIcon } from '../ui/icons.tsx';
import type { WallNow, Wish } from './message.ts';
import styles from './Notes.module.css';

/** What moves the wall. */
export function Moves({ now: { lesson, blank }, want }: { now: WallNow; want: (wish: Wish) => void }) {
  return (
    <nav className={styles.moves} aria-label={words.moves}>
      <Button look="line" onClick={() => want('back')}>
        <BackIcon />
        {words.back}
      </Button>
      <Button look="primary" onClick={() => want('next')}>
        {words.next}
        <NextIcon />
      </Button>
      <span className={styles.grow} />
      {lesson !== null && (
        <>
          <Button onClick={() => want('lastLesson')}>{words.lastLesson}</Button>
          <Button aria-disabled={lesson.stage === 'predict' && !lesson.asked} onClick={() => want('nextLesson')}>
            {lesson.stage === 'predict' ? words.reveal : words.nextLesson}
          </Button>
        </>
      )}
      <Button aria-pressed={blank} onClick={() => want('blank')}>
        {words.blank}
      </Button>
    </nav>
  );
}
