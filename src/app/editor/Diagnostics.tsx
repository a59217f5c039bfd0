import { lazy, Suspense, useEffect } from 'react';
import { severityCount } from '../../content/locales/en/editor.ts';
import type { Problem } from '../../core/model/lint.ts';
import type { Severity } from '../../core/model/diagnostic.ts';
import { WarningIcon } from '../ui/icons.tsx';
import { severities } from './severity.ts';
import type { Problems } from './useProblems.ts';
import type { Teach } from './useTeaching.ts';
import { useStore } from '../store/store.ts';
import styles from './YamlPanel.module.css';

const ProblemList = lazy(async () => ({ default: (await import('./problems/ProblemList.tsx')).ProblemList }));

export interface DiagnosticsProps {
  problems: Problems;
  /** Null until the words have been loaded. */
  teach: Teach | null;
  onOpen: (problem: Problem) => void;
}

/** What there is to say about the text, folded into one line. */
export function Diagnostics({ problems, teach, onOpen }: DiagnosticsProps) {
  const open = useStore((state) => state.reading);
  const { list } = problems;
  const none = list.length === 0;
  // A list that is there again is folded.
  useEffect(() => () => read(false), [none]);
  if (none) return null;
  const count = (severity: Severity): number => list.filter((one) => one.severity === severity).length;
  const summary = severities
    .filter((severity) => count(severity) > 0)
    .map((severity) => severityCount(severity, count(severity)))
    .join(' · ');
  return (
    <details className={styles.diagnostics} data-problems onToggle={({ currentTarget }) => read(currentTarget.open)}>
      <summary>
        <WarningIcon size={14} />
        {summary}
      </summary>
      <Suspense>{open && teach !== null && <ProblemList problems={problems} teach={teach} onOpen={onOpen} />}</Suspense>
    </details>
  );
}

function read(reading: boolean): void {
  useStore.setState({ reading });
}
