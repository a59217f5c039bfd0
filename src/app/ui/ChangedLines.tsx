import { uiWords } from '../../content/locales/en/ui.ts';
import type { LineChange } from '../../core/model/lint.ts';
import styles from './ChangedLines.module.css';

/** Old lines with −, new lines with +, each with its number. */
export function ChangedLines({ changes }: { changes: readonly LineChange[] }) {
  return (
    // A pane that scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.diff} role="group" aria-label={uiWords.changedLines} tabIndex={0} translate="no">
      {changes.map(({ file, line, removed, added }) => (
        <div key={`${file} ${line}`}>
          {removed.map((text, index) => (
            <Line key={`-${index}`} number={line + index} sign="−" word="removed" text={text} />
          ))}
          {added.map((text, index) => (
            <Line key={`+${index}`} number={line + index} sign="+" word="added" text={text} />
          ))}
        </div>
      ))}
    </div>
  );
}

interface LineProps {
  number: number;
  sign: '−' | '+';
  word: 'removed' | 'added';
  text: string;
}

function Line({ number, sign, word, text }: LineProps) {
  return (
    <div className={styles[word]}>
      <span aria-hidden="true">{number}</span>
      <span role="img" aria-label={uiWords[word]}>
        {sign}
      </span>
      <code>{text === '' ? ' ' : text}</code>
    </div>
  );
}
