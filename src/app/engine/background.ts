import type { DeadRules } from '../../core/model/lint.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { type Channel, openChannel, type Port } from './channel.ts';
import { startWorker } from './client.ts';
import type { Outcome } from './protocol.ts';

/** A worker of its own, for long proofs: whoever types never waits for it. */
let port: Port | null = null;
let channel: Channel | null = null;
let asked = 0;

/** What is proved of the rules of a document after so many questions. */
export async function askDeadRules(document: HopwiseDocument, questions: number): Promise<Outcome<DeadRules>> {
  channel ??= openChannel(
    (onMessage, onError) => {
      port = startWorker(onMessage, onError);
      return port;
    },
    () => performance.now(),
  );
  asked += 1;
  // The worker is our own code: what it answers to a method is that method's result.
  const outcome = (await channel.ask('deadRules', [document, questions], false)) as Outcome<DeadRules>;
  asked -= 1;
  return outcome;
}

/** Ends what nobody waits for any more; a worker that rests keeps what it has read. */
export function endBackground(): void {
  if (asked === 0) return;
  port?.terminate();
  port = null;
  channel = null;
  asked = 0;
}
