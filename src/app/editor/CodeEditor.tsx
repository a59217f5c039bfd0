import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { useStore } from '../store/store.ts';
import type { MountedEditor } from './codemirror/mount.ts';
import type { MarkedProblem } from './codemirror/problems.ts';
import type { Place } from './look.ts';
import type { Marks } from './marks.ts';
import { beforePaint } from '../ui/beforePaint.ts';
import { questionsAbout } from './questions.ts';
import { PlainYaml } from './PlainYaml.tsx';
import styles from './YamlPanel.module.css';

export interface CodeEditorProps {
  file: string;
  text: string;
  /** Null while the engine has not answered for this text: what is drawn moves with the text. */
  marks: Marks | null;
  problems: readonly MarkedProblem[] | null;
  /** A new object each time that the editor should move there. */
  look: Place;
  onEdit: (text: string) => void;
  onCursor: (offset: number) => void;
}

/** The editor, loaded when first shown; until then the plain text stands in its place. */
export function CodeEditor({ file, text, marks, problems, look, onEdit, onCursor }: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<MountedEditor | null>(null);
  const edit = useEffectEvent(onEdit);
  const cursor = useEffectEvent(onCursor);
  const shown = useEffectEvent(() => file);

  // The first story goes before it.
  const answered = useStore((state) => state.latest !== null || state.engineError !== null);

  useEffect(() => {
    if (!answered) return;
    let mounted: MountedEditor | null = null;
    let gone = false;
    void import('./codemirror/mount.ts').then(({ mountEditor }) => {
      if (gone || host.current === null) return;
      mounted = mountEditor(host.current, {
        onEdit: (value) => edit(value),
        onCursor: (at) => cursor(at),
        ...questionsAbout(() => shown()),
      });
      setEditor(mounted);
    });
    return () => {
      gone = true;
      mounted?.destroy();
    };
  }, [answered]);

  // At once: by the time of a later effect somebody may have typed on, and what is newer would be taken back and put in behind the cursor.
  useLayoutEffect(() => editor?.show(file, text), [editor, file, text]);
  // Called off where somebody has typed on by then: what is said is about the text as it was.
  useEffect(() => beforePaint(() => editor?.mark(marks, problems)), [editor, file, marks, problems]);
  useEffect(() => {
    // Whoever is typing is not carried off by a step that changes.
    if (editor === null || (look.wish === 'none' && editor.hasFocus())) return;
    // The cursor at once, for the next key may follow; where the text stands is known after the marks.
    editor.enter(look.line, look.wish, look.value);
    return beforePaint(() => editor.reveal(look.line));
  }, [editor, file, look]);

  return (
    <div className={styles.code} data-own-keys>
      <div ref={host} className={styles.host} data-ready={editor !== null} />
      {editor === null && (
        <PlainYaml text={text} marks={marks ?? { lines: [], strong: [], selected: null }} line={look.line} />
      )}
    </div>
  );
}
