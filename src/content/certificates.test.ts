import { expect, it } from 'vitest';
import { createMemory, evaluate } from '../core/scenario/evaluate.ts';
import { callerSees, say } from './locales/en.ts';
import { scenarios } from './scenarios.ts';

const memory = createMemory();
const files = scenarios.find(({ id }) => id === 'certificates-over-time')?.files ?? [];
const told = (id: string) => {
  const { story } = evaluate({ files }, id, memory);
  if (story === null) throw new Error(`no story ${id}`);
  return story;
};
const allowed = (name: string): string => `No ALLOW policy selects **${name}**, and Istio allows by default.`;

it.each([
  ['website-ledger', 'The certificate of **ledger** expired on 2 Mar 2026, 08:00 UTC, so **website** refuses it.'],
  ['website-ledger-before', allowed('ledger')],
  ['website-ledger-after', allowed('ledger')],
  ['website-rates', allowed('rates')],
  ['ledger-website', 'The certificate of **ledger** expired on 2 Mar 2026, 08:00 UTC, so **website** refuses it.'],
  [
    'website-fraud',
    'No pod behind **fraud.payments** is ready: its proxy started while istiod was away, and has neither configuration nor a certificate.',
  ],
  [
    'website-fraud-address',
    '**fraud** is not ready: its proxy started while istiod was away, and has neither configuration nor a certificate.',
  ],
  [
    'fraud-ledger',
    '**fraud** is not ready: its proxy started while istiod was away, and has neither configuration nor a certificate.',
  ],
  [
    'website-reviews',
    "No pod behind **reviews.shop** is ready: the pod was to be created while istiod was away, and without istiod's webhook no pod is created here.",
  ],
  ['website-reviews-after', allowed('reviews')],
  [
    'checkout-rates',
    '**rates** takes no certificate of the trust domain **partner.example**, and **checkout** shows one.',
  ],
  [
    'scanner-rates',
    'The certificates come from different roots, one of them **scanner-ca**, so **scanner** refuses that of **rates**.',
  ],
])('certificates over time: the card of %s says what decided', (id, sentence) => {
  const { because, trace } = told(id);
  expect(say(because)).toBe(sentence);
  expect(trace.verdict.kind).toBe(sentence.startsWith('No ALLOW') ? 'allowed' : 'denied');
});

it('certificates over time: every request is told above', () => {
  expect(evaluate({ files }, null, memory).scenario.requests).toHaveLength(12);
});

it('certificates over time: who refuses decides what the caller sees', () => {
  const seen = (id: string) => callerSees(told(id).trace.caller);
  expect(seen('website-ledger')).toMatch(/^503 .*retried and the latest reset reason: remote connection failure$/);
  expect(seen('ledger-website')).toMatch(/^503 .*reset reason: connection termination$/);
  expect(seen('website-fraud')).toBe('503 no healthy upstream');
  expect(seen('fraud-ledger')).toContain('Connection refused');
});
