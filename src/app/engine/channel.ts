import type { Outcome } from './protocol.ts';

/** As much of a Worker as the channel needs; tests give a fake one. */
export interface Port {
  postMessage(message: unknown): void;
  terminate(): void;
}
export type StartPort = (onMessage: (data: unknown) => void, onError: (message: string) => void) => Port;

interface Waiting {
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
  readonly settle: (outcome: Outcome<unknown>) => void;
  retried: boolean;
  /** Somebody has asked anew since: nobody waits for the answer. */
  stale: boolean;
}

/** After this many ms on one question, a newer question ends the worker instead of waiting for it. */
const patience = 1500;

export interface Channel {
  /** Starts the worker before there is a question: it is ready sooner. */
  warm(): void;
  /** Asks; with `latest`, an unanswered older question of the same method is superseded. */
  ask(method: string, args: readonly unknown[], latest: boolean): Promise<Outcome<unknown>>;
}

/**
 * One worker. A question is on its way while another one, of another method, is being answered: the worker need not wait
 * until the page has taken the answer. A worker that dies is started again and gets its questions once more; if it dies
 * of the same question again, that question fails and the next ones go on.
 */
export function openChannel(start: StartPort, now: () => number): Channel {
  let port: Port | null = null;
  /** Since when the first of them is being answered. */
  let since = 0;
  let nextId = 1;
  const queue: Waiting[] = [];
  /** Posted, in their order. */
  const posted: Waiting[] = [];

  const finish = (done: Waiting, outcome: Outcome<unknown>): void => {
    posted.splice(posted.indexOf(done), 1);
    since = now();
    done.settle(outcome);
    pump();
  };

  /** Ends the worker; what it had not come to yet is asked again. */
  const restart = (): void => {
    port?.terminate();
    port = null;
    queue.unshift(...posted.splice(0).filter(({ stale }) => !stale));
  };

  const crashed = (message: string): void => {
    restart();
    const first = queue[0];
    if (first !== undefined && !first.retried) first.retried = true;
    else queue.shift()?.settle({ kind: 'failed', message });
    pump();
  };

  const open = (): Port => {
    const opened: Port = start(
      (data) => {
        if (port !== opened || !isReply(data)) return;
        const done = posted.find(({ id }) => id === data.id);
        if (done === undefined) return;
        finish(done, data.ok ? { kind: 'answer', value: data.value } : { kind: 'failed', message: data.message });
      },
      (message) => {
        if (port === opened) crashed(message);
      },
    );
    return opened;
  };

  const pump = (): void => {
    const next = queue[0];
    if (next === undefined || posted.length > 1 || posted.some(({ method }) => method === next.method)) return;
    queue.shift();
    if (posted.length === 0) since = now();
    posted.push(next);
    try {
      port ??= open();
      port.postMessage({ id: next.id, method: next.method, args: next.args });
    } catch (error) {
      finish(next, { kind: 'failed', message: String(error) });
    }
    pump();
  };

  return {
    warm() {
      try {
        port ??= open();
      } catch {
        // The first question says so.
      }
    },
    ask(method, args, latest) {
      return new Promise((settle) => {
        if (latest) supersede(method);
        queue.push({ id: nextId, method, args, settle, retried: false, stale: false });
        nextId += 1;
        pump();
      });
    },
  };

  function supersede(method: string): void {
    for (const waiting of queue.filter((one) => one.method === method)) {
      queue.splice(queue.indexOf(waiting), 1);
      waiting.settle({ kind: 'superseded' });
    }
    for (const waiting of posted.filter((one) => one.method === method)) {
      waiting.stale = true;
      waiting.settle({ kind: 'superseded' });
      if (waiting === posted[0] && now() - since >= patience) restart();
    }
  }
}

type AnyReply = { readonly id: number } & (
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string }
);

function isReply(data: unknown): data is AnyReply {
  return typeof data === 'object' && data !== null && 'id' in data && 'ok' in data;
}
