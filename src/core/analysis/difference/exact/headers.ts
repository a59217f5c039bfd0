import type { ConditionWords } from '../../../model/proof.ts';
import type { Test } from './condition.ts';
import { all, type Formula } from './formula.ts';

/** Headers that proxies on the way write or change by themselves. */
export function isProxied(name: string): boolean {
  return /^(?::scheme|x-forwarded-.*|x-request-id|x-envoy-.*)$/.test(name);
}

/** A condition on a header that is sent once or not at all. */
export function sentOnce(name: string, test: Test, words: ConditionWords): Formula {
  const sent: Test = { kind: 'option', holds: (option) => option === 'sent' };
  return all([
    { kind: 'condition', condition: { about: `sent:${name}`, test: sent, words: { ...words, values: ['*'] } } },
    { kind: 'condition', condition: { about: `header:${name}`, test, words } },
  ]);
}
