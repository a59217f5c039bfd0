import type { World } from '../../../controlplane/world.ts';
import type { Bench, ExactTarget } from '../exact/bench.ts';
import type { Enforced } from './policies.ts';

/** Requests straight at the pods of those who enforce a policy: whatever comes by a service comes like one of them. */
export function podsOf({ targets }: Bench, { sidecars }: Enforced): readonly ExactTarget[] {
  const own = new Set(sidecars.map(({ id }) => id));
  return targets.filter(({ pod }) => pod !== null && own.has(pod.id));
}

/** Two worlds that differ in policies alone. Nothing on the way to a pod reads headers but its policies: each may be sent several times. */
export function benchBeside(bench: Bench, before: World, after: World): Bench {
  const [side] = bench.sides;
  return {
    ...bench,
    sides: [
      { ...side, world: before },
      { ...side, world: after },
    ],
    single: new Set(),
    alike: () => false,
    policiesAlone: false,
  };
}
