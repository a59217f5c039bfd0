import { useEffect, useId, useState } from 'react';
import { plainWords } from '../../../content/locales/en/plain.ts';
import { sayPlain } from '../../../content/locales/en/plain.ts';
import type { Plain } from '../../../core/model/plain.ts';
import type { ResourceId } from '../../../core/model/resource.ts';
import { engine } from '../../engine/client.ts';
import { useStore } from '../../store/store.ts';
import { Marked } from '../../ui/Marked.tsx';
import styles from './PlainWords.module.css';

/** From this many characters on a sentence is folded. */
const long = 190;

/** A policy in plain words, on top of its YAML; the last sentence, what becomes of everything else, always shows. */
export function PlainWords({ resource, namespace }: { resource: ResourceId; namespace: string }) {
  const document = useStore((state) => state.good?.version.document ?? null);
  const [answer, setAnswer] = useState<{ readonly of: ResourceId; readonly plain: Plain | null } | null>(null);
  const [open, setOpen] = useState(false);
  const id = useId();
  useEffect(() => {
    if (document === null) return;
    let gone = false;
    void engine.plainWords(document, resource).then((outcome) => {
      if (!gone && outcome.kind === 'answer') setAnswer({ of: resource, plain: outcome.value });
    });
    return () => {
      gone = true;
    };
  }, [document, resource]);
  if (answer === null || answer.of !== resource || answer.plain === null) return null;
  const { lead, items, rest } = sayPlain(answer.plain, namespace);
  const folds = items.length > 0 || lead.length > long;
  return (
    // A pane that scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={styles.plain} aria-label={plainWords.title} tabIndex={0}>
      <div id={id} className={folds && !open ? styles.folded : ''}>
        <p>
          <Marked text={lead} />
        </p>
        {open && items.length > 0 && (
          <ul>
            {items.map((item, index) => (
              <li key={index}>
                <Marked text={item} />
              </li>
            ))}
          </ul>
        )}
      </div>
      {(rest !== '' || folds) && (
        <div className={styles.foot}>
          {rest !== '' && (
            <p>
              <Marked text={rest} />
            </p>
          )}
          {folds && (
            <button type="button" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
              {open ? plainWords.less : plainWords.more}
            </button>
          )}
        </div>
      )}
    </section>
  );
}
