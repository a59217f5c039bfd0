import { useMemo } from 'react';
import { callerSays, callerWords as words } from '../../../content/locales/en/caller.ts';
import type { Story } from '../../../core/model/story.ts';
import { accessLog } from '../../../core/story/caller/accessLog.ts';
import { callerOutput, type CallerLine, type CallerOutput } from '../../../core/story/caller/output.ts';
import { Breakable } from '../../ui/Breakable.tsx';
import styles from './CallerTab.module.css';
import { LogEntry } from './LogEntry.tsx';

export interface CallerTabProps {
  story: Story;
  /** False while the opening story is on its way to the verdict. */
  revealed: boolean;
}

/** What the calling program prints, and what the proxies on the way log. */
export function CallerTab({ story, revealed }: CallerTabProps) {
  const output = useMemo(() => callerOutput(story.trace), [story]);
  const lines = useMemo(() => accessLog(story), [story]);
  if (!revealed) return <p className={styles.wait}>{words.wait}</p>;
  const exits = words.exits(output.exits);
  return (
    <div className={styles.tab}>
      <section aria-labelledby="caller-sees">
        <h2 id="caller-sees">{words.sees}</h2>
        <div className={styles.terminal} translate="no" lang="en">
          <p data-line="command">
            <span aria-hidden="true">$ </span>
            <Breakable text={output.command} />
          </p>
          {output.lines.map((line, index) => (
            <Printed key={index} line={line} output={output} />
          ))}
        </div>
        {exits !== '' && <p className={styles.note}>{exits}</p>}
        {output.standsIn && <p className={styles.note}>{words.standsIn}</p>}
        {output.program === 'curl' && <p className={styles.note}>{words.headers}</p>}
      </section>
      <section aria-labelledby="caller-logs">
        <h2 id="caller-logs">{words.logs}</h2>
        <p className={styles.note}>{lines.length === 0 ? words.nothing : words.off}</p>
        <ol>
          {lines.map((entry, index) => (
            <LogEntry key={index} entry={entry} />
          ))}
        </ol>
      </section>
    </div>
  );
}

const marks = { sent: '>', received: '<', body: '', note: '' } as const satisfies Record<CallerLine['kind'], string>;

function Printed({ line, output }: { line: CallerLine; output: CallerOutput }) {
  const text = line.kind === 'note' ? callerSays(line.note, output) : line.text;
  if (line.kind === 'note' && text === '') return null;
  const mark = marks[line.kind];
  return (
    <p data-line={line.kind}>
      {mark !== '' && `${mark} `}
      <Breakable text={text} />
    </p>
  );
}
