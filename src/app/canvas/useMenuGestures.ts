import { type MouseEvent, type PointerEvent, useRef } from 'react';
import type { Point } from './layout/rect.ts';

/** How long a finger rests for a menu, and how far it may stray. */
const rest = 500;
const stray = 10;

interface MenuGestures {
  readonly onContextMenu: (event: MouseEvent) => void;
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerUp: () => void;
  readonly onPointerCancel: () => void;
  readonly onClickCapture: (event: MouseEvent) => void;
}

/** The ways to ask for a context menu: the right button, the key for it, a finger that rests. */
export function useMenuGestures(open: (at: Point, target: EventTarget) => void): MenuGestures {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const start = useRef<Point | null>(null);
  const opened = useRef(false);
  const stop = (): void => {
    clearTimeout(timer.current);
    start.current = null;
  };
  return {
    onContextMenu: (event) => {
      event.preventDefault();
      stop();
      open({ x: event.clientX, y: event.clientY }, event.target);
    },
    onPointerDown: (event) => {
      stop();
      opened.current = false;
      if (event.pointerType !== 'touch' || !event.isPrimary) return;
      const at = { x: event.clientX, y: event.clientY };
      const { target } = event;
      start.current = at;
      timer.current = setTimeout(() => {
        start.current = null;
        opened.current = true;
        open(at, target);
      }, rest);
    },
    onPointerMove: ({ clientX, clientY }) => {
      const from = start.current;
      if (from !== null && Math.abs(clientX - from.x) + Math.abs(clientY - from.y) > stray) stop();
    },
    onPointerUp: stop,
    onPointerCancel: stop,
    // The finger that asked for a menu has not pressed what lies under it.
    onClickCapture: (event) => {
      if (!opened.current) return;
      opened.current = false;
      event.stopPropagation();
    },
  };
}

/** The key for a context menu, as keyboards with and without one have it. */
export function isMenuKey({ key, shiftKey }: { readonly key: string; readonly shiftKey: boolean }): boolean {
  return key === 'ContextMenu' || (shiftKey && key === 'F10');
}
