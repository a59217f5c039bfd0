import { useEffect, useRef, useState } from 'react';
import { problemWords } from '../../../content/locales/en/problems.ts';
import type { Edit } from '../../../core/model/lint.ts';
import type { HopwiseDocument } from '../../../core/model/scenario.ts';
import { engine } from '../../engine/client.ts';
import type { Mended } from '../../engine/protocol.ts';
import { writeDocument } from '../../store/gateway.ts';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/Button.tsx';
import { ChangedLines } from '../../ui/ChangedLines.tsx';
import styles from './ProblemList.module.css';

export interface FixPreviewProps {
  document: HopwiseDocument;
  title: string;
  edits: readonly Edit[];
  onDone: () => void;
}

/** The lines that a quick fix changes, and the button that changes them: Enter applies, in one step of undo. */
export function FixPreview({ document, title, edits, onDone }: FixPreviewProps) {
  const [mended, setMended] = useState<Mended | null>(null);
  // What is previewed is what is applied: never to a text that has changed since.
  const outdated = useStore((state) => state.document !== document);
  const apply = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    let gone = false;
    void engine.mend(document, edits).then((outcome) => {
      if (!gone && outcome.kind !== 'superseded')
        setMended(outcome.kind === 'answer' ? outcome.value : { kind: 'refused', reason: outcome.message });
    });
    return () => {
      gone = true;
    };
  }, [document, edits]);
  useEffect(() => {
    if (mended?.kind === 'edited') apply.current?.focus();
  }, [mended?.kind]);
  if (mended === null) return null;
  if (mended.kind === 'refused') return <p>{problemWords.cannotFix}</p>;
  return (
    <section className={styles.fix} aria-label={problemWords.fixOf(title)}>
      <h4>{title}</h4>
      <ChangedLines changes={mended.changes} />
      <Button
        ref={apply}
        small
        look="primary"
        disabled={outdated}
        onClick={() => {
          writeDocument(mended.document);
          onDone();
        }}
      >
        {problemWords.apply}
      </Button>
    </section>
  );
}
