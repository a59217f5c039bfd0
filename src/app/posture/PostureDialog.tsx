import { useEffect, useState } from 'react';
import { postureWords } from '../../content/locales/en/posture.ts';
import { verdictWords } from '../../content/locales/en/verdictWords.ts';
import { sayException } from '../../content/locales/en/rungExceptions.ts';
import { rungWords, writtenWords } from '../../content/locales/en/rungs.ts';
import { requestWords } from '../../core/model/naming.ts';
import type { WantedRequest } from '../../core/model/posture.ts';
import type { Request } from '../../core/model/request.ts';
import type { RungDocument } from '../../core/scenario/ladder/rung.ts';
import { engine } from '../engine/client.ts';
import { rungOf, setWanted, writtenOf } from '../store/posture.ts';
import { useStore } from '../store/store.ts';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import { Marked } from '../ui/Marked.tsx';
import { PostureChoice } from './PostureChoice.tsx';
import styles from './PostureDialog.module.css';

/** What the rung on show is, which requests are wanted, and what it cannot make true. */
export function PostureDialog({ onClose }: { onClose: () => void }) {
  const rung = useStore(rungOf);
  const written = useStore(writtenOf);
  const [asked, setAsked] = useState<RungDocument | null>(null);
  useEffect(() => {
    let current = true;
    // As it is written, what is wanted says what Zero Trust would do.
    void engine.writeRung(written, rung ?? 'zeroTrust').then((outcome) => {
      if (current && outcome.kind === 'answer') setAsked(outcome.value);
    });
    return () => {
      current = false;
    };
  }, [written, rung]);
  const words = rung === null ? writtenWords : rungWords[rung];
  const titleOf = (id: string): string =>
    titleWords(asked?.wanted.find(({ request }) => request.id === id)?.request, id);
  return (
    <Dialog title={postureWords.title} wide onClose={onClose}>
      <div className={styles.body}>
        <PostureChoice />
        <p>{words.about}</p>
        {asked !== null && (rung === null || rung === 'zeroTrust') && <Wanted wanted={asked.wanted} />}
        {asked !== null && rung !== null && (
          <section>
            <h3>{asked.exceptions.length === 0 ? postureWords.noExceptions : postureWords.whatThisRungCannot}</h3>
            <ul className={styles.exceptions}>
              {asked.exceptions.map((exception) => (
                <li key={JSON.stringify(exception)}>
                  <Marked text={sayException(exception, (id) => `**${titleOf(id)}**`)} />
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Dialog>
  );
}

function Wanted({ wanted }: { wanted: readonly WantedRequest[] }) {
  // Ticks are shown at once; the engine's answer, when it comes, is the truth again.
  const [picked, setPicked] = useState<{ readonly of: typeof wanted; readonly ids: readonly string[] } | null>(null);
  const ids =
    picked !== null && picked.of === wanted
      ? picked.ids
      : wanted.flatMap((each) => (each.wanted ? [each.request.id] : []));
  const set = (id: string, on: boolean): void => {
    const next = on ? [...ids, id] : ids.filter((each) => each !== id);
    setPicked({ of: wanted, ids: next });
    void setWanted(next);
  };
  return (
    <section>
      <h3>{postureWords.wantedRequests}</h3>
      <p className={styles.note}>{postureWords.wantedNote}</p>
      <ul className={styles.wanted}>
        {wanted.map(({ request, now }) => (
          <li key={request.id}>
            <Checkbox checked={ids.includes(request.id)} onChange={(checked) => set(request.id, checked)}>
              {titleWords(request, request.id)}
            </Checkbox>
            <code translate="no">{requestWords(request)}</code>
            <Glyph verdict={now} title={postureWords.asWritten(verdictWords[now])} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function titleWords(request: Request | undefined, id: string): string {
  return request === undefined || request.title === '' ? id : request.title;
}
