import { type KeyboardEvent, type ReactNode, useId } from 'react';
import { type Typed, typeAhead } from './typeAhead.ts';
import styles from './Menu.module.css';

export interface MenuItem {
  readonly key: string;
  readonly label: ReactNode;
  /** A sentence about it, below the label. */
  readonly about?: string;
  /** Its words are those of the API and stay as they are. */
  readonly verbatim?: boolean;
  readonly checked?: boolean;
  readonly run: () => void;
}

export interface MenuGroup {
  readonly heading?: string;
  readonly items: readonly MenuItem[];
}

/** The rows of a menu, in groups that a line or a heading parts. */
export function MenuGroups({ groups, onRun }: { groups: readonly MenuGroup[]; onRun: (item: MenuItem) => void }) {
  return groups.map(({ heading, items }, index) => (
    // Groups have no identity but their place.
    <div key={index} role="group" aria-label={heading} className={styles.group}>
      {heading !== undefined && (
        <div className={styles.heading} aria-hidden="true">
          {heading}
        </div>
      )}
      {items.map((item) => (
        <Item key={item.key} item={item} onRun={() => onRun(item)} />
      ))}
    </div>
  ));
}

function Item({ item: { label, about, verbatim = false, checked }, onRun }: { item: MenuItem; onRun: () => void }) {
  const id = useId();
  const described = about === undefined ? {} : { 'aria-labelledby': `${id}-label`, 'aria-describedby': `${id}-about` };
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.item}
      role={checked === undefined ? 'menuitem' : 'menuitemradio'}
      {...(checked === undefined ? {} : { 'aria-checked': checked })}
      {...described}
      onClick={onRun}
    >
      {about === undefined ? (
        label
      ) : (
        <span className={styles.described} {...(verbatim && ({ lang: 'en', translate: 'no' } as const))}>
          <span id={`${id}-label`} data-label>
            {label}
          </span>
          <span id={`${id}-about`} className={styles.about}>
            {about}
          </span>
        </span>
      )}
    </button>
  );
}

/** Moves the focus among the items, by arrows and by the first letters of a word; says what has been typed by now. */
export function roam(event: KeyboardEvent<HTMLDivElement>, close: () => void, typed: Typed): Typed {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role^=menuitem]')];
  const at = items.findIndex((item) => item === document.activeElement);
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  };
  const found = typeAhead(typed, event, items.map(labelOf), at);
  const target = targets[event.key] ?? found?.index;
  if (target !== undefined) items[target]?.focus();
  else if (event.key === 'Tab') close();
  if (target !== undefined || event.key === 'Tab') event.preventDefault();
  return found?.typed ?? typed;
}

function labelOf(item: HTMLElement): string {
  return (item.querySelector('[data-label]') ?? item).textContent;
}
