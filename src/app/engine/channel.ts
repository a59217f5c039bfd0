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
 * One worker, one question at a time. A worker that dies is started again and gets its question once more;
 * if it dies of the same question again, that question fails and the next ones go on.
 */
export function openChannel(start: StartPort, now: () => number): Channel {
  let port: Port | null = null;
  let current: Waiting | null = null;
  let since = 0;
  let nextId = 1;
  const queue: Waiting[] = [];

  const finish = (outcome: Outcome<unknown>): void => {
    const done = current;
    current = null;
    done?.settle(outcome);
    pump();
  };

  const restart = (): void => {
    port?.terminate();
    port = null;
  };

  const crashed = (message: string): void => {
    restart();
    if (current === null || current.retried) {
      finish({ kind: 'failed', message });
      return;
    }
    current.retried = true;
    queue.unshift(current);
    current = null;
    pump();
  };

  const open = (): Port => {
    const opened: Port = start(
      (data) => {
        if (port !== opened || !isReply(data) || data.id !== current?.id) return;
        finish(data.ok ? { kind: 'answer', value: data.value } : { kind: 'failed', message: data.message });
      },
      (message) => {
        if (port === opened) crashed(message);
      },
    );
    return opened;
  };

  const pump = (): void => {
    if (current !== null) return;
    const next = queue.shift();
    if (next === undefined) return;
    current = next;
    since = now();
    try {
      port ??= open();
      port.postMessage({ id: next.id, method: next.method, args: next.args });
    } catch (error) {
      finish({ kind: 'failed', message: String(error) });
    }
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
        queue.push({ id: nextId, method, args, settle, retried: false });
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
    if (current?.method !== method) return;
    current.settle({ kind: 'superseded' });
    if (now() - since < patience) return;
    restart();
    current = null;
  }
}

type AnyReply = { readonly id: number } & (
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string }
);

function isReply(data: unknown): data is AnyReply {
  return typeof data === 'object' && data !== null && 'id' in data && 'ok' in data;
}
