import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takesHbone } from '../../../controlplane/ambient/tunnels.ts';
import type { World } from '../../../controlplane/world.ts';
import { send } from '../../../dataplane/send.ts';
import { resourcesWith, worldWith } from '../../../dataplane/world.fixture.ts';
import type { Request } from '../../../model/request.ts';
import { workloadId } from '../../../model/resource.ts';
import type { Bench } from './bench.ts';
import { benchFor, classesWith, proofsOf } from './exact.fixture.ts';
import type { TargetProof } from './prove.ts';
import { type AmbientDraft, ambientDraft, ambientResources, ambientWorldOf } from './small.ambient.fixture.ts';
import { type Draft, draft, sidecarCallers, space, textOf } from './small.fixture.ts';

const [c, s] = [workloadId('a', 'c'), workloadId('b', 's')];
const ofSidecars = space(sidecarCallers);
const ofAmbient = space([...sidecarCallers, workloadId('a', 'd')]);
const inTunnels = ofAmbient.flatMap((request): readonly Request[] => {
  const { caller } = request;
  if (caller.kind !== 'peer' || caller.identity === null) return [];
  return [{ ...request, caller: { ...caller, tunnel: true } }];
});

function plainly(one: Draft): Draft {
  return { ...one, route: '', network: '' };
}

/** Every request of a space is in one class, and the verdicts of the class are its own. */
function expectAll(
  bench: Bench,
  worlds: readonly [World, World],
  requests: readonly Request[],
): readonly TargetProof[] {
  const proofs = proofsOf(bench);
  for (const request of requests) {
    // What routes read is sent once.
    if (
      bench.single.size > 0 &&
      request.payload.kind === 'http' &&
      request.payload.headers.filter(([name]) => name === 'x-team').length > 1
    )
      continue;
    const classes = classesWith(proofs, request);
    const [found] = classes;
    if (classes.length !== 1 || found === undefined)
      throw new Error(`${classes.length} classes have ${JSON.stringify(request)}`);
    if (found.doubt !== null) throw new Error(`in doubt: ${JSON.stringify([found.doubt, request])}`);
    const verdicts = worlds.map((world) => send(world, request).verdict.kind);
    expect([request, found.before.kind, found.after.kind]).toEqual([request, ...verdicts]);
  }
  for (const { told } of proofs)
    for (const { witness, before, after } of told)
      expect(worlds.map((world) => send(world, witness).verdict.kind)).toEqual([before.kind, after.kind]);
  return proofs;
}

describe('the classes of two worlds', () => {
  it('hold every request of a small space, each in one class whose verdicts are its own', { timeout: 300_000 }, () => {
    let together = 0;
    fc.assert(
      fc.property(draft, draft, fc.boolean(), (first, second, plain) => {
        // Where nothing routes, and it is said what the worlds are made of, callers of all namespaces are asked together.
        const [one, other] = plain ? [plainly(first), plainly(second)] : [first, second];
        const [a, b] = [worldWith(textOf(one)), worldWith(textOf(other))];
        const made = plain ? ([resourcesWith(textOf(one)), resourcesWith(textOf(other))] as const) : undefined;
        const bench = benchFor(a, b, undefined, made);
        if (plain) together += bench.groups.some((group) => group.includes(c) && group.includes(s)) ? 1 : 0;
        expectAll(bench, [a, b], ofSidecars);
      }),
      { numRuns: 16 },
    );
    expect(together).toBeGreaterThan(0);
  });

  const waypoints = fc.constantFrom<AmbientDraft['waypoint']>('service', 'all');
  const families: Readonly<Record<string, fc.Arbitrary<AmbientDraft>>> = {
    ztunnels: ambientDraft.map((one) => ({ ...one, waypoint: '', route: '' })),
    waypoints: fc.tuple(ambientDraft, waypoints).map(([one, waypoint]) => ({ ...one, waypoint })),
  };
  for (const [name, family] of Object.entries(families)) {
    it(`hold it where ${name} take part, too`, { timeout: 300_000 }, () => {
      let parted = 0;
      fc.assert(
        fc.property(family, family, fc.boolean(), (first, second, plain) => {
          const [one, other] = plain
            ? [
                { ...first, network: '' },
                { ...second, network: '' },
              ]
            : [first, second];
          const [a, b] = [ambientWorldOf(one), ambientWorldOf(other)];
          const made = plain ? ([ambientResources(one), ambientResources(other)] as const) : undefined;
          const bench = benchFor(a, b, undefined, made);
          const takesBoth = [a, b].every(({ cluster }) => {
            const pod = cluster.workloads.get(s);
            return pod?.proxy === 'sidecar' && takesHbone(pod);
          });
          const proofs = expectAll(bench, [a, b], takesBoth ? [...ofAmbient, ...inTunnels] : ofAmbient);
          // Of callers that are asked together some are parted by what is read of them.
          const parts = proofs.some(({ told }) =>
            told.some(({ start, region }) => start.region.callers.length > region.callers.length),
          );
          if (parts) parted += 1;
        }),
        { numRuns: 8 },
      );
      expect(parted).toBeGreaterThan(0);
    });
  }

  it('hold it where a mesh is read with sidecars, and in ambient mode', { timeout: 300_000 }, () => {
    const changes = new Set<string>();
    fc.assert(
      fc.property(ambientDraft, (draftOf) => {
        const worlds = [
          ambientWorldOf({ ...draftOf, modes: ['sidecar', 'sidecar'] }),
          ambientWorldOf({ ...draftOf, modes: ['ambient', 'ambient'] }),
        ] as const;
        for (const { told } of expectAll(benchFor(...worlds), worlds, ofAmbient))
          for (const { before, after } of told) changes.add(`${before.kind} ${after.kind}`);
      }),
      { numRuns: 8 },
    );
    for (const change of ['allowed denied', 'denied allowed', 'allowed allowed'])
      expect([change, changes.has(change)]).toEqual([change, true]);
  });
});
