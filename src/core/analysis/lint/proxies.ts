import type { Workload } from '../../cluster/types.ts';

/** A proxy without an application of its own behind it. */
export function isWaypointOrGateway({ proxy }: Workload): boolean {
  return proxy === 'gateway' || proxy === 'waypoint';
}
