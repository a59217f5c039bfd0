import { shellWords } from '../content/locales/en/shell.ts';
import { YamlPanel } from './editor/YamlPanel.tsx';
import { Hint } from './shell/Hints.tsx';
import { Pane } from './shell/Pane.tsx';
import { Splitter } from './shell/Splitter.tsx';
import { useStore } from './store/store.ts';
import styles from './App.module.css';

/** The editor at the side. How high it is hangs on what is done in it: a form and a list of problems need more room. */
export function YamlSide() {
  const mode = useStore((state) => state.editor);
  const reading = useStore((state) => state.reading);
  return (
    <div className={styles.yaml} data-mode={mode} data-reading={reading || undefined}>
      <Splitter pane="yaml" />
      <Hint at="yaml">{shellWords.hints.yaml}</Hint>
      <Pane name="YAML">
        <YamlPanel />
      </Pane>
    </div>
  );
}
