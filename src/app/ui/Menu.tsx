import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { type MenuGroup, MenuGroups, roam } from './MenuList.tsx';
import type { Typed } from './typeAhead.ts';
import styles from './Menu.module.css';

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
  const [open, setOpen] = useState(false);

  useEffect(() => {
    const popover = list.current;
    const opener = anchor.current;
    if (popover === null || opener === null) return;
    // A menu that is closed has no rows: there may be thousands.
    const onBefore = (event: ToggleEvent): void => {
      if (event.newState === 'open') flushSync(() => setOpen(true));
    };
    const onToggle = (): void => {
      const isOpen = popover.matches(':popover-open');
      opener.setAttribute('aria-expanded', String(isOpen));
      setOpen(isOpen);
      if (!isOpen) return;
      const box = opener.getBoundingClientRect();
      popover.style.top = `${box.bottom + 4}px`;
      popover.style.left = `${Math.max(8, Math.min(box.left, innerWidth - popover.offsetWidth - 8))}px`;
      (
        popover.querySelector<HTMLElement>('[aria-checked=true]') ??
        popover.querySelector<HTMLElement>('[role^=menuitem]')
      )?.focus();
    };
    popover.addEventListener('beforetoggle', onBefore);
    popover.addEventListener('toggle', onToggle);
    return () => {
      popover.removeEventListener('beforetoggle', onBefore);
      popover.removeEventListener('toggle', onToggle);
    };
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
        tabIndex={0}
        aria-label={label}
        className={wide ? `${styles.menu} ${styles.wide}` : styles.menu}
        onKeyDown={(event) => {
          typed.current = roam(event, close, typed.current);
        }}
      >
        <div role="presentation" className={wide ? styles.columns : undefined}>
          <MenuGroups
            groups={open ? groups : []}
            onRun={(item) => {
              close();
              item.run();
            }}
          />
        </div>
      </div>
    </>
  );
}
