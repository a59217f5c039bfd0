import { useRef, type KeyboardEvent } from 'react';
import styles from './TabList.module.css';

export interface TabListProps<Tab extends string> {
  tabs: readonly Tab[];
  current: Tab;
  names: Readonly<Record<Tab, string>>;
  label: string;
  /** Ids of a tab and of its panel begin with it. */
  id: string;
  onTab: (tab: Tab) => void;
}

/** Tabs with one stop for the Tab key: arrows, Home and End move between them and show what they come to. */
export function TabList<Tab extends string>({ tabs, current, names, label, id, onTab }: TabListProps<Tab>) {
  const box = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = tabs[neighbour(event.key, tabs.indexOf(current), tabs.length) ?? -1];
    if (next === undefined) return;
    event.preventDefault();
    onTab(next);
    box.current?.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
  };
  return (
    <div ref={box} role="tablist" aria-label={label} className={styles.tabs} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={`${id}-${tab}`}
          className={styles.tab}
          aria-selected={tab === current}
          aria-controls={`${id}-panel`}
          tabIndex={tab === current ? 0 : -1}
          data-tab={tab}
          onClick={() => onTab(tab)}
        >
          {names[tab]}
        </button>
      ))}
    </div>
  );
}

function neighbour(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count;
    case 'ArrowLeft':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
