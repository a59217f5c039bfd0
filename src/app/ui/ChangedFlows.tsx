import { uiWords } from '../../content/locales/en/ui.ts';
import { verdictWords } from '../../content/locales/en/verdictWords.ts';
import type { FlowDifference, ChangedFlow } from '../../core/model/difference.ts';
import { shortName } from '../../core/model/naming.ts';
import { Glyph } from './Glyph.tsx';
import styles from './ChangedFlows.module.css';

/** So many are named; the rest is counted. */
const shown = 6;

/** The first flows that end otherwise, and how many more there are. */
export function ChangedFlows({ radius: { flows, counts } }: { radius: FlowDifference }) {
  const changed = flows.filter(({ change }) => change !== 'reason');
  const all = counts.opened + counts.closed + counts.unclear;
  return (
    <ul className={styles.flows}>
      {changed.slice(0, shown).map((flow) => (
        <Flow key={`${flow.caller} ${flow.to} ${flow.words}`} flow={flow} />
      ))}
      {all > shown && <li className={styles.more}>{uiWords.more(all - shown)}</li>}
    </ul>
  );
}

function Flow({ flow: { caller, to, words, before, after } }: { flow: ChangedFlow }) {
  return (
    <li>
      <Glyph verdict={before} size={14} title={uiWords.before(verdictWords[before])} />
      <span aria-hidden="true">→</span>
      <Glyph verdict={after} size={14} title={uiWords.after(verdictWords[after])} />
      <span translate="no">
        {shortName(caller)} → {to}
      </span>
      <code translate="no">{words}</code>
    </li>
  );
}
