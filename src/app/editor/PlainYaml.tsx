import { useEffect, useRef } from 'react';
import type { LineMark, Marks } from './marks.ts';
import styles from './YamlPanel.module.css';

/** The text with its marks, before the editor has loaded (and should it never load). */
export function PlainYaml({ text, marks, line }: { text: string; marks: Marks; line: number }) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const item = list.current?.children[line - 1];
    // Only the pane scrolls, never the page.
    if (list.current !== null && item instanceof HTMLElement) {
      list.current.scrollTop = item.offsetTop - list.current.clientHeight / 2;
    }
  }, [line, text]);
  const byLine = new Map(marks.lines.map((mark) => [mark.line, mark]));
  return (
    // A pane that scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <ol ref={list} className={styles.plain} aria-label="YAML" tabIndex={0}>
      {text.split('\n').map((content, index) => (
        // A line has no identity but its number.
        <li key={index} className={classOf(byLine.get(index + 1))}>
          <span>{index + 1}</span>
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
