import { learnWords as words } from '../../content/locales/en/learn.ts';
import { showChord } from '../commands/keyboard.ts';
import { useStore } from '../store/store.ts';
import { isMac } from '../ui/platform.ts';
import styles from './Task.module.css';

/** The two keys of somebody who does a task without a pointer: between them are some thirty stops of Tab. */
export function Keys() {
  const isOn = useStore((state) => state.singleKeys);
  if (!isOn) return null;
  return (
    <p className={styles.keys}>
      <span>
        <kbd>{showChord('e', isMac())}</kbd> {words.toYaml}
      </span>
      <span>
        <kbd>{showChord('Mod+j', isMac())}</kbd> {words.toTask}
      </span>
    </p>
  );
}
