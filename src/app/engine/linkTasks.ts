import type { LinkMixer } from '../../core/scenario/linkFormats.ts';
import type { SalvageTools } from '../../core/scenario/linkSalvage.ts';
import { openChannel } from './channel.ts';

/** What the worker for links is asked. */
export type LinkTask =
  | { readonly id: number; readonly method: 'pack'; readonly args: Parameters<LinkMixer['pack']> }
  | { readonly id: number; readonly method: 'unpack'; readonly args: Parameters<LinkMixer['unpack']> }
  | { readonly id: number; readonly method: 'salvage'; readonly args: Parameters<SalvageTools['salvage']> };
type Tasks = LinkMixer & Pick<SalvageTools, 'salvage'>;
export type LinkReply =
  | { readonly id: number; readonly ok: true; readonly value: Awaited<ReturnType<Tasks[keyof Tasks]>> }
  | { readonly id: number; readonly ok: false; readonly message: string };

const channel = openChannel(
  (onMessage, onError) => {
    const worker = new Worker(new URL('./linkWorker.ts', import.meta.url), { type: 'module', name: 'links' });
    worker.onmessage = ({ data }) => onMessage(data);
    worker.onerror = (event) => {
      event.preventDefault();
      onError(event.message || 'links cannot be packed');
    };
    return worker;
  },
  () => performance.now(),
);

async function ask<M extends keyof Tasks>(
  method: M,
  ...args: Parameters<Tasks[M]>
): Promise<Awaited<ReturnType<Tasks[M]>>> {
  const outcome = await channel.ask(method, args, false);
  if (outcome.kind !== 'answer') throw new Error(outcome.kind === 'failed' ? outcome.message : outcome.kind);
  // The worker is our own code, typed by the same table.
  return outcome.value as Awaited<ReturnType<Tasks[M]>>;
}

/** Packs and reads what links of format 2 carry, in a worker of its own. Rejects where that cannot be fetched. */
export const linkMixer: LinkMixer = {
  pack: (payload, base) => ask('pack', payload, base),
  unpack: (packed, base) => ask('unpack', packed, base),
};

/** What is left of a cut link, in the same worker. */
export const salvage: SalvageTools['salvage'] = (packed, base) => ask('salvage', packed, base);
