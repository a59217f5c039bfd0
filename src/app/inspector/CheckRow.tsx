import type { Term } from '../../core/model/trace.ts';
import { ChevronRightIcon } from '../ui/icons.tsx';
import { Marked } from '../ui/Marked.tsx';
import { CheckMark } from './CheckMark.tsx';
import styles from './CheckRow.module.css';
import type { Columns } from './columns.ts';
import type { CheckTreeOf } from './forest.ts';
import { rowText, type SayCheck } from './rowText.ts';
import { plainText } from '../ui/marks.ts';
import { Value } from './Value.tsx';
import type { Row } from './visibleRows.ts';
import type { WhyWords } from '../../content/locales/en/why.ts';

export interface CheckRowProps {
  row: Row;
  tree: CheckTreeOf;
  columns: Columns;
  lit: boolean;
  selected: boolean;
  tabStop: boolean;
  sayTerm: (term: Term) => string;
  sayCheck: SayCheck;
  onActivate: () => void;
  onFocus: () => void;
  words: WhyWords;
}

/** One check: met or not, its name, what is asked for beside what the request has. */
export function CheckRow(props: CheckRowProps) {
  const { row, tree, columns, lit, selected, words } = props;
  const { node, level, open } = row;
  const text = rowText(node, props.sayCheck, props.sayTerm, words);
  const outcome = node.check.kind === 'policySet' ? tree.frame.outcome : null;
  const result = outcome === 'denied' || !node.check.matched ? words.notMet : words.met;
  const said = text.summary ?? (text.note === null ? result : plainText(text.note));
  const denying = lit && tree.frame.outcome === 'denied';
  return (
    <div
      className={styles.row}
      style={{ paddingLeft: 8 + 16 * (level - 1) }}
      role="treeitem"
      tabIndex={props.tabStop ? 0 : -1}
      aria-level={level}
      aria-posinset={row.position}
      aria-setsize={row.size}
      aria-expanded={node.children.length > 0 ? open : undefined}
      aria-selected={selected}
      aria-label={words.row(text.name, text.asks?.full ?? '', text.has?.full ?? '', said)}
      data-key={node.key}
      data-open={open || undefined}
      data-summary={text.summary !== null || undefined}
      data-alone={(text.summary === null && text.asks === null && text.has === null) || undefined}
      data-lit={lit ? tree.frame.outcome : undefined}
      onClick={props.onActivate}
      onFocus={props.onFocus}
    >
      <CheckMark check={node.check} deniedBy={tree.deniedBy} outcome={outcome} />
      <span className={styles.name} title={text.name}>
        <span translate={text.name === node.check.name ? 'no' : undefined}>{text.name}</span>
        {node.children.length > 0 && <ChevronRightIcon size={12} />}
      </span>
      {text.summary !== null ? (
        <span className={styles.summary}>{text.summary}</span>
      ) : (
        <>
          <Value of={text.asks} room={columns.asksRoom} lit={denying} />
          <Value of={text.has} room={columns.hasRoom} lit={denying} request />
        </>
      )}
      {text.note !== null && (
        <span className={styles.note}>
          <Marked text={text.note} />
        </span>
      )}
    </div>
  );
}
