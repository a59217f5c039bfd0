import { describe, expect, it } from 'vitest';
import { scenarios } from '../../content/scenarios.ts';
import { createMemory, evaluate } from '../scenario/evaluate.ts';

const edges = (id: string) =>
  evaluate(
    { files: scenarios.find((each) => each.id === id)?.files ?? [] },
    null,
    createMemory(),
  ).overview.requests.map(({ id: request, from, to, legs }) => [
    request,
    `${from} → ${to}`,
    legs.map((leg) => leg.to).join(' → '),
  ]);

describe('a prepared request as an edge', () => {
  it('leads to what was meant, also where a waypoint on the way refuses it', () => {
    expect(edges('ambient-front-door')).toEqual([
      ['reader-charges', 'outside → payments/backend', 'istio-system/public-istio → payments/backend'],
      ['reader-deletes-charge', 'outside → payments/backend', 'istio-system/public-istio → payments/backend'],
      ['reader-reviews', 'outside → shop/reviews', 'istio-system/public-istio → shop/waypoint → shop/reviews'],
      ['reader-deletes-review', 'outside → shop/reviews', 'istio-system/public-istio → shop/waypoint'],
      ['frontend-deletes-charge', 'shop/frontend → payments/backend', 'payments/waypoint'],
    ]);
  });
});
