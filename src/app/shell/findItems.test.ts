import { describe, expect, it } from 'vitest';
import { filterItems, type FindItem } from './findItems.ts';

const item = (kind: string, label: string): FindItem => ({ key: label, kind, label, keys: [], run: () => undefined });
const items = [
  item('Request', 'GET /charges · reviews to backend'),
  item('Workload', 'reviews, shop'),
  item('Command', 'Share…'),
];
const found = (query: string) => filterItems(items, query).map(({ label }) => label);

describe('find or run', () => {
  it('finds by every word, in any order and case, in name or kind', () => {
    expect(found('backend REVIEWS')).toEqual(['GET /charges · reviews to backend']);
    expect(found('workload')).toEqual(['reviews, shop']);
    expect(found('reviews')).toHaveLength(2);
  });

  it('shows everything before a word is typed, and nothing for what is not there', () => {
    expect(found('  ')).toHaveLength(3);
    expect(found('ledger')).toEqual([]);
  });
});
