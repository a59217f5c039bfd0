import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import styles from './Menu.module.css';

export interface MenuItem {
  readonly key: string;
  readonly label: ReactNode;
  readonly checked?: boolean;
  readonly run: () => void;
}

export interface MenuProps {
  /** What the button shows, and its full name where that is not clear from it. */
  button: ReactNode;
  label?: string;
  buttonClass?: string | undefined;
  /** Groups are separated by a line. */
  groups: readonly (readonly MenuItem[])[];
}

/** A menu button: the popover is the browser's, so it stands above everything and closes on Escape and outside. */
export function Menu({ button, label, buttonClass, groups }: MenuProps) {
  const id = useId();
  const anchor = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);

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
        className={styles.menu}
        onKeyDown={(event) => roam(event, close)}
      >
        {groups.map((items, index) => (
          // Groups have no identity but their place.
          <div key={index} role="group" className={styles.group}>
            {items.map((item) => (
              <button
                key={item.key}
                type="button"
                tabIndex={-1}
                className={styles.item}
                role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
                {...(item.checked === undefined ? {} : { 'aria-checked': item.checked })}
                onClick={() => {
                  close();
                  item.run();
                }}
              >
                {item.label}
              </button>
            ))}
          </div>
        ))}
      </div>
    </>
  );
}

function roam(event: KeyboardEvent<HTMLDivElement>, close: () => void): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role^=menuitem]')];
  const at = items.findIndex((item) => item === document.activeElement);
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  };
  const target = targets[event.key];
  if (target !== undefined) items[target]?.focus();
  else if (event.key === 'Tab') close();
  if (target !== undefined || event.key === 'Tab') event.preventDefault();
}
