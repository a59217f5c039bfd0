import { useEffect, useMemo, useRef, useState } from 'react';
import type { CSSProperties, KeyboardEvent } from 'react';
import type { SourceRef } from '../../core/model/resource.ts';
import type { Term } from '../../core/model/trace.ts';
import { CheckRow } from './CheckRow.tsx';
import type { CheckNode } from './checkNodes.ts';
import styles from './CheckTree.module.css';
import { columnsFor } from './columns.ts';
import type { CheckTreeOf } from './forest.ts';
import type { SayCheck } from './rowText.ts';
import { treeKey } from './treeKeys.ts';
import { useWidth } from './useWidth.ts';
import { keysAround, rowOf, visibleRows } from './visibleRows.ts';
import type { WhyWords } from '../../content/locales/en/why.ts';

export interface CheckTreeProps {
  trees: readonly CheckTreeOf[];
  /** Which step is meant, where it is not the one of the verdict. */
  caption: string | null;
  sayTerm: (term: Term) => string;
  sayCheck: SayCheck;
  selectedRef: SourceRef | null;
  onRef: (ref: SourceRef) => void;
  /** Rows that were turned by hand before. */
  turned: ReadonlyMap<string, boolean>;
  onTurn: (row: string, open: boolean) => void;
  words: WhyWords;
}

/** What was checked, from the policy to the value. Give it a `key` per frame: each opens along its own way to the decision. */
export function CheckTree({ trees, caption, sayTerm, sayCheck, selectedRef, onRef, words, ...by }: CheckTreeProps) {
  const [turned, setTurned] = useState(by.turned);
  const [focused, setFocused] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const columns = columnsFor(useWidth(box));

  const nodes = useMemo(() => trees.flatMap((tree) => tree.nodes), [trees]);
  const treeOf = new Map(trees.flatMap((tree) => tree.nodes.map((node) => [node.key, tree])));
  const selected = selectedRef === null ? null : rowOf(nodes, selectedRef);
  const selectedKey = selected?.key ?? null;

  // A selection made elsewhere opens the way to its row, even one that was closed by hand.
  const [shown, setShown] = useState<string | null>(null);
  if (selectedKey !== shown) {
    setShown(selectedKey);
    if (selectedKey !== null)
      setTurned(new Map([...turned, ...keysAround(selectedKey).map((key) => [key, true] as const)]));
  }

  const isOpen = (key: string) => turned.get(key) ?? trees.some((tree) => tree.open.has(key));
  const turn = (key: string, open: boolean) => {
    setTurned((before) => new Map(before).set(key, open));
    by.onTurn(key, open);
  };
  const rows = visibleRows(nodes, isOpen);
  const tabStop = rows.find((row) => row.node.key === focused) ?? rows[0];

  useEffect(() => {
    if (selectedKey !== null) rowElement(box.current, selectedKey)?.scrollIntoView({ block: 'nearest' });
  }, [selectedKey, turned]);

  const activate = (node: CheckNode) => {
    if (node.children.length > 0) turn(node.key, !isOpen(node.key));
    if (node.source !== null && (node.children.length === 0 || node.check.kind === 'field')) onRef(node.source);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || tabStop === undefined) return;
    const act = treeKey(event.key, rows, tabStop);
    if (act === null) return;
    // Arrows step the story elsewhere: here they are the tree's.
    event.preventDefault();
    event.stopPropagation();
    if (act.kind === 'activate') activate(tabStop.node);
    else if (act.kind === 'turn') turn(tabStop.node.key, act.open);
    else rowElement(box.current, act.key)?.focus();
  };

  const style: CSSProperties & Record<`--${string}`, string> = {
    '--asks': `${columns.asks}px`,
    '--has': `${columns.has}px`,
  };
  return (
    <div ref={box} className={styles.tree} style={style}>
      <div className={styles.head}>
        <h3>{words.checks}</h3>
        <span aria-hidden="true">{words.asksFor}</span>
        <span aria-hidden="true">{words.has}</span>
      </div>
      {caption !== null && <p className={styles.caption}>{caption}</p>}
      <div role="tree" aria-label={words.checks} onKeyDown={onKeyDown}>
        {rows.map((row) => {
          const tree = treeOf.get(rootKey(row.node.key));
          return (
            tree !== undefined && (
              <CheckRow
                key={row.node.key}
                row={row}
                tree={tree}
                columns={columns}
                lit={tree.lit.has(row.node.key)}
                selected={row.node.key === selectedKey}
                tabStop={row === tabStop}
                sayTerm={sayTerm}
                sayCheck={sayCheck}
                onActivate={() => activate(row.node)}
                onFocus={() => setFocused(row.node.key)}
                words={words}
              />
            )
          );
        })}
      </div>
    </div>
  );
}

/** Roots are numbered `tree.root`. */
function rootKey(key: string): string {
  return key.split('.').slice(0, 2).join('.');
}

function rowElement(box: HTMLElement | null, key: string): HTMLElement | null {
  return box?.querySelector<HTMLElement>(`[data-key="${key}"]`) ?? null;
}
