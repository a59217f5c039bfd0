import { describe, expect, it } from 'vitest';
import { scenarios } from '../../../content/scenarios.ts';
import { exactDifference } from '../exact.ts';
import { createMemory } from '../evaluate.ts';
import { asAmbient, type AmbientForm } from './ambient.ts';

function differenceOf(id: string, form: AmbientForm) {
  const memory = createMemory();
  const mesh = { files: scenarios.find((scenario) => scenario.id === id)?.files ?? [] };
  return exactDifference(mesh, asAmbient(mesh, form, memory), Number.POSITIVE_INFINITY, memory);
}

describe('the exact difference of a mesh and the same mesh in ambient mode', () => {
  it.each(['shop-and-payments', 'two-blockers', 'ladder-zero-trust'])(
    '%s: leaves nothing in doubt, with waypoints and without',
    (id) => {
      const [alone, behind] = [differenceOf(id, 'ztunnel'), differenceOf(id, 'waypoints')];
      expect([alone.unproved, behind.unproved]).toEqual([[], []]);
      // "ALLOW rule with any HTTP item anywhere → whole rule omitted" (10.2): ztunnel alone shuts what it let in.
      expect(alone.counts.closed).toBeGreaterThan(0);
      expect(behind.counts.closed).toBe(0);
    },
  );

  it('leaves open what is asked of an authorizer alone', () => {
    for (const form of ['ztunnel', 'waypoints'] as const)
      expect(new Set(differenceOf('token-and-authorizer', form).unproved.map(({ code }) => code))).toEqual(
        new Set(['authorizer']),
      );
  });

  it('tells that a waypoint is passed by who goes straight to the pod', () => {
    const { changed } = differenceOf('ladder-zero-trust', 'waypoints');
    const opened = changed.filter(({ change, to }) => change === 'opened' && to === 'shop/catalog:8080');
    expect(opened.map(({ senders, witness }) => [senders.kind, witness.target.kind])).toContainEqual([
      'identities',
      'workload',
    ]);
  });
});
