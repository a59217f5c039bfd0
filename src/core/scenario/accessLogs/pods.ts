import type { Workload } from '../../cluster/types.ts';
import type { World } from '../../controlplane/world.ts';
import type { LoggedPod } from '../../model/accessLog.ts';

/** A workload; `several` where more than one could be meant; `none` where nobody is. */
export type Meant = Workload | 'several' | 'none';

/** What a controller adds to its name: a ReplicaSet's hash and a pod's own, a number, a date and a pod's own. */
const added = /^(?:-[a-z0-9]{1,10})?-[a-z0-9]{5}$|^-\d+$/;

/** Finds workloads by what a log calls their pods; what has been asked is remembered. */
export function podFinder({ cluster }: World): (pod: LoggedPod) => Meant {
  const known = new Map<string, Meant>();
  const byName = new Map<string, Workload[]>();
  for (const workload of cluster.workloads.values())
    byName.set(workload.name, [...(byName.get(workload.name) ?? []), workload]);
  return (pod) => {
    const key = `${pod.namespace ?? ''}/${pod.name}/${pod.workload}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const meant = find(byName, pod);
    known.set(key, meant);
    return meant;
  };
}

function find(
  byName: ReadonlyMap<string, readonly Workload[]>,
  { namespace, name, workload: exact }: LoggedPod,
): Meant {
  // The longest name first: `api-v2-7d9c-x2x5q` is of `api-v2`, not of `api`.
  for (const candidate of exact ? [name] : namesOf(name)) {
    const own = (byName.get(candidate) ?? []).filter((each) => namespace === null || each.namespace === namespace);
    const [first] = own;
    if (first !== undefined) return own.length > 1 ? 'several' : first;
  }
  return 'none';
}

/** What a pod of this name could be a pod of. */
function namesOf(pod: string): readonly string[] {
  const names = [pod];
  for (let at = pod.lastIndexOf('-'); at > 0; at = pod.lastIndexOf('-', at - 1))
    if (added.test(pod.slice(at))) names.push(pod.slice(0, at));
  return names;
}
