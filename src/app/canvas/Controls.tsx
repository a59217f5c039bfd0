import type { JSX, ReactNode } from 'react';
import css from './Canvas.module.css';
import { words } from './words.ts';

interface Props {
  readonly onZoomIn: () => void;
  readonly onZoomOut: () => void;
  readonly onFit: () => void;
}

export function Controls({ onZoomIn, onZoomOut, onFit }: Props): JSX.Element {
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
    </div>
  );
}

function IconButton({
  label,
  onClick,
  children,
}: {
  label: string;
  onClick: () => void;
  children: ReactNode;
}): JSX.Element {
  return (
    <button type="button" className={css.control} aria-label={label} title={label} onClick={onClick}>
      <svg className={css.icon} viewBox="0 0 16 16" aria-hidden="true">
        {children}
      </svg>
    </button>
  );
}
