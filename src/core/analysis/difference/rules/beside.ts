import type { World } from '../../../controlplane/world.ts';
import { onceEach } from '../../../model/onceEach.ts';
import type { WorkloadId } from '../../../model/resource.ts';
import type { Bench, ExactTarget } from '../exact/bench.ts';
import type { Enforced } from './policies.ts';

/** Requests straight at the pods of those who enforce a policy: whatever comes by a service comes like one of them. */
export function podsOf({ targets }: Bench, { pods }: Enforced): readonly ExactTarget[] {
  const byPod = targetsByPod(targets);
  return pods.flatMap(({ id }) => byPod.get(id) ?? []);
}

const targetsByPod = onceEach((targets: Bench['targets']): ReadonlyMap<WorkloadId, readonly ExactTarget[]> => {
  const byPod = new Map<WorkloadId, ExactTarget[]>();
  for (const target of targets) {
    if (target.pod === null) continue;
    const own = byPod.get(target.pod.id);
    if (own) own.push(target);
    else byPod.set(target.pod.id, [target]);
  }
  return byPod;
});

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
