import type { Workload } from '../cluster/types.ts';
import type { Journey } from './journey.ts';

/** Traffic of a kind that is not modelled. */
export function limitTraffic(journey: Journey, name: string): void {
  journey.limits.push({ code: 'trafficNotModelled', resource: null, name });
}

/** A workload whose proxy is of a kind that is not modelled on this way. */
export function limitWorkload(journey: Journey, workload: Workload): void {
  journey.limits.push({ code: 'trafficNotModelled', resource: workload.resource.id, name: workload.proxy });
}
