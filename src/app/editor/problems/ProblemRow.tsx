import { useId, useRef } from 'react';
import { problemWords } from '../../../content/locales/en/problems.ts';
import { severityWords } from '../../../content/locales/en/editor.ts';
import type { Taught } from '../../../content/locales/en/lint.ts';
import type { Problem } from '../../../core/model/lint.ts';
import type { HopwiseDocument } from '../../../core/model/scenario.ts';
import { Button } from '../../ui/Button.tsx';
import { ChevronIcon } from '../../ui/icons.tsx';
import { Marked } from '../../ui/Marked.tsx';
import { FixPreview } from './FixPreview.tsx';
import { ProofOf } from './ProofOf.tsx';
import { SeverityMark } from './SeverityMark.tsx';
import styles from './ProblemList.module.css';

export interface ProblemRowProps {
  document: HopwiseDocument;
  problem: Problem;
  taught: Taught;
  open: boolean;
  onTurn: (open: boolean) => void;
  onOpen: () => void;
}

/** One problem: its sentence leads to the place; opened, it says why it matters and shows what would mend it. */
export function ProblemRow({ document, problem, taught, open, onTurn, onOpen }: ProblemRowProps) {
  const id = useId();
  const turn = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    onTurn(false);
    turn.current?.focus();
  };
  return (
    <li
      className={styles.row}
      data-problem={problem.code}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        event.stopPropagation();
        close();
      }}
    >
      <div className={styles.line}>
        <button type="button" className={styles.place} onClick={onOpen}>
          <SeverityMark severity={problem.severity} />
          <span>
            <b>{severityWords[problem.severity][0]}</b> <Marked text={taught.sentence} />{' '}
            <span className={styles.where}>{problemWords.line(problem.line)}</span>
          </span>
        </button>
        <Button
          ref={turn}
          small
          look={taught.fix === null ? 'quiet' : 'line'}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => onTurn(!open)}
        >
          {taught.fix === null ? problemWords.why : problemWords.fix}
          <ChevronIcon size={12} />
        </Button>
      </div>
      {open && (
        <div id={id} className={styles.more}>
          <p>
            <Marked text={taught.why} />
          </p>
          {problem.proof !== null && <ProofOf proof={problem.proof} />}
          {taught.fix !== null && (
            <FixPreview document={document} title={taught.fix} edits={problem.fix} onDone={close} />
          )}
          {taught.docs !== null && (
            <a href={taught.docs} target="_blank" rel="noopener">
              {problemWords.docs}
            </a>
          )}
        </div>
      )}
    </li>
  );
}
