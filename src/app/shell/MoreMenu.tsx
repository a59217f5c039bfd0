import { type Rung, rungs } from '../../core/model/posture.ts';
import { postureName, rungOf, showRung } from '../store/posture.ts';
import { run } from '../store/run.ts';
import { useStore } from '../store/store.ts';
import { togglePresent } from '../store/view.ts';
import { cycleTheme } from '../store/theme.ts';
import { MoreIcon } from '../ui/icons.tsx';
import { Menu } from '../ui/Menu.tsx';
import button from '../ui/Button.module.css';
import { shelvesMenu } from './shelvesMenu.ts';
import styles from './Bar.module.css';

const places: readonly (Rung | null)[] = [null, ...rungs];

const newRequest = (): void => useStore.setState({ dialog: { kind: 'request', from: null, to: null } });

/** What the bar has no room for on narrow screens. */
export function MoreMenu({ onOpenFile }: { onOpenFile: () => void }) {
  const theme = useStore((state) => state.theme);
  const origin = useStore((state) => state.origin);
  const choice = useStore((state) => state.choice);
  const told = useStore((state) => state.good?.evaluation.story != null && state.good.evaluation.story.veiled !== true);
  const rung = useStore(rungOf);
  const veiled = useStore((state) => state.veil !== null);
  const dialog =
    (kind: 'open' | 'export' | 'workspaces' | 'help' | 'settings' | 'find' | 'matrix' | 'diagram' | 'lessons') => () =>
      useStore.setState({ dialog: { kind } });
  return (
    <span className={styles.narrowOnly}>
      <Menu
        label="More"
        buttonClass={`${button.button} ${button.square}`}
        button={<MoreIcon />}
        groups={[
          {
            items: [
              { key: 'run', label: 'Run again', run: () => run(choice) },
              { key: 'find', label: 'Find…', run: dialog('find') },
              ...(veiled ? [] : [{ key: 'matrix', label: 'Matrix: who reaches whom', run: dialog('matrix') }]),
              { key: 'new', label: 'New request…', run: newRequest },
              { key: 'lessons', label: 'Lessons…', run: dialog('lessons') },
              ...(told ? [{ key: 'diagram', label: 'Diagram…', run: dialog('diagram') }] : []),
              ...(told ? [{ key: 'present', label: 'Present on a wall', run: togglePresent }] : []),
              { key: 'theme', label: `Theme: ${theme}`, run: cycleTheme },
              { key: 'settings', label: 'Settings…', run: dialog('settings') },
              { key: 'help', label: 'Help and shortcuts', run: dialog('help') },
            ],
          },
          {
            heading: 'Posture',
            items: (veiled ? [] : places).map((place) => ({
              key: place ?? 'written',
              label: postureName(place),
              checked: place === rung,
              run: () => void showRung(place),
            })),
          },
          {
            items: [
              { key: 'paste', label: 'Paste your own YAML…', run: dialog('open') },
              { key: 'open', label: 'Open files…', run: onOpenFile },
              { key: 'workspaces', label: 'Workspaces…', run: dialog('workspaces') },
              { key: 'export', label: 'Export YAML…', run: dialog('export') },
            ],
          },
          ...shelvesMenu(origin),
        ]}
      />
    </span>
  );
}
