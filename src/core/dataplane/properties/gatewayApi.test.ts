import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueAt } from '../../cluster/fields.ts';
import type { World } from '../../controlplane/world.ts';
import type { SourceRef } from '../../model/resource.ts';
import type { Check, Trace } from '../../model/trace.ts';
import { checkTrace } from '../checkTrace.ts';
import { send } from '../send.ts';
import { gatewayApiCase } from './gatewayApiArbitrary.ts';
import { replacements, withNonsense } from './nonsense.ts';
import { worldOf } from './randomMesh.ts';
import { said, seed, stepsOf } from './said.ts';

function sourcesIn({ source, children }: Check): readonly SourceRef[] {
  return [...(source === null ? [] : [source]), ...children.flatMap(sourcesIn)];
}

/** The places that a trace points at and that do not exist. */
function nowhere(world: World, trace: Trace): readonly SourceRef[] {
  const { verdict } = trace;
  const set = verdict.kind === 'denied' && verdict.determining?.kind === 'setting' ? verdict.determining.ref : null;
  const all = [...stepsOf(trace).flatMap(({ checks }) => checks.flatMap(sourcesIn)), ...(set ? [set] : [])];
  return all.filter(({ resource, path }) => valueAt(world.cluster.resource(resource)?.body, path) === undefined);
}

describe('a request through the Gateway API', { timeout: 60_000 }, () => {
  it('has a sound trace, whose every place stands in the text', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(gatewayApiCase, ({ mesh, requests }) => {
        const world = worldOf(mesh);
        for (const request of requests) {
          const trace = send(world, request);
          expect(checkTrace(trace)).toEqual([]);
          expect(nowhere(world, trace)).toEqual([]);
          const word = `${said(trace)} ${trace.hops.some(({ at }) => at.kind === 'gateway') ? 'gateway' : 'mesh'}`;
          seen.set(word, (seen.get(word) ?? 0) + 1);
        }
      }),
      { seed, numRuns: 400 },
    );
    // A generator that never gets past the first door proves nothing.
    for (const word of [
      'allowed gateway',
      'allowed mesh',
      'denied noRoute gateway',
      'denied clusterMissing gateway',
      'denied directResponse gateway',
      'denied redirected gateway',
      'denied connectionRefused gateway',
      'denied directResponse mesh',
    ])
      expect(seen.get(word) ?? 0, word).toBeGreaterThan(3);
  });

  it('is never thrown at by nonsense', () => {
    fc.assert(
      fc.property(gatewayApiCase, replacements, ({ mesh, requests }, given) => {
        const world = worldOf({ ...mesh, policies: withNonsense(mesh.policies, given) });
        for (const request of requests) expect(checkTrace(send(world, request))).toEqual([]);
      }),
      { seed: seed + 1, numRuns: 300 },
    );
  });
});
