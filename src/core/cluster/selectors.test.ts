import { expect, test } from 'vitest';
import type { Json } from '../model/json.ts';
import { matchesLabels, matchesSelector } from './selectors.ts';

const labels = { app: 'web', tier: 'front' };
const expression = (operator: string, key: string, values: Json = []) => ({
  matchExpressions: [{ key, operator, values }],
});

test('labels match when all wanted ones are there', () => {
  expect(matchesLabels({}, labels)).toBe(true);
  expect(matchesLabels({ app: 'web' }, labels)).toBe(true);
  expect(matchesLabels({ app: 'web', x: '' }, labels)).toBe(false);
  expect(matchesLabels({ constructor: 'web' }, labels)).toBe(false);
});

test.each<[boolean, Record<string, Json>]>([
  [true, {}],
  [true, expression('In', 'app', ['api', 'web'])],
  [false, expression('In', 'app', ['api'])],
  [false, expression('In', 'none', ['api'])],
  [true, expression('NotIn', 'app', ['api'])],
  [true, expression('NotIn', 'none', ['api'])],
  [false, expression('NotIn', 'app', ['web'])],
  [true, expression('Exists', 'app')],
  [false, expression('Exists', 'toString')],
  [true, expression('DoesNotExist', 'none')],
  [false, expression('DoesNotExist', 'app')],
  [false, expression('Near', 'app')],
  [false, { matchLabels: { app: 'api' }, ...expression('Exists', 'app') }],
])('%s: %j', (expected, selector) => {
  expect(matchesSelector(selector, labels)).toBe(expected);
});
