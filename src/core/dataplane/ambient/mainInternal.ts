import type { Workload } from '../../cluster/types.ts';
import type { LogLine } from '../../model/trace.ts';

/** What an Envoy logs of the CONNECT itself: it hands the bytes inside to its listener `main_internal`. */
export function mainInternalLine({ id }: Workload, side: 'inbound' | 'waypoint'): LogLine {
  return {
    proxy: id,
    side,
    log: 'http',
    status: 200,
    flags: [],
    details: 'via_upstream',
    connectionTermination: null,
    cluster: 'main_internal',
    route: null,
    chain: 'default',
  };
}
