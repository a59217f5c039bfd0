import type { Workload } from '../cluster/types.ts';
import type { Resource } from '../model/resource.ts';
import type { Check, StepDetail } from '../model/trace.ts';
import { enter, type Journey, record } from './journey.ts';

/** Traffic of a kind that is not modelled: everything after this is unknown. */
export function limitTraffic(journey: Journey, name: string): void {
  journey.limits.push({ code: 'trafficNotModelled', resource: null, name });
}

/** A workload whose proxy is of a kind that is not modelled on this way. */
export function limitWorkload(journey: Journey, workload: Workload): void {
  const { id, proxy, resource } = workload;
  if (proxy === 'gateway') {
    enter(journey, { kind: 'gateway', workload: id });
    record(
      journey,
      { kind: 'listener', listener: `0.0.0.0_${journey.packet.destination.port}`, chain: null },
      'undetermined',
    );
  }
  journey.limits.push({ code: 'trafficNotModelled', resource: resource.id, name: proxy });
}

/** A resource that is not modelled and may change what happens at this step. */
export function limitResource(journey: Journey, detail: StepDetail, resource: Resource): void {
  const check: Check = {
    kind: 'notAttached',
    name: resource.kind,
    source: { resource: resource.id, path: [] },
    matched: false,
    expected: { kind: 'any' },
    actual: { kind: 'none' },
    children: [],
  };
  record(journey, detail, 'undetermined', [check], 'limit');
  journey.limits.push({ code: 'kindNotModelled', resource: resource.id, name: resource.name });
}
