import { type KeyboardEvent, useRef } from 'react';
import styles from './DiagramDialog.module.css';

export interface TabsProps<K extends string> {
  label: string;
  tabs: readonly { readonly kind: K; readonly label: string }[];
  chosen: K;
  onChoose: (kind: K) => void;
}

const moves: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowRight: (at, last) => (at === last ? 0 : at + 1),
  ArrowLeft: (at, last) => (at === 0 ? last : at - 1),
  Home: () => 0,
  End: (_, last) => last,
};

/** One of several panels; arrow keys choose the next. */
export function Tabs<K extends string>({ label, tabs, chosen, onChoose }: TabsProps<K>) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = tabs.findIndex(({ kind }) => kind === chosen);
    const next = moves[event.key]?.(at, tabs.length - 1);
    const tab = next === undefined ? undefined : tabs[next];
    if (tab === undefined) return;
    event.preventDefault();
    onChoose(tab.kind);
    list.current?.querySelector<HTMLElement>(`#tab-${tab.kind}`)?.focus();
  };
  return (
    <div ref={list} className={styles.tabs} role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map(({ kind, label: name }) => (
        <button
          key={kind}
          type="button"
          role="tab"
          id={`tab-${kind}`}
          aria-selected={kind === chosen}
          aria-controls={kind === chosen ? `panel-${kind}` : undefined}
          tabIndex={kind === chosen ? 0 : -1}
          onClick={() => onChoose(kind)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
