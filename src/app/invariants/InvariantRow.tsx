import { invariantWords as words } from '../../content/locales/en/invariantWords.ts';
import { resultWord, sayDemand, sayResult, sayWitness } from '../../content/locales/en/invariants.ts';
import type { Invariant, InvariantResult, Witness } from '../../core/model/invariant.ts';
import { editInvariant, removeInvariant } from '../store/invariants.ts';
import { run } from '../store/run.ts';
import { Button } from '../ui/Button.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import { PlayIcon } from '../ui/icons.tsx';
import { Marked } from '../ui/Marked.tsx';
import { glyphs } from './glyphs.ts';
import styles from './InvariantsDialog.module.css';

export interface InvariantRowProps {
  invariant: Invariant;
  /** Null: not checked yet, or not to be checked. */
  result: InvariantResult | null;
  busy: boolean;
}

/** As many of the requests that break one are shown. */
const mostShown = 3;

/** One invariant: what it demands, whether it holds, the first requests that break it, each to be played. */
export function InvariantRow({ invariant, result, busy }: InvariantRowProps) {
  const { id, title, demand } = invariant;
  const word = result === null ? (busy ? words.checking : words.notChecked) : resultWord(result);
  return (
    <li
      className={styles.row}
      data-invariant={id}
      data-result={result?.kind}
      data-by={result?.kind === 'held' ? result.by : undefined}
    >
      <span className={styles.verdict}>
        {result === null ? <i className={styles.ring} /> : <Glyph verdict={glyphs[result.kind]} />}
        <strong>{word}</strong>
      </span>
      <div className={styles.said}>
        {title !== '' && <p className={styles.title}>{title}</p>}
        <p>
          <Marked text={sayDemand(demand)} />
        </p>
        {result !== null && <p className={styles.found}>{sayResult(result)}</p>}
        {result?.kind === 'broken' && <Witnesses invariant={invariant} result={result} />}
        {result?.kind === 'unclear' && result.witness !== null && (
          <Play witness={result.witness} invariant={invariant} />
        )}
      </div>
      <span className={styles.tools}>
        <Button small aria-label={words.editOne(id)} onClick={() => editInvariant(invariant)}>
          {words.edit}
        </Button>
        <Button small aria-label={words.removeOne(id)} onClick={() => void removeInvariant(invariant)}>
          {words.remove}
        </Button>
      </span>
    </li>
  );
}

interface WitnessesProps {
  invariant: Invariant;
  result: Extract<InvariantResult, { readonly kind: 'broken' }>;
}

function Witnesses({ invariant, result: { witnesses, found } }: WitnessesProps) {
  const shown = witnesses.slice(0, mostShown);
  return (
    <ul className={styles.witnesses}>
      {shown.map((witness) => (
        <li key={JSON.stringify(witness)}>
          <span>
            <Marked text={sayWitness(invariant.demand, witness)} />
          </span>
          <Play witness={witness} invariant={invariant} />
        </li>
      ))}
      {found > shown.length && <li className={styles.found}>{words.more(found - shown.length)}</li>}
    </ul>
  );
}

function Play({ witness, invariant }: { witness: Witness; invariant: Invariant }) {
  const sentence = sayWitness(invariant.demand, witness).replaceAll(/\*\*|`/g, '');
  return (
    <Button
      small
      look="line"
      aria-label={words.playWitness(sentence)}
      onClick={() => run(playable(witness, invariant))}
    >
      <PlayIcon size={12} />
      {words.playWhy}
    </Button>
  );
}

/** A link names requests by their id. */
function playable({ request }: Witness, { id }: Invariant): Witness['request'] {
  return request.id === '' ? { ...request, id: `against-${id}` } : request;
}
