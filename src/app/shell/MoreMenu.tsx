import { shellWords } from '../../content/locales/en/shell.ts';
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
    (
      kind:
        | 'open'
        | 'export'
        | 'workspaces'
        | 'help'
        | 'settings'
        | 'find'
        | 'matrix'
        | 'invariants'
        | 'least'
        | 'diagram'
        | 'lessons',
    ) =>
    () =>
      useStore.setState({ dialog: { kind } });
  return (
    <span className={styles.narrowOnly}>
      <Menu
        label={shellWords.more}
        buttonClass={`${button.button} ${button.square}`}
        button={<MoreIcon />}
        groups={[
          {
            items: [
              { key: 'run', label: shellWords.runAgain, run: () => run(choice) },
              { key: 'find', label: shellWords.find, run: dialog('find') },
              ...(veiled ? [] : [{ key: 'matrix', label: shellWords.matrix, run: dialog('matrix') }]),
              ...(veiled ? [] : [{ key: 'invariants', label: 'Invariants…', run: dialog('invariants') }]),
              ...(veiled ? [] : [{ key: 'least', label: shellWords.least, run: dialog('least') }]),
              { key: 'new', label: shellWords.newRequest, run: newRequest },
              { key: 'lessons', label: shellWords.lessons, run: dialog('lessons') },
              ...(told ? [{ key: 'diagram', label: shellWords.diagram, run: dialog('diagram') }] : []),
              ...(told ? [{ key: 'present', label: shellWords.presentOnAWall, run: togglePresent }] : []),
              { key: 'theme', label: shellWords.theme(theme), run: cycleTheme },
              { key: 'settings', label: shellWords.settings, run: dialog('settings') },
              { key: 'help', label: shellWords.help, run: dialog('help') },
            ],
          },
          {
            heading: shellWords.posture,
            items: (veiled ? [] : places).map((place) => ({
              key: place ?? 'written',
              label: postureName(place),
              checked: place === rung,
              run: () => void showRung(place),
            })),
          },
          {
            items: [
              { key: 'paste', label: shellWords.pasteYourOwnYAML, run: dialog('open') },
              { key: 'open', label: shellWords.openFiles, run: onOpenFile },
              { key: 'workspaces', label: shellWords.workspaces, run: dialog('workspaces') },
              { key: 'export', label: shellWords.exportYAML, run: dialog('export') },
            ],
          },
          ...shelvesMenu(origin),
        ]}
      />
    </span>
  );
}
