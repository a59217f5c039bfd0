import { useEffect, useMemo, useRef, useState } from 'react';
import type { Evaluation } from '../../core/scenario/evaluate.ts';
import { writeDocument, withFile } from '../store/gateway.ts';
import { locate } from '../store/locate.ts';
import { useStore } from '../store/store.ts';
import { plainText } from '../ui/marks.ts';
import { CodeEditor } from './CodeEditor.tsx';
import { Diagnostics } from './Diagnostics.tsx';
import { marksOf, refAt } from './marks.ts';
import { usePlace } from './usePlace.ts';
import { useProblems } from './useProblems.ts';
import { useTeaching } from './useTeaching.ts';
import { YamlHeader } from './YamlHeader.tsx';
import styles from './YamlPanel.module.css';

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
  const [place, setPlace] = usePlace(busy);

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
  const found = useProblems();
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
  if (file === undefined) return null;

  return (
    <section
      ref={pane}
      className={styles.panel}
      aria-label="YAML"
      onFocus={() => setBusy(true)}
      onBlur={() => setBusy(false)}
    >
      <YamlHeader files={document.files} resources={resources} place={{ ...place, file: name }} onPlace={setPlace} />
      <CodeEditor
        file={name}
        text={file.text}
        marks={marks}
        problems={problems}
        look={place}
        onEdit={(text) => writeDocument(withFile(document, name, text), { burst: `typing ${name}` })}
        onCursor={(offset) => {
          if (current === null) return;
          const ref = refAt(frame, name, offset, (one) => locate(current, one));
          useStore.setState({ selectedRef: ref });
        }}
      />
      <Diagnostics
        problems={found}
        teach={teach}
        onOpen={({ file: where, line }) => setPlace({ file: where, line, wish: 'write', value: null })}
      />
    </section>
  );
}
