import { useRef } from 'react';
import { editorWords } from '../../content/locales/en/editor.ts';
import { type EditorMode, editorModes } from '../store/state.ts';
import styles from './ModeSwitch.module.css';

const names = { yaml: 'YAML', form: editorWords.form } as const satisfies Record<EditorMode, string>;

/** The text, or the form on it. */
export function ModeSwitch({ mode, onMode }: { mode: EditorMode; onMode: (mode: EditorMode) => void }) {
  const box = useRef<HTMLDivElement>(null);
  return (
    <div
      ref={box}
      role="tablist"
      aria-label={editorWords.editAs}
      className={styles.switch}
      onKeyDown={(event) => {
        if (!['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) return;
        event.preventDefault();
        const next = event.key === 'Home' || (event.key !== 'End' && mode === 'form') ? 'yaml' : 'form';
        onMode(next);
        box.current?.querySelector<HTMLElement>(`#editor-${next}`)?.focus();
      }}
    >
      {editorModes.map((each) => (
        <button
          key={each}
          type="button"
          role="tab"
          id={`editor-${each}`}
          aria-selected={each === mode}
          aria-controls="editor-panel"
          tabIndex={each === mode ? 0 : -1}
          onClick={() => onMode(each)}
        >
          {names[each]}
        </button>
      ))}
    </div>
  );
}
