import type { JSX, ReactNode } from 'react';
import css from './Canvas.module.css';
import { words } from '../../content/locales/en/canvas.ts';

interface Props {
  readonly onZoomIn: () => void;
  readonly onZoomOut: () => void;
  readonly onFit: () => void;
  readonly connecting: boolean;
  readonly onConnecting: (on: boolean) => void;
}

export function Controls({ onZoomIn, onZoomOut, onFit, connecting, onConnecting }: Props): JSX.Element {
  return (
    <div className={css.controls}>
      <IconButton label={words.zoomOut} onClick={onZoomOut}>
        <path d="M3.5 8h9" />
      </IconButton>
      <IconButton label={words.zoomIn} onClick={onZoomIn}>
        <path d="M8 3.5v9M3.5 8h9" />
      </IconButton>
      <IconButton label={words.fit} onClick={onFit}>
        <path d="M2.5 5.5v-3h3M13.5 5.5v-3h-3M2.5 10.5v3h3M13.5 10.5v3h-3" />
      </IconButton>
      <IconButton label={words.connect} pressed={connecting} onClick={() => onConnecting(!connecting)}>
        <path d="M5.5 8H11M8.8 5.6 11.2 8 8.8 10.4M3.6 5.9a2.1 2.1 0 1 0 0 4.2 2.1 2.1 0 0 0 0-4.2ZM13.2 4.5v7" />
      </IconButton>
    </div>
  );
}

function IconButton({
  label,
  pressed,
  onClick,
  children,
}: {
  label: string;
  pressed?: boolean;
  onClick: () => void;
  children: ReactNode;
}): JSX.Element {
  return (
    <button
      type="button"
      className={css.control}
      aria-label={label}
      aria-pressed={pressed}
      title={label}
      onClick={onClick}
    >
      <svg className={css.icon} viewBox="0 0 16 16" aria-hidden="true">
        {children}
      </svg>
    </button>
  );
}
