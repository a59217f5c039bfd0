import { shortName } from '../../../core/model/naming.ts';
import type { StoryHop } from '../../../core/model/story.ts';
import type { Place } from '../../../core/model/trace.ts';

/** Where a hop is: a name, and which part of it. */
export function placeName({ at }: Pick<StoryHop, 'at'>): { name: string; part: string } {
  switch (at.kind) {
    case 'app':
      return { name: shortName(at.workload), part: 'app' };
    case 'client':
      return { name: 'client', part: 'outside the mesh' };
    case 'sidecar':
      return { name: `${shortName(at.workload)} proxy`, part: at.side };
    case 'gateway':
      return { name: shortName(at.workload), part: 'gateway' };
    case 'ztunnel':
      return { name: `${shortName(at.workload)} ztunnel`, part: at.side };
    case 'waypoint':
      // Most are called just that.
      return { name: shortName(at.workload), part: shortName(at.workload) === 'waypoint' ? '' : 'waypoint' };
    case 'network':
      return { name: 'wire', part: '' };
    case 'outside':
      return { name: at.host, part: 'outside' };
  }
}

/** The place as the verdict card says it: `at the door of backend`. */
export function atPlace(at: Place): string {
  switch (at.kind) {
    case 'app':
      return `in ${shortName(at.workload)}`;
    case 'client':
      return 'at the caller';
    case 'sidecar':
    case 'ztunnel':
      return at.side === 'inbound' ? `at the door of ${shortName(at.workload)}` : `leaving ${shortName(at.workload)}`;
    case 'gateway':
    case 'waypoint':
      return `at ${shortName(at.workload)}`;
    case 'network':
      return 'on the wire';
    case 'outside':
      return `at ${at.host}`;
  }
}
