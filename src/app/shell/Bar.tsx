import type { ReactElement, ReactNode } from 'react';
import { shellWords } from '../../content/locales/en/shell.ts';
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
        title={shellWords.lessonsKey}
        onClick={() => useStore.setState({ dialog: { kind: 'lessons' } })}
      >
        {shellWords.learn}
      </Button>
      <Button
        look="line"
        className={styles.share}
        aria-label={shellWords.share}
        onClick={() => useStore.setState({ dialog: { kind: 'share' } })}
      >
        <ShareIcon />
        <span>{shellWords.share}</span>
      </Button>
      <Button
        square
        className={styles.wideOnly}
        aria-label={shellWords.theme(theme)}
        title={shellWords.theme(theme)}
        onClick={cycleTheme}
      >
        {themeIcons[theme]}
      </Button>
      <Button
        square
        className={styles.wideOnly}
        aria-label={shellWords.help}
        title={shellWords.helpKey}
        onClick={() => useStore.setState({ dialog: { kind: 'help' } })}
      >
        <HelpIcon />
      </Button>
      <MoreMenu onOpenFile={onOpenFile} />
    </header>
  );
}
