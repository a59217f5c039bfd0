import { useEffect, useEffectEvent, useState } from 'react';
import { aboutWords as words } from '../../../content/locales/en/about.ts';
import { sayPlain } from '../../../content/locales/en/plain.ts';
import type { PolicyOverview } from '../../../core/model/overview.ts';
import type { Plain } from '../../../core/model/plain.ts';
import type { ResourceId } from '../../../core/model/resource.ts';
import { engine } from '../../engine/client.ts';
import { showResource } from '../../store/show.ts';
import { useStore } from '../../store/store.ts';
import { Marked } from '../../ui/Marked.tsx';
import styles from './AboutTab.module.css';

/** Policies with what each says in plain words; the name leads to its YAML. */
export function Policies({ policies, namespace }: { policies: readonly PolicyOverview[]; namespace: string }) {
  const said = usePlain(policies.map(({ id }) => id));
  return (
    <ul className={styles.policies}>
      {policies.map((policy) => {
        const plain = said.get(policy.id) ?? null;
        const sentence = plain === null ? null : sayPlain(plain, namespace);
        return (
          <li key={policy.id}>
            <button type="button" className={styles.name} translate="no" onClick={() => showResource(policy.id)}>
              {policy.name} <span className={styles.quiet}>{policy.word || policy.kind}</span>
            </button>
            {policy.rejected && <p>{words.rejected}</p>}
            {sentence !== null && (
              <p>
                <Marked text={[sentence.lead, ...sentence.items, sentence.rest].filter(Boolean).join(' ')} />
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** What policies of the document on the screen say; those that are not known yet are not in it. */
function usePlain(ids: readonly ResourceId[]): ReadonlyMap<ResourceId, Plain | null> {
  const document = useStore((state) => state.good?.version.document ?? null);
  const [said, setSaid] = useState<ReadonlyMap<ResourceId, Plain | null>>(new Map());
  const key = ids.join('\n');
  const wanted = useEffectEvent(() => ids);
  useEffect(() => {
    if (document === null) return;
    let gone = false;
    const asked = wanted();
    void engine.plainWordsOf(document, asked).then((outcome) => {
      if (!gone && outcome.kind === 'answer') setSaid(new Map(asked.map((id, at) => [id, outcome.value[at] ?? null])));
    });
    return () => {
      gone = true;
    };
  }, [document, key]);
  return said;
}
