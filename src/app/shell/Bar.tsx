import type { ReactElement, ReactNode } from 'react';
import { useStore } from '../store/store.ts';
import { Button } from '../ui/Button.tsx';
import { HelpIcon, MoonIcon, ShareIcon, SunIcon, SystemIcon } from '../ui/icons.tsx';
import type { Theme } from '../store/state.ts';
import { cycleTheme } from '../store/theme.ts';
import { Logo } from './Logo.tsx';
import { RequestPicker } from './RequestPicker.tsx';
import { ScenarioPicker } from './ScenarioPicker.tsx';
import { MoreMenu } from './MoreMenu.tsx';
import styles from './Bar.module.css';

const themeIcons = { light: <SunIcon />, dark: <MoonIcon />, system: <SystemIcon /> } satisfies Record<
  Theme,
  ReactElement
>;

export interface BarProps {
  onOpenFile: () => void;
  /** The switch over the mesh. */
  posture: ReactNode;
}

/** The banner: which mesh, which request, run; its posture; share, theme, help. */
export function Bar({ onOpenFile, posture }: BarProps) {
  const veiled = useStore((state) => state.veil !== null);
  const theme = useStore((state) => state.theme);
  return (
    <header className={styles.bar}>
      <h1 className="sr">Hopwise</h1>
      <span className={styles.brand} aria-hidden="true">
        <Logo />
        <span className={styles.word}>Hopwise</span>
      </span>
      <ScenarioPicker onOpenFile={onOpenFile} />
      <span className={styles.separator} />
      {!veiled && <RequestPicker />}
      <span className={styles.grow} />
      {posture}
      <Button
        className={styles.wideOnly}
        title="Lessons (L)"
        onClick={() => useStore.setState({ dialog: { kind: 'lessons' } })}
      >
        Learn
      </Button>
      <Button
        look="line"
        className={styles.share}
        aria-label="Share"
        onClick={() => useStore.setState({ dialog: { kind: 'share' } })}
      >
        <ShareIcon />
        <span>Share</span>
      </Button>
      <Button
        square
        className={styles.wideOnly}
        aria-label={`Theme: ${theme}`}
        title={`Theme: ${theme}`}
        onClick={cycleTheme}
      >
        {themeIcons[theme]}
      </Button>
      <Button
        square
        className={styles.wideOnly}
        aria-label="Help and shortcuts"
        title="Help and shortcuts (?)"
        onClick={() => useStore.setState({ dialog: { kind: 'help' } })}
      >
        <HelpIcon />
      </Button>
      <MoreMenu onOpenFile={onOpenFile} />
    </header>
  );
}
