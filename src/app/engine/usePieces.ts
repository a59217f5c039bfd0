import { useEffect, useState } from 'react';
import type { Outcome } from './protocol.ts';

/** How far a question that is answered piece by piece has come. */
export interface Pieces<T> {
  readonly known: T | null;
  readonly state: 'asking' | 'done' | 'failed' | 'stopped';
  readonly stop: () => void;
  readonly goOn: () => void;
}

interface Answer<T> {
  readonly ask: unknown;
  readonly known: T | null;
  readonly state: 'asking' | 'done' | 'failed';
}

/**
 * Asks for more and more until `isDone`, or until nobody wants to know: others get their turn between the pieces. `ask` is
 * the question: another one begins anew. Null: not yet.
 */
export function usePieces<T>(
  ask: ((until: number) => Promise<Outcome<T | null>>) | null,
  isDone: (known: T) => boolean,
  piece: number,
): Pieces<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ ask: null, known: null, state: 'asking' });
  // Held in an object: a function alone would be taken for one that makes the next state.
  const [stopped, setStopped] = useState<{ readonly ask: unknown }>({ ask: null });
  const waits = ask === null || stopped.ask === ask;
  useEffect(() => {
    if (waits) return;
    let wanted = true;
    const run = async (): Promise<void> => {
      for (let until = piece; wanted; until += piece) {
        const outcome = await ask(until);
        if (!wanted) return;
        const known = outcome.kind === 'answer' ? outcome.value : null;
        const state = known === null ? 'failed' : isDone(known) ? 'done' : 'asking';
        setAnswer({ ask, known, state });
        if (state !== 'asking') return;
      }
    };
    void run();
    return () => {
      wanted = false;
    };
  }, [ask, isDone, piece, waits]);
  const own = answer.ask === ask ? answer : { known: null, state: 'asking' as const };
  return {
    known: own.known,
    state: own.state === 'asking' && ask !== null && stopped.ask === ask ? 'stopped' : own.state,
    stop: () => setStopped({ ask }),
    goOn: () => setStopped({ ask: null }),
  };
}
