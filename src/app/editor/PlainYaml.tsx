import { useEffect, useRef } from 'react';
import { beforePaint } from '../ui/beforePaint.ts';
import type { LineMark, Marks } from './marks.ts';
import styles from './YamlPanel.module.css';

/** Only so many lines are shown: a file of megabytes would keep the page busy for a minute. */
const mostLines = 2000;

/** The text with its marks, before the editor has loaded (and should it never load). */
export function PlainYaml({ text, marks, line }: { text: string; marks: Marks; line: number }) {
  const list = useRef<HTMLOListElement>(null);
  const lines = text.split('\n');
  const first = Math.max(0, Math.min(line - mostLines / 2, lines.length - mostLines));
  useEffect(
    () =>
      beforePaint(() => {
        const item = list.current?.children[line - 1 - first];
        // Only the pane scrolls, never the page.
        if (list.current !== null && item instanceof HTMLElement) {
          list.current.scrollTop = item.offsetTop - list.current.clientHeight / 2;
        }
      }),
    [line, first, text],
  );
  const byLine = new Map(marks.lines.map((mark) => [mark.line, mark]));
  return (
    // A pane that scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <ol ref={list} className={styles.plain} aria-label="YAML" tabIndex={0} lang="en" translate="no">
      {lines.slice(first, first + mostLines).map((content, index) => (
        // A line has no identity but its number.
        <li key={first + index} className={classOf(byLine.get(first + index + 1))}>
          <span>{first + index + 1}</span>
          {content}
        </li>
      ))}
    </ol>
  );
}

function classOf(mark: LineMark | undefined): string {
  if (mark === undefined) return '';
  return mark.kind === 'read' ? 'hw-read' : `hw-deciding hw-deciding-${mark.outcome}`;
}
