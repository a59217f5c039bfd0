import { useState } from 'react';
import { problemWords } from '../../../content/locales/en/problems.ts';
import type { Problem } from '../../../core/model/lint.ts';
import { Button } from '../../ui/Button.tsx';
import { severities } from '../severity.ts';
import type { Problems } from '../useProblems.ts';
import type { Teach } from '../useTeaching.ts';
import { ProblemRow } from './ProblemRow.tsx';
import styles from './ProblemList.module.css';

/** A mesh of a thousand workloads has a hint for each: so many rows would be slow to draw. */
const first = 100;

export interface ProblemListProps {
  problems: Problems;
  teach: Teach;
  onOpen: (problem: Problem) => void;
}

/** Every problem, the most urgent first; one at a time is opened. */
export function ProblemList({ problems: { document, list }, teach, onOpen }: ProblemListProps) {
  const [opened, setOpened] = useState<string | null>(null);
  const sorted = severities.flatMap((severity) => list.filter((one) => one.severity === severity));
  const keys = keysOf(sorted);
  const [all, setAll] = useState(false);
  const shown = all ? sorted : sorted.slice(0, first);
  return (
    <ul className={styles.list}>
      {shown.map((problem, index) => {
        const key = keys[index] ?? '';
        return (
          <ProblemRow
            key={key}
            document={document}
            problem={problem}
            taught={teach(problem)}
            open={opened === key}
            onTurn={(open) => setOpened(open ? key : null)}
            onOpen={() => onOpen(problem)}
          />
        );
      })}
      {sorted.length > shown.length && (
        <li>
          <Button small onClick={() => setAll(true)}>
            {problemWords.showMore(sorted.length - shown.length)}
          </Button>
        </li>
      )}
    </ul>
  );
}

/** What a problem is about, so that it stays open while lines move. The same can be true of one place twice. */
function keysOf(problems: readonly Problem[]): readonly string[] {
  const seen = new Map<string, number>();
  return problems.map(({ code, file, resource, path, line }) => {
    const about = `${code} ${file} ${resource ?? line} ${path.join('/')}`;
    const before = seen.get(about) ?? 0;
    seen.set(about, before + 1);
    return `${about} ${before}`;
  });
}
