import { useEffect, useRef, useState } from 'react';
import type { UnderstoodLog } from '../../core/model/accessLog.ts';
import type { WorkloadId } from '../../core/model/resource.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { engine } from '../engine/client.ts';
import { readLog, type ReadLog } from './readLog.ts';

export type LogState =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading'; readonly done: number }
  | { readonly kind: 'failed'; readonly why: 'binary' | 'engine' }
  | { readonly kind: 'placing' }
  | { readonly kind: 'read'; readonly log: UnderstoodLog; readonly cut: ReadLog['cut'] };

/** Kept while the page is open, so that closing the dialog loses nothing. It is stored nowhere. */
let kept: ReadLog | null = null;

export interface LogHold {
  readonly state: LogState;
  readonly writer: WorkloadId | null;
  readonly bring: (brought: readonly (File | string)[]) => void;
  readonly cancel: () => void;
  readonly forget: () => void;
  readonly setWriter: (writer: WorkloadId | null) => void;
}

/** Reads what was brought, and places it in the mesh, anew whenever that changes. */
export function useLog(document: HopwiseDocument | null): LogHold {
  const [read, setRead] = useState<ReadLog | null>(kept);
  const [writer, setWriter] = useState<WorkloadId | null>(null);
  const [reading, setReading] = useState<LogState | null>(null);
  const [placed, setPlaced] = useState<{ readonly of: ReadLog; readonly log: UnderstoodLog } | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  useEffect(() => {
    if (read === null || document === null) return;
    let wanted = true;
    void engine.understandLog(document, read.parts, writer).then((outcome) => {
      if (!wanted) return;
      if (outcome.kind === 'answer') setPlaced({ of: read, log: outcome.value });
      else if (outcome.kind === 'failed') setReading({ kind: 'failed', why: 'engine' });
    });
    return () => {
      wanted = false;
    };
  }, [read, writer, document]);
  const hold = (next: ReadLog | null): void => {
    kept = next;
    setRead(next);
  };
  const bring = (brought: readonly (File | string)[]): void => {
    stop.current?.abort();
    const own = new AbortController();
    stop.current = own;
    const { signal } = own;
    setReading({ kind: 'reading', done: 0 });
    readLog(brought, { signal, onProgress: (done) => setReading({ kind: 'reading', done }) })
      .then((result) => {
        if (result === null || signal.aborted) return;
        setReading(null);
        hold(result);
      })
      .catch((error: unknown) => {
        if (signal.aborted) return;
        setReading({ kind: 'failed', why: error instanceof Error && error.message === 'binary' ? 'binary' : 'engine' });
      });
  };
  const cancel = (): void => {
    stop.current?.abort();
    setReading(null);
  };
  return { state: stateOf(reading, read, placed), writer, bring, cancel, forget: () => hold(null), setWriter };
}

function stateOf(
  reading: LogState | null,
  read: ReadLog | null,
  placed: { readonly of: ReadLog; readonly log: UnderstoodLog } | null,
): LogState {
  if (reading !== null) return reading;
  if (read === null) return { kind: 'none' };
  return placed?.of === read ? { kind: 'read', log: placed.log, cut: read.cut } : { kind: 'placing' };
}
