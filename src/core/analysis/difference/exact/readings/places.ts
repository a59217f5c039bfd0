import { matchesSelector } from '../../../../cluster/selectors.ts';
import { addressIn, parseCidr } from '../../../../controlplane/authorization/cidr.ts';
import type { World } from '../../../../controlplane/world.ts';
import type { WorkloadId } from '../../../../model/resource.ts';
import type { Trace } from '../../../../model/trace.ts';
import { placesOf } from '../../../matrix/alike.ts';
import { networkReadingsAt, readingsOfDns, type Readings } from '../../../matrix/readings.ts';
import type { Condition } from '../condition.ts';
import type { Asked } from './reading.ts';

/** Who calls a place on its own way meets itself, which is another story. */
export function placeConditions(trace: Trace, { caller }: Asked): readonly Condition[] {
  if (caller === null) return [];
  const places = placesOf(trace);
  const holds = places.has(caller) ? (id: WorkloadId) => id === caller : (id: WorkloadId) => places.has(id);
  return [{ about: 'caller', test: { kind: 'caller', holds }, words: { field: 'self', values: [] } }];
}

/** What NetworkPolicies on the way read of who calls. */
export function networkConditions(world: World, trace: Trace, { caller }: Asked): readonly Condition[] {
  if (world.networkPolicies.size === 0) return [];
  const readings: Readings[] = caller === null ? [] : [readingsOfDns(world)];
  for (const id of placesOf(trace)) {
    const workload = world.cluster.workloads.get(id);
    if (workload !== undefined) readings.push(networkReadingsAt(world, workload));
  }
  const pods = caller === null ? [] : readings.flatMap((each) => each.pods);
  const ranges = new Set(readings.flatMap((each) => [...each.ranges]));
  return [
    ...pods.map((selector): Condition => {
      const holds = (id: WorkloadId): boolean =>
        matchesSelector(selector, world.cluster.workloads.get(id)?.labels ?? {});
      return {
        about: 'caller',
        test: { kind: 'caller', holds },
        words: { field: 'podSelector', values: [JSON.stringify(selector)] },
      };
    }),
    ...[...ranges].map((range): Condition => {
      const words = { field: 'ipBlock', values: [range] };
      const cidr = parseCidr(range);
      if (caller === null)
        return { about: 'address', test: { kind: 'address', ranges: cidr === null ? [] : [cidr] }, words };
      const holds = (id: WorkloadId): boolean => addressIn(world.cluster.workloads.get(id)?.ip ?? '', range);
      return { about: 'caller', test: { kind: 'caller', holds }, words };
    }),
  ];
}
