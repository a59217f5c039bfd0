import { useEffect, useState } from 'react';
import type { LoggedRequest } from '../../core/model/accessLog.ts';
import type { Replayed } from '../../core/model/leastPrivilege.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import type { ReplayGroup } from '../../content/locales/en/least.ts';
import { engine } from '../engine/client.ts';

export interface ReplayedRow {
  readonly logged: LoggedRequest;
  readonly replayed: Replayed;
  readonly group: ReplayGroup;
}

export interface ReplayState {
  readonly done: number;
  readonly failed: boolean;
  readonly rows: readonly ReplayedRow[];
}

const step = 250;

/** Sends every logged request through a document, a few at a time. */
export function useReplay(document: HopwiseDocument | null, requests: readonly LoggedRequest[]): ReplayState {
  const [state, setState] = useState<ReplayState>({ done: 0, failed: false, rows: [] });
  useEffect(() => {
    if (document === null) return;
    let current = true;
    const ask = async (): Promise<void> => {
      const rows: ReplayedRow[] = [];
      setState({ done: 0, failed: false, rows });
      for (let from = 0; from < requests.length; from += step) {
        const some = requests.slice(from, from + step);
        const outcome = await engine.replayRequests(
          document,
          some.map(({ request }) => request),
        );
        if (!current) return;
        if (outcome.kind !== 'answer') {
          setState({ done: 1, failed: true, rows });
          return;
        }
        for (const [index, logged] of some.entries()) {
          const replayed = outcome.value[index];
          if (replayed !== undefined) rows.push({ logged, replayed, group: groupOf(logged, replayed) });
        }
        setState({ done: (from + some.length) / requests.length, failed: false, rows: [...rows] });
      }
    };
    void ask();
    return () => {
      current = false;
    };
  }, [document, requests]);
  return state;
}

/** A request that was logged both ways counts as one that got through. */
function groupOf({ passed }: LoggedRequest, replayed: Replayed): ReplayGroup {
  if (replayed.kind === 'untold') return 'untold';
  if (passed.count > 0) return replayed.kind === 'denied' ? 'broken' : 'same';
  return replayed.kind === 'allowed' ? 'opened' : 'refused';
}
