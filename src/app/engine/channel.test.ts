import { describe, expect, it } from 'vitest';
import { openChannel, type Port, type StartPort } from './channel.ts';

/** Workers that answer when told to. */
function fakeWorkers() {
  const started: {
    sent: { id: number; args: unknown[] }[];
    reply: (value: unknown, index?: number) => void;
    fail: () => void;
    ended: boolean;
  }[] = [];
  const start: StartPort = (onMessage, onError) => {
    const worker = {
      sent: [] as { id: number; args: unknown[] }[],
      ended: false,
      reply: (value: unknown, index = -1) => onMessage({ id: worker.sent.at(index)?.id, ok: true, value }),
      fail: () => onError('boom'),
    };
    started.push(worker);
    const port: Port = {
      postMessage: (message) => worker.sent.push(message as { id: number; args: unknown[] }),
      terminate: () => {
        worker.ended = true;
      },
    };
    return port;
  };
  return { start, started, last: () => started[started.length - 1] ?? noWorker() };
}

function noWorker(): never {
  throw new Error('no worker was started');
}

describe('the engine channel', () => {
  it('answers questions in order, one at a time', async () => {
    const workers = fakeWorkers();
    const channel = openChannel(workers.start, () => 0);
    const [first, second] = [channel.ask('edit', [1], false), channel.ask('edit', [2], false)];
    expect(workers.last().sent).toHaveLength(1);
    workers.last().reply('one');
    workers.last().reply('two');
    expect(await first).toEqual({ kind: 'answer', value: 'one' });
    expect(await second).toEqual({ kind: 'answer', value: 'two' });
  });

  it('has a question of another method on its way while one is answered, and no third', async () => {
    const workers = fakeWorkers();
    const channel = openChannel(workers.start, () => 0);
    const asked = ['words', 'evaluate', 'names'].map((method) => channel.ask(method, [method], true));
    expect(workers.last().sent.map(({ args }) => args)).toEqual([['words'], ['evaluate']]);
    workers.last().reply('w', 0);
    expect(workers.last().sent.map(({ args }) => args)).toEqual([['words'], ['evaluate'], ['names']]);
    workers.last().reply('e', 1);
    workers.last().reply('n', 2);
    expect(await Promise.all(asked)).toEqual(['w', 'e', 'n'].map((value) => ({ kind: 'answer', value })));
  });

  it('asks both again when a worker crashes, but for what was superseded', async () => {
    const workers = fakeWorkers();
    const channel = openChannel(workers.start, () => 0);
    const words = channel.ask('words', ['words'], true);
    void channel.ask('evaluate', [1], true);
    const newest = channel.ask('evaluate', [2], true);
    workers.last().fail();
    expect(workers.last().sent.map(({ args }) => args)).toEqual([['words'], [2]]);
    workers.last().reply('w', 0);
    workers.last().reply('fresh', 1);
    expect([await words, await newest]).toEqual(['w', 'fresh'].map((value) => ({ kind: 'answer', value })));
  });

  it('lets the newest question of a kind win', async () => {
    const workers = fakeWorkers();
    const channel = openChannel(workers.start, () => 0);
    const asked = [1, 2, 3].map((n) => channel.ask('evaluate', [n], true));
    expect(await asked[0]).toEqual({ kind: 'superseded' });
    expect(await asked[1]).toEqual({ kind: 'superseded' });
    workers.last().reply('stale');
    workers.last().reply('fresh');
    expect(await asked[2]).toEqual({ kind: 'answer', value: 'fresh' });
    expect(workers.last().sent.map(({ args }) => args)).toEqual([[1], [3]]);
  });

  it('ends a worker that has been busy too long when a newer question comes', async () => {
    let time = 0;
    const workers = fakeWorkers();
    const channel = openChannel(workers.start, () => time);
    void channel.ask('evaluate', [1], true);
    time = 5000;
    const second = channel.ask('evaluate', [2], true);
    expect(workers.started.map(({ ended }) => ended)).toEqual([true, false]);
    workers.last().reply('done');
    expect(await second).toEqual({ kind: 'answer', value: 'done' });
  });

  it('restarts a crashed worker and asks once more', async () => {
    const workers = fakeWorkers();
    const channel = openChannel(workers.start, () => 0);
    const asked = channel.ask('evaluate', [1], true);
    workers.last().fail();
    expect(workers.started).toHaveLength(2);
    workers.last().reply('recovered');
    expect(await asked).toEqual({ kind: 'answer', value: 'recovered' });
  });

  it('fails a question that kills two workers, and answers the next one', async () => {
    const workers = fakeWorkers();
    const channel = openChannel(workers.start, () => 0);
    const [deadly, next] = [channel.ask('edit', [1], false), channel.ask('edit', [2], false)];
    workers.last().fail();
    workers.last().fail();
    expect(await deadly).toEqual({ kind: 'failed', message: 'boom' });
    workers.last().reply('fine');
    expect(await next).toEqual({ kind: 'answer', value: 'fine' });
  });

  it('ignores a late answer of a worker that was ended', async () => {
    let time = 0;
    const workers = fakeWorkers();
    const channel = openChannel(workers.start, () => time);
    void channel.ask('evaluate', [1], true);
    const old = workers.last();
    time = 5000;
    const asked = channel.ask('evaluate', [2], true);
    old.reply('late');
    workers.last().reply('right');
    expect(await asked).toEqual({ kind: 'answer', value: 'right' });
  });
});
