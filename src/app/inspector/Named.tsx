import { useState } from 'react';
import type { SourceRef } from '../../core/model/resource.ts';
import { Marked } from '../ui/Marked.tsx';
import styles from './Card.module.css';
import type { Decider } from './deciders.ts';
import type { WhyWords } from '../../content/locales/en/why.ts';

const enough = 3;

export interface NamedProps {
  things: readonly Decider[];
  /** Said where there is none: "nothing else" is an answer. */
  nothing: string;
  onRef: (ref: SourceRef) => void;
  words: WhyWords;
}

/** Names of resources, each leading to its place in the YAML; a long list begins with its first three. */
export function Named({ things, nothing, onRef, words }: NamedProps) {
  const [all, setAll] = useState(false);
  if (things.length === 0) return nothing;
  const shown = all || things.length <= enough + 1 ? things : things.slice(0, enough);
  return (
    <ul className={styles.named}>
      {shown.map(({ text, ref }, index) => (
        <li key={index}>
          {ref === null ? (
            <Marked text={text} />
          ) : (
            <button type="button" className={styles.link} onClick={() => onRef(ref)}>
              <Marked text={text} />
            </button>
          )}
        </li>
      ))}
      {shown.length < things.length && (
        <li>
          <button type="button" className={styles.link} onClick={() => setAll(true)}>
            {words.more(things.length - shown.length)}
          </button>
        </li>
      )}
    </ul>
  );
}
