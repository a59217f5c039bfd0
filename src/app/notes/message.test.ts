import { expect, it } from 'vitest';
import { type Message, readMessage } from './message.ts';

const messages: readonly Message[] = [
  { kind: 'now', now: null },
  { kind: 'now', now: { lesson: null, step: null, blank: true } },
  {
    kind: 'now',
    now: {
      lesson: { id: 'deny-beats-allow', stage: 'predict', asked: true, hands: [3, 0, 12] },
      step: { place: 'backend proxy', number: 5, of: 7, sentence: 'The caller is **reviews**.', next: null },
      blank: false,
    },
  },
  { kind: 'wish', wish: 'next' },
  { kind: 'hands', answer: 1, count: 17 },
];

it('reads what the other window says', () => {
  for (const message of messages) expect(readMessage(structuredClone(message))).toEqual(message);
});

it('takes nothing that it does not know', () => {
  for (const value of [null, undefined, 7, 'next', [], {}, { kind: 'wish', wish: 'delete' }, { kind: 'now', now: 7 }])
    expect(readMessage(value)).toBeNull();
  for (const count of [-1, 1.5, 10_000, '7', Number.NaN])
    expect(readMessage({ kind: 'hands', answer: 0, count })).toBeNull();
});

it('leaves out what it cannot use, and keeps the rest', () => {
  const now = { lesson: { id: 'x', stage: 'sold' }, step: { sentence: 7 }, blank: 'yes' };
  expect(readMessage({ kind: 'now', now })).toEqual({ kind: 'now', now: { lesson: null, step: null, blank: false } });
});
