import type { Draws } from '../../core/model/draw.ts';
import type { Chances } from '../../core/model/story.ts';
import type { VerdictKind } from '../../core/model/trace.ts';
import { Glyph } from '../ui/Glyph.tsx';
import { Marked } from '../ui/Marked.tsx';
import card from './Card.module.css';
import styles from './ChanceRows.module.css';
import type { WhyWords } from '../../content/locales/en/why.ts';

export interface ChanceRowsProps {
  chances: Chances;
  verdict: VerdictKind;
  /** Plays the story of another branch. */
  onDraw: (draws: Draws) => void;
  words: WhyWords;
}

/** What proxies draw on the way: each branch with its share and its verdict, and a way to play those not drawn. */
export function ChanceRows({ chances, verdict, onDraw, words }: ChanceRowsProps) {
  return (
    <>
      {chances.certain && <p className={styles.certain}>{words.certain(verdict)}</p>}
      {chances.draws.map(({ step, of, what, branches }) => (
        <ul key={step} className={styles.branches}>
          {branches.map(({ name, share, drawn, draws, verdict: other }) => {
            const branch = words.branch(of, name, share, what);
            return (
              <li key={name} aria-current={drawn ? 'true' : undefined}>
                <Glyph verdict={other} size={14} title={words.verdicts[other]} />
                <span className={styles.branch}>
                  <Marked text={branch} />
                </span>
                {!drawn && (
                  <button
                    type="button"
                    className={card.link}
                    aria-label={`${words.play}: ${branch.replaceAll('`', '')}`}
                    onClick={() => onDraw(draws)}
                  >
                    {words.play}
                  </button>
                )}
              </li>
            );
          })}
        </ul>
      ))}
    </>
  );
}
