import { useEffect, useLayoutEffect, useRef } from 'react';
import { MenuGroups, roam, type MenuGroup } from '../ui/MenuList.tsx';
import type { Typed } from '../ui/typeAhead.ts';
import menu from '../ui/Menu.module.css';
import styles from './ContextMenu.module.css';

export interface ContextMenuProps {
  title: string;
  at: { readonly x: number; readonly y: number };
  groups: readonly MenuGroup[];
  onClose: () => void;
}

/**
 * A menu at a place of the screen. The popover does not close itself: the press that asks for it ends only after it is
 * open, and the browser would take that for a press outside.
 */
export function ContextMenu({ title, at, groups, onClose }: ContextMenuProps) {
  const ref = useRef<HTMLDivElement>(null);
  const typed = useRef<Typed>({ text: '', at: 0 });
  const before = useRef<Element | null>(null);

  useLayoutEffect(() => {
    const popover = ref.current;
    if (popover === null) return;
    before.current = document.activeElement;
    popover.showPopover();
    const { offsetWidth, offsetHeight } = popover;
    popover.style.left = `${Math.max(8, Math.min(at.x, innerWidth - offsetWidth - 8))}px`;
    popover.style.top = `${Math.max(8, Math.min(at.y, innerHeight - offsetHeight - 8))}px`;
    popover.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }, [at]);

  useEffect(() => {
    const outside = ({ target }: Event): void => {
      if (!(target instanceof Node) || ref.current?.contains(target) !== true) onClose();
    };
    addEventListener('pointerdown', outside, true);
    addEventListener('wheel', outside, true);
    addEventListener('resize', onClose);
    return () => {
      removeEventListener('pointerdown', outside, true);
      removeEventListener('wheel', outside, true);
      removeEventListener('resize', onClose);
    };
  }, [onClose]);

  const leave = (): void => {
    onClose();
    if (before.current instanceof HTMLElement || before.current instanceof SVGElement) before.current.focus();
  };
  return (
    <div
      ref={ref}
      popover="manual"
      role="menu"
      tabIndex={0}
      aria-label={title}
      className={`${menu.menu} ${styles.context}`}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') leave();
        else typed.current = roam(event, leave, typed.current);
      }}
    >
      <div className={styles.title} aria-hidden="true">
        {title}
      </div>
      <MenuGroups
        groups={groups}
        onRun={(item) => {
          leave();
          item.run();
        }}
      />
    </div>
  );
}
