import { type PodSource, podPathOf, podSources } from '../../cluster/podSource.ts';
import type { Resource } from '../../model/resource.ts';

/**
 * Pods and ReplicaSets of a dump that nothing is read from: of each workload the controller and one pod say it all.
 * None, where the workloads would not be the same without them.
 */
export function spareResources(resources: readonly Resource[]): ReadonlySet<Resource> {
  const sources = podSources(resources);
  const needed = new Set(sources.flatMap(({ owner, pod }) => [owner, pod]));
  const spare = new Set(resources.filter((resource) => podPathOf(resource) !== undefined && !needed.has(resource)));
  const left = podSources(resources.filter((resource) => !spare.has(resource)));
  return sameSources(sources, left) ? spare : new Set();
}

function sameSources(before: readonly PodSource[], after: readonly PodSource[]): boolean {
  return (
    before.length === after.length &&
    before.every(({ owner, pod }, at) => owner === after[at]?.owner && pod === after[at].pod)
  );
}
