import { learnWords as words } from '../../content/locales/en/learn.ts';
import { lastFrame } from '../../core/story/playhead.ts';
import type { Lesson } from '../store/state.ts';
import { useStore } from '../store/store.ts';
import styles from './Task.module.css';

const stages = ['watch', 'predict', 'reveal', 'do'] as const;

/** How far the lesson has come. */
export function Stages({ stage }: { stage: Lesson['stage'] }) {
  const isAtEnd = useStore(({ good, frame, detail }) => {
    const story = good?.evaluation.story ?? null;
    return story !== null && frame === lastFrame(story, detail);
  });
  const current = stage === 'new' || (stage === 'predict' && !isAtEnd) ? 'watch' : stage;
  const at = stages.indexOf(current);
  return (
    <ol className={styles.stages} aria-label={words.stageList}>
      {stages.map((each, index) => (
        <li key={each} data-done={index <= at} aria-current={index === at ? 'step' : undefined}>
          {words.stages[each]}
        </li>
      ))}
    </ol>
  );
}
