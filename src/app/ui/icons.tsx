import type { ReactNode } from 'react';
import styles from './icons.module.css';

export interface IconProps {
  size?: number;
}

/** 16 px box, 1.5 px stroke in the colour of the text; decoration only, a word or label stands beside it. */
function icon(name: string, drawing: ReactNode) {
  const Icon = ({ size = 16 }: IconProps) => (
    <svg className={styles.icon} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" data-icon={name}>
      {drawing}
    </svg>
  );
  Icon.displayName = `${name}Icon`;
  return Icon;
}

const filled = { fill: 'currentColor' } as const;

export const ChevronIcon = icon('chevron', <path d="M4.5 6.5 8 10l3.5-3.5" />);
export const ChevronRightIcon = icon('chevronRight', <path d="M6.5 4.5 10 8l-3.5 3.5" />);
export const ArrowIcon = icon('arrow', <path d="M3 8h10M9.5 4.5 13 8l-3.5 3.5" />);
export const PlayIcon = icon('play', <path d="M5 3.2v9.6l7.6-4.8z" {...filled} />);
export const PauseIcon = icon('pause', <path d="M5.2 3.5v9M10.8 3.5v9" strokeWidth="2.6" />);
export const FirstIcon = icon('first', <path d="M4 3.5v9M12.5 3.5 6.5 8l6 4.5z" {...filled} />);
export const BackIcon = icon('back', <path d="M11 3.5 5 8l6 4.5z" {...filled} />);
export const NextIcon = icon('next', <path d="M5 3.5 11 8l-6 4.5z" {...filled} />);
export const ShareIcon = icon('share', <path d="M8 2.5v7M5 5.2 8 2.3l3 2.9M3 9v3.5a1 1 0 0 0 1 1h8a1 1 0 0 0 1-1V9" />);
export const HelpIcon = icon('help', <path d="M5.8 5.8c0-3 4.4-3 4.4-.3 0 1.6-2.2 1.7-2.2 3.4M8 11.8v.01" />);
export const PlusIcon = icon('plus', <path d="M8 3.5v9M3.5 8h9" />);
export const CloseIcon = icon('close', <path d="m4 4 8 8m0-8-8 8" />);
export const GridIcon = icon('grid', <path d="M2.5 2.5h11v11h-11zM2.5 6.2h11M2.5 9.8h11M6.2 2.5v11M9.8 2.5v11" />);
export const CheckIcon = icon('check', <path d="m3 8.5 3.2 3.2L13 4.8" />);
export const QuestionIcon = icon(
  'question',
  <path d="M5.6 5.7c0-3.2 4.8-3.2 4.8-.3 0 1.7-2.4 1.8-2.4 3.6M8 12.2v.01" strokeWidth="1.8" />,
);
export const LinkIcon = icon(
  'link',
  <path d="M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2-2a2.6 2.6 0 0 0-3.7-3.7l-.8.8M9.2 6.8a2.6 2.6 0 0 0-3.7 0l-2 2a2.6 2.6 0 0 0 3.7 3.7l.8-.8" />,
);
export const FileIcon = icon('file', <path d="M4 2.5h5l3 3v8H4zM9 2.5v3h3" />);
export const MoreIcon = icon('more', <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth="2.4" />);
export const SunIcon = icon(
  'sun',
  <path d="M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM8 1.5V3M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M3.4 12.6l1-1M11.6 4.4l1-1" />,
);
export const MoonIcon = icon('moon', <path d="M13 9.6A5.5 5.5 0 0 1 6.4 3 5.5 5.5 0 1 0 13 9.6Z" />);
export const SystemIcon = icon('system', <path d="M2.5 3.5h11v7h-11zM6 13.5h4M8 10.5v3" />);
export const WarningIcon = icon('warning', <path d="M8 2.5 14 13H2zM8 6.5v3M8 11.2v.01" />);
export const DownloadIcon = icon(
  'download',
  <path d="M8 2.5v7.2M5 7 8 10l3-3M3 11v1.5a1 1 0 0 0 1 1h8a1 1 0 0 0 1-1V11" />,
);
export const OpenIcon = icon('open', <path d="M2.5 12.5v-9h4l1.5 2h5.5v7z" />);
export const UndoIcon = icon('undo', <path d="M5.5 3 2.5 6l3 3M2.5 6h7a3.5 3.5 0 0 1 0 7H6" />);
export const RedoIcon = icon('redo', <path d="m10.5 3 3 3-3 3M13.5 6h-7a3.5 3.5 0 0 0 0 7H10" />);
