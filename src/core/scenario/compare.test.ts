import { describe, expect, it } from 'vitest';
import { scenarios } from '../../content/scenarios.ts';
import { compareDocuments, twoStories } from './compare.ts';
import { createMemory } from './evaluate.ts';
import { prepare } from './prepare.ts';

const a = { files: scenarios.find(({ id }) => id === 'shop-and-payments')?.files ?? [] };
const edited = (from: string, to: string) => ({
  files: a.files.map(({ name, text }) => ({ name, text: text.replace(from, to) })),
});
const b = edited('- cluster.local/ns/shop/sa/frontend', '- cluster.local/ns/shop/sa/reviews');
const request = (id: string) => {
  const found = prepare(a, createMemory()).own.requests.find((each) => each.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};

describe('two versions of a document', () => {
  it('differ in the flows that an edit opens and closes, and in its lines', () => {
    const { flows, lines } = compareDocuments(a, b, createMemory());
    expect(flows.counts).toMatchObject({ opened: 1, closed: 1, unclear: 0 });
    expect(
      flows.flows.filter(({ change }) => change !== 'reason').map(({ change, caller }) => [change, caller]),
    ).toEqual([
      ['closed', 'shop/frontend'],
      ['opened', 'shop/reviews'],
    ]);
    expect(lines).toHaveLength(1);
  });

  it('do not differ in a comment', () => {
    const { flows, lines } = compareDocuments(a, edited('action: ALLOW', 'action: ALLOW # as before'), createMemory());
    expect(flows.counts).toEqual({ opened: 0, closed: 0, unclear: 0, reason: 0 });
    expect(lines).toHaveLength(1);
  });

  it('say when a caller is gone, and do not count it as a flow', () => {
    const without = edited('kind: Deployment\nmetadata:\n  name: reviews', 'kind: Nothing\nmetadata:\n  name: reviews');
    const { flows } = compareDocuments(a, without, createMemory());
    expect(flows.flows.every(({ caller }) => caller !== 'shop/reviews')).toBe(true);
  });
});

describe('one request in two versions', () => {
  it('parts at the step that ends otherwise', () => {
    const { a: before, b: after, parting } = twoStories(a, b, request('reviews-charges'), createMemory());
    expect([before?.trace.verdict.kind, after?.trace.verdict.kind, parting]).toEqual([
      'denied',
      'allowed',
      'payments/backend/inbound/rbac-allow',
    ]);
  });

  it('does not part where the edit is about others', () => {
    expect(twoStories(a, b, request('backend-ledger'), createMemory()).parting).toBeNull();
  });
});
