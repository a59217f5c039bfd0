import { expect, it } from 'vitest';
import { dashColumn } from './dash.ts';

const rules = ['spec:', '  rules:', '    - from: [{ source: { principals: [a] } }]'];

it('puts the dash of the next item under that of the item above', () => {
  expect(dashColumn(rules, '      ')).toBe(4);
  expect(dashColumn([...rules, '      to: [{ operation: { methods: [GET] } }]'], '      ')).toBe(4);
  expect(dashColumn([...rules, '', '      # why'], '      ')).toBe(4);
});

it('leaves a dash where a list may begin, or where no item is', () => {
  expect(dashColumn(['    - from:'], '      ')).toBeNull();
  expect(dashColumn(['  rules:'], '    ')).toBeNull();
  expect(dashColumn(rules, '    ')).toBeNull();
  expect(dashColumn(['    - GET'], '      ')).toBeNull();
  expect(dashColumn(['metadata:', '  name: legacy'], '  ')).toBeNull();
  expect(dashColumn(rules, '      to: [a')).toBeNull();
  expect(dashColumn([], '  ')).toBeNull();
});

it('begins a document in the first column', () => {
  expect(dashColumn(['  name: legacy'], '  --')).toBe(0);
  expect(dashColumn(['  name: legacy'], '--')).toBeNull();
});
