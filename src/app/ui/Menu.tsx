import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { type Typed, typeAhead } from './typeAhead.ts';
import styles from './Menu.module.css';

export interface MenuItem {
  readonly key: string;
  readonly label: ReactNode;
  /** A sentence about it, below the label. */
  readonly about?: string;
  readonly checked?: boolean;
  readonly run: () => void;
}

export interface MenuGroup {
  readonly heading?: string;
  readonly items: readonly MenuItem[];
}

export interface MenuProps {
  /** What the button shows, and its full name where that is not clear from it. */
  button: ReactNode;
  label?: string;
  buttonClass?: string | undefined;
  /** Groups are separated by a line, or by their headings. */
  groups: readonly MenuGroup[];
  /** So many items that they stand in columns; the first group goes across. */
  wide?: boolean;
}

/** A menu button: the popover is the browser's, so it stands above everything and closes on Escape and outside. */
export function Menu({ button, label, buttonClass, groups, wide = false }: MenuProps) {
  const id = useId();
  const anchor = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const typed = useRef<Typed>({ text: '', at: 0 });

  useEffect(() => {
    const popover = list.current;
    const opener = anchor.current;
    if (popover === null || opener === null) return;
    const onToggle = (): void => {
      const open = popover.matches(':popover-open');
      opener.setAttribute('aria-expanded', String(open));
      if (!open) return;
      const box = opener.getBoundingClientRect();
      popover.style.top = `${box.bottom + 4}px`;
      popover.style.left = `${Math.max(8, Math.min(box.left, innerWidth - popover.offsetWidth - 8))}px`;
      (
        popover.querySelector<HTMLElement>('[aria-checked=true]') ??
        popover.querySelector<HTMLElement>('[role^=menuitem]')
      )?.focus();
    };
    popover.addEventListener('toggle', onToggle);
    return () => popover.removeEventListener('toggle', onToggle);
  }, []);

  const close = (): void => {
    list.current?.hidePopover();
    anchor.current?.focus();
  };

  return (
    <>
      <button
        ref={anchor}
        type="button"
        className={buttonClass}
        popoverTarget={id}
        aria-haspopup="menu"
        aria-expanded="false"
        aria-label={label}
      >
        {button}
      </button>
      <div
        ref={list}
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        className={wide ? `${styles.menu} ${styles.wide}` : styles.menu}
        onKeyDown={(event) => {
          typed.current = roam(event, close, typed.current);
        }}
      >
        <div role="presentation" className={wide ? styles.columns : undefined}>
          {groups.map(({ heading, items }, index) => (
            // Groups have no identity but their place.
            <div key={index} role="group" aria-label={heading} className={styles.group}>
              {heading !== undefined && (
                <div className={styles.heading} aria-hidden="true">
                  {heading}
                </div>
              )}
              {items.map((item) => (
                <Item
                  key={item.key}
                  item={item}
                  onRun={() => {
                    close();
                    item.run();
                  }}
                />
              ))}
            </div>
          ))}
        </div>
      </div>
    </>
  );
}

function Item({ item: { label, about, checked }, onRun }: { item: MenuItem; onRun: () => void }) {
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
        <span className={styles.described}>
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
function roam(event: KeyboardEvent<HTMLDivElement>, close: () => void, typed: Typed): Typed {
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
