import { useEffect, useState } from 'react';
import {
  leastWords as words,
  replayGroups,
  type ReplayGroup,
  replayWords,
  sayEvidence,
  sayReplay,
  sayUntold,
} from '../../content/locales/en/least.ts';
import { verdictWords } from '../../content/locales/en/verdictWords.ts';
import type { LoggedRequest } from '../../core/model/accessLog.ts';
import type { LeastWishes, WantedEdge } from '../../core/model/leastPrivilege.ts';
import { callerName, dialled, requestWords } from '../../core/model/naming.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import type { VerdictKind } from '../../core/model/trace.ts';
import { engine } from '../engine/client.ts';
import { run } from '../store/run.ts';
import { Button } from '../ui/Button.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import styles from './LeastDialog.module.css';
import { type ReplayedRow, useReplay } from './useReplay.ts';

export interface ReplayStepProps {
  document: HopwiseDocument | null;
  requests: readonly LoggedRequest[];
  wanted: readonly WantedEdge[];
  wishes: LeastWishes;
}

const shown = 60;
const verdicts = { allowed: 'allowed', denied: 'denied', untold: 'undetermined' } as const satisfies Record<
  ReplayedRow['replayed']['kind'],
  VerdictKind
>;

/** Every logged request sent again: through the mesh as it is, or as the proposal has it. */
export function ReplayStep({ document, requests, wanted, wishes }: ReplayStepProps) {
  const [which, setWhich] = useState<'now' | 'proposal'>('now');
  const proposal = useDraft(which === 'proposal' ? document : null, wanted, wishes);
  const draft = which === 'now' ? document : proposal;
  const { done, failed, rows } = useReplay(draft, requests);
  const choices = [
    { key: 'now', label: words.throughNow },
    { key: 'proposal', label: words.throughProposal },
  ] as const;
  return (
    <>
      <div className={styles.row} role="group" aria-label={words.through}>
        {choices.map(({ key, label }) => (
          <Button
            key={key}
            small
            look={which === key ? 'line' : 'quiet'}
            aria-pressed={which === key}
            disabled={key === 'proposal' && wanted.length === 0}
            onClick={() => setWhich(key)}
          >
            {label}
          </Button>
        ))}
      </div>
      <p role="status" className={styles.about}>
        {failed && words.failed}
        {!failed && (done < 1 ? words.sending(done) : sum(rows))}
      </p>
      {replayGroups.map((group) => (
        <Group key={group} group={group} rows={rows} playable={which === 'now'} />
      ))}
    </>
  );
}

/** The proposal as a document; null until it is there. */
function useDraft(
  document: HopwiseDocument | null,
  wanted: readonly WantedEdge[],
  wishes: LeastWishes,
): HopwiseDocument | null {
  const [draft, setDraft] = useState<HopwiseDocument | null>(null);
  useEffect(() => {
    if (document === null) return;
    let current = true;
    void engine.proposeLeast(document, wanted, wishes).then((outcome) => {
      if (current && outcome.kind === 'answer') setDraft(outcome.value.document);
    });
    return () => {
      current = false;
      setDraft(null);
    };
  }, [document, wanted, wishes]);
  return draft;
}

function sum(rows: readonly ReplayedRow[]): string {
  const lines = (group: ReplayGroup): number =>
    rows.reduce((all, { group: own, logged }) => all + (own === group ? linesOf(logged) : 0), 0);
  const broken = lines('broken');
  const untold = lines('untold');
  const all = rows.reduce((total, { logged }) => total + linesOf(logged), 0);
  return sayReplay(all, broken, untold);
}

function linesOf({ passed, refused }: LoggedRequest): number {
  return passed.count + refused.count;
}

interface GroupProps {
  group: ReplayGroup;
  rows: readonly ReplayedRow[];
  playable: boolean;
}

function Group({ group, rows, playable }: GroupProps) {
  const own = rows.filter((row) => row.group === group);
  if (own.length === 0) return null;
  return (
    <section aria-labelledby={`replay-${group}`}>
      <h3 id={`replay-${group}`}>
        {replayWords[group]} · {own.length}
      </h3>
      <ul className={styles.rows}>
        {own.slice(0, shown).map((row) => (
          <Row key={row.logged.request.id} row={row} playable={playable} />
        ))}
        {own.length > shown && <li className={styles.more}>{words.more(own.length - shown)}</li>}
      </ul>
    </section>
  );
}

function Row({ row: { logged, replayed }, playable }: { row: ReplayedRow; playable: boolean }) {
  const { request, passed, refused } = logged;
  const content = (
    <>
      <Glyph verdict={verdicts[replayed.kind]} size={14} title={verdictWords[verdicts[replayed.kind]]} />
      <span className={styles.grow}>
        {callerName(request) ?? words.outside} → <span translate="no">{dialled(request)}</span>
      </span>
      <code translate="no">{requestWords(request)}</code>
      <span className={styles.times}>
        {replayed.kind === 'untold' ? sayUntold(replayed.because) : sayEvidence(passed.count > 0 ? passed : refused)}
      </span>
    </>
  );
  return (
    <li>
      {playable ? (
        <button type="button" className={styles.play} title={words.play} onClick={() => run(request)}>
          {content}
        </button>
      ) : (
        content
      )}
    </li>
  );
}
