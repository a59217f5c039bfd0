import { shellWords } from '../../content/locales/en/shell.ts';
import { builtIn, isPristine } from '../store/gallery.ts';
import { useStore } from '../store/store.ts';
import { ChevronIcon } from '../ui/icons.tsx';
import { Menu } from '../ui/Menu.tsx';
import { shelvesMenu } from './shelvesMenu.ts';
import styles from './Bar.module.css';

/** Which mesh is open: one's own YAML first, then the built-in ones. */
export function ScenarioPicker({ onOpenFile }: { onOpenFile: () => void }) {
  const document = useStore((state) => state.document);
  const origin = useStore((state) => state.origin);
  const named = useStore((state) => state.good?.evaluation.scenario.title ?? '');
  const own = useStore((state) => state.workspace?.name ?? '');
  const mesh = (origin === null ? undefined : builtIn(origin)?.title) ?? (named || shellWords.yourOwnYAML);
  const title = own || mesh;
  const edited = own === '' && origin !== null && !isPristine({ document, origin });
  return (
    <div className={styles.scenario}>
      <Menu
        label={shellWords.meshOf(title, edited)}
        buttonClass={styles.pick}
        button={
          <>
            <span
              className={styles.what}
              style={{ fontFamily: 'inherit', fontSize: 'inherit', margin: 0 }}
              title={`${title}${edited ? shellWords.edited : ''}`}
            >
              {title}
              {edited ? shellWords.edited : ''}
            </span>
            <ChevronIcon />
          </>
        }
        wide
        groups={[
          {
            items: [
              {
                key: 'paste',
                label: shellWords.pasteYourOwnYAML,
                run: () => useStore.setState({ dialog: { kind: 'open' } }),
              },
              { key: 'open', label: shellWords.openFiles, run: onOpenFile },
              {
                key: 'workspaces',
                label: shellWords.workspaces,
                run: () => useStore.setState({ dialog: { kind: 'workspaces' } }),
              },
              {
                key: 'export',
                label: shellWords.exportYAML,
                run: () => useStore.setState({ dialog: { kind: 'export' } }),
              },
            ],
          },
          ...shelvesMenu(origin),
        ]}
      />
    </div>
  );
}
