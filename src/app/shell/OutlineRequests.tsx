import { memo, useState } from 'react';
import { shellWords } from '../../content/locales/en/shell.ts';
import { verdictWords } from '../../content/locales/en/verdictWords.ts';
import type { MeshOverview, RequestOverview } from '../../core/model/overview.ts';
import { wordsOf, wordsOfOverview, type RequestWords } from '../store/names.ts';
import { run } from '../store/run.ts';
import { useStore } from '../store/store.ts';
import { Glyph } from '../ui/Glyph.tsx';
import { ArrowIcon, PlusIcon } from '../ui/icons.tsx';
import styles from './Outline.module.css';

/** More rows than this are shown only when asked for. */
const many = 200;

export const OutlineRequests = memo(function OutlineRequests({ overview }: { overview: MeshOverview }) {
  const [whole, setWhole] = useState(false);
  const shown = whole ? overview.requests : overview.requests.slice(0, many);
  const choice = useStore((state) => state.choice);
  const request = useStore((state) => state.good?.evaluation.request ?? null);
  const verdict = useStore((state) => state.good?.evaluation.story?.trace.verdict.kind ?? null);
  const adHoc = typeof choice === 'object' && choice !== null;
  return (
    <section>
      <h2>
        {shellWords.requests}
        <button
          type="button"
          className={styles.add}
          aria-label={shellWords.addRequest}
          title={shellWords.newRequestKey}
          onClick={() => useStore.setState({ dialog: { kind: 'request', from: null, to: null } })}
        >
          <PlusIcon />
        </button>
      </h2>
      <ul>
        {adHoc && request !== null && verdict !== null && (
          <Row
            words={wordsOf(request)}
            verdict={verdict}
            selected
            title={shellWords.notInTheDocument}
            onClick={() => run(choice)}
          />
        )}
        {shown.map((one, index) => (
          <PreparedRow
            key={one.id}
            one={one}
            same={isSamePair(one, overview.requests[index - 1])}
            selected={!adHoc && one.id === request?.id}
          />
        ))}
        {shown.length < overview.requests.length && (
          <li>
            <button type="button" className={styles.row} onClick={() => setWhole(true)}>
              {shellWords.showAll(overview.requests.length)}
            </button>
          </li>
        )}
      </ul>
    </section>
  );
});

/** Rows of one caller and callee differ in what is sent: the rows after the first show that alone. */
function isSamePair(one: RequestOverview, before: RequestOverview | undefined): boolean {
  return before?.from === one.from && before.to === one.to;
}

interface RowProps {
  same?: boolean;
  words: RequestWords;
  verdict: 'allowed' | 'denied' | 'undetermined';
  selected: boolean;
  title: string;
  /** Caller and callee, for the menu of the row. */
  ends?: string;
  onClick: () => void;
}

/** Of hundreds of rows a key changes one or two. */
const PreparedRow = memo(function PreparedRow(props: { one: RequestOverview; same: boolean; selected: boolean }) {
  const { one, same, selected } = props;
  return (
    <Row
      same={same}
      words={wordsOfOverview(one)}
      verdict={one.verdict}
      selected={selected}
      title={one.title}
      ends={`${one.from}\n${one.to}`}
      onClick={() => run(one.id)}
    />
  );
});

function Row({ same = false, words, verdict, selected, title, ends, onClick }: RowProps) {
  const name = shellWords.flow(words, verdictWords[verdict]);
  return (
    <li>
      <button
        type="button"
        className={`${styles.row} ${same ? styles.inset : ''}`}
        aria-current={selected}
        aria-label={name}
        data-menu-edge={ends}
        title={`${words.what}${title === '' ? '' : ` · ${title}`}`}
        onClick={onClick}
      >
        {same ? (
          <code className={styles.text}>{words.what}</code>
        ) : (
          <span className={styles.text}>
            {words.from} <ArrowIcon size={13} /> {words.to}
          </span>
        )}
        <Glyph verdict={verdict} />
      </button>
    </li>
  );
}
