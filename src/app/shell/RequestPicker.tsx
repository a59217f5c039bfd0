import { shellWords } from '../../content/locales/en/shell.ts';
import { verdictWords } from '../../content/locales/en/verdictWords.ts';
import { run } from '../store/run.ts';
import { useStore } from '../store/store.ts';
import { wordsOf, wordsOfOverview, type RequestWords } from '../store/names.ts';
import { Button } from '../ui/Button.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import { ArrowIcon, ChevronIcon, PlayIcon } from '../ui/icons.tsx';
import { Menu } from '../ui/Menu.tsx';
import styles from './Bar.module.css';

/** More than this are found rather than looked through. */
const many = 100;

/** The request that is open, the menu of all, and Run. */
export function RequestPicker() {
  const evaluation = useStore((state) => state.good?.evaluation ?? null);
  const choice = useStore((state) => state.choice);
  const request = evaluation?.request ?? null;
  const prepared = evaluation?.overview.requests ?? [];
  const current =
    typeof choice === 'object' && choice !== null ? undefined : prepared.find(({ id }) => id === request?.id);
  const words = current !== undefined ? wordsOfOverview(current) : request === null ? null : wordsOf(request);
  return (
    <div className={styles.request} role="group" aria-label={shellWords.requestGroup}>
      <Menu
        label={words === null ? shellWords.chooseARequest : shellWords.request(words)}
        buttonClass={styles.pick}
        button={words === null ? <span>{shellWords.chooseARequest}</span> : <RequestName words={words} />}
        groups={[
          {
            items: prepared.slice(0, many).map((one) => ({
              key: one.id,
              checked: one.id === current?.id,
              run: () => run(one.id),
              label: (
                <>
                  <Glyph verdict={one.verdict} title={verdictWords[one.verdict]} />
                  <FromTo words={wordsOfOverview(one)} />
                  <span className={styles.menuWhat}>{one.what}</span>
                </>
              ),
            })),
          },
          {
            items: [
              ...(prepared.length > many
                ? [
                    {
                      key: 'find',
                      label: shellWords.findAnother,
                      run: () => useStore.setState({ dialog: { kind: 'find' } }),
                    },
                  ]
                : []),
              {
                key: 'new',
                label: shellWords.newRequest,
                run: () => useStore.setState({ dialog: { kind: 'request', from: null, to: null } }),
              },
            ],
          },
        ].filter(({ items }) => items.length > 0)}
      />
      {request !== null && (
        <Button look="primary" className={styles.run ?? ''} title={shellWords.runKey} onClick={() => run(choice)}>
          <PlayIcon />
          {shellWords.run}
        </Button>
      )}
    </div>
  );
}

function RequestName({ words }: { words: RequestWords }) {
  return (
    <>
      <span className={styles.what}>{words.what}</span>
      <FromTo words={words} />
      <ChevronIcon />
    </>
  );
}

function FromTo({ words }: { words: RequestWords }) {
  return (
    <span className={styles.arrow}>
      {words.from} <ArrowIcon size={13} /> {words.to}
    </span>
  );
}
