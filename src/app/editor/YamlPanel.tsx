import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import type { Evaluation } from '../../core/scenario/evaluate.ts';
import { writeDocument, withFile } from '../store/gateway.ts';
import { rememberCursor } from '../store/cursor.ts';
import { locate } from '../store/locate.ts';
import type { EditorMode } from '../store/state.ts';
import { useStore } from '../store/store.ts';
import { plainText } from '../ui/marks.ts';
import { CodeEditor } from './CodeEditor.tsx';
import { Diagnostics } from './Diagnostics.tsx';
import type { Place } from './look.ts';
import { marksOf, refAt } from './marks.ts';
import { ModeSwitch } from './ModeSwitch.tsx';
import { usePlace } from './usePlace.ts';
import { nothing as nothingProved, useProblems } from './useProblems.ts';
import { useTeaching } from './useTeaching.ts';
import { YamlHeader } from './YamlHeader.tsx';
import styles from './YamlPanel.module.css';

const FormPanel = lazy(async () => ({ default: (await import('./form/FormPanel.tsx')).FormPanel }));

const RuleProver = lazy(() => import('./problems/RuleProver.tsx'));

const nothing: Evaluation['resources'] = [];

/** The YAML, live: it follows the story to what decides, and every key stroke is a new question to the engine. */
export function YamlPanel() {
  const document = useStore((state) => state.document);
  const latest = useStore((state) => state.latest);
  // Broken text has lost some of its resources; their names are still right.
  const resources = useStore((state) => state.good?.evaluation.resources) ?? nothing;
  const frameId = useStore((state) => state.frame);
  const selectedRef = useStore((state) => state.selectedRef);
  const pane = useRef<HTMLElement>(null);
  const [busy, setBusy] = useState(false);
  const mode = useStore((state) => state.editor);
  // Whoever fills in a form looks at the story meanwhile: it must not lead the form elsewhere.
  const [place, setPlace] = usePlace(busy || mode === 'form');
  const cursor = useRef<Place | null>(null);

  const current = latest !== null && latest.version.document === document ? latest.evaluation : null;
  const frame = current?.story?.frames.find(({ id }) => id === frameId) ?? null;

  // On a phone the pane may be below the fold of the sheet.
  useEffect(() => {
    if (place.wish !== 'none') pane.current?.scrollIntoView({ block: 'nearest' });
  }, [place]);

  const file = document.files.find(({ name }) => name === place.file) ?? document.files[0];
  const name = file?.name ?? '';
  const marks = useMemo(
    () => (current === null ? null : marksOf(frame, name, (ref) => locate(current, ref), selectedRef)),
    [current, frame, name, selectedRef],
  );
  const [proved, setProved] = useState(nothingProved);
  const found = useProblems(proved);
  const teach = useTeaching(found.list.length > 0);
  const problems = useMemo(
    () =>
      found.document !== document || (teach === null && found.list.length > 0)
        ? null
        : found.list
            .filter((problem) => problem.file === name)
            .map((problem) => ({ problem, sentence: plainText(teach?.(problem).sentence ?? '') })),
    [found, document, teach, name],
  );
  // The cursor counts until something else is looked at.
  useEffect(() => {
    cursor.current = null;
    rememberCursor(null);
  }, [place]);
  if (file === undefined) return null;

  const setMode = (next: EditorMode): void => {
    // The form is of the resource that the cursor stands in, else of the one that the story has led to.
    if (next === 'form') setPlace(cursor.current ?? { ...place, file: name });
    useStore.setState({ editor: next });
  };
  const editLine = (line: number): void => {
    useStore.setState({ editor: 'yaml' });
    setPlace({ file: name, line, wish: 'write', value: null });
  };

  return (
    <section
      ref={pane}
      className={styles.panel}
      aria-label="YAML"
      onFocus={() => setBusy(true)}
      onBlur={() => setBusy(false)}
    >
      <YamlHeader
        files={document.files}
        resources={resources}
        place={{ ...place, file: name }}
        onPlace={setPlace}
        tools={<ModeSwitch mode={mode} onMode={setMode} />}
      />
      <div
        role="tabpanel"
        id="editor-panel"
        aria-labelledby={`editor-${mode}`}
        className={styles.mode}
        data-editor={mode}
      >
        {mode === 'form' ? (
          <Suspense fallback={<div className={styles.code} />}>
            <FormPanel place={place} onLine={editLine} />
          </Suspense>
        ) : (
          <CodeEditor
            file={name}
            text={file.text}
            marks={marks}
            problems={problems}
            look={place}
            onEdit={(text) => writeDocument(withFile(document, name, text), { burst: `typing ${name}` })}
            onCursor={(offset) => {
              cursor.current = { file: name, line: lineAt(file.text, offset), wish: 'none', value: null };
              rememberCursor({ file: name, offset });
              if (current === null) return;
              const ref = refAt(frame, name, offset, (one) => locate(current, one));
              useStore.setState({ selectedRef: ref });
            }}
          />
        )}
      </div>
      <Diagnostics
        problems={found}
        teach={teach}
        onOpen={({ file: where, line }) => {
          useStore.setState({ editor: 'yaml' });
          setPlace({ file: where, line, wish: 'write', value: null });
        }}
      />
      <Suspense>
        <RuleProver document={found.document} onProved={setProved} />
      </Suspense>
    </section>
  );
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
