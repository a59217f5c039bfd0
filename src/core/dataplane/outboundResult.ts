import type { Workload } from '../cluster/types.ts';
import type { MeshService } from '../controlplane/serviceEntry.ts';
import type { Resource } from '../model/resource.ts';
import type { DenyCause, Determining, LogLine, StepDetail } from '../model/trace.ts';
import { type Journey, record } from './journey.ts';
import { limitResource } from './limits.ts';
import type { Upstream } from './upstream.ts';

/** The client's own proxy ends the walk: it closes the connection, or answers by itself. */
export interface OutboundStop {
  readonly cause: DenyCause;
  /** Null: no HTTP answer, the connection is closed. */
  readonly status: number | null;
  readonly body: string;
  readonly headers?: readonly (readonly [string, string])[];
  /** Null: it writes no line. */
  readonly log: Partial<LogLine> | null;
  readonly determining?: Determining | null;
}

export type OutboundResult =
  | { readonly kind: 'upstream'; readonly upstream: Upstream }
  | { readonly kind: 'stop'; readonly stop: OutboundStop }
  /** Something that is not modelled may change the way: it has been recorded. */
  | { readonly kind: 'limited' };

/** Pods of two networks meet through an east-west gateway. */
export function limitNetworks(journey: Journey, detail: StepDetail, { resource }: Workload): OutboundResult {
  record(journey, detail, 'undetermined');
  journey.limits.push({ code: 'trafficNotModelled', resource: resource.id, name: 'multiNetwork' });
  return { kind: 'limited' };
}

/** A ServiceEntry that the proxy may not see. */
export function limitEntry(journey: Journey, detail: StepDetail, { resource }: MeshService): OutboundResult {
  record(journey, detail, 'undetermined');
  journey.limits.push({ code: 'trafficNotModelled', resource: resource.id, name: 'serviceEntryVisibility' });
  return { kind: 'limited' };
}

export function limited(journey: Journey, detail: StepDetail, resource: Resource): OutboundResult {
  limitResource(journey, detail, resource);
  return { kind: 'limited' };
}
