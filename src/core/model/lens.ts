import type { ResourceId } from './resource.ts';
import type { HopwiseDocument } from './scenario.ts';

/** What of a mesh in ambient mode sidecars cannot say, or say otherwise. */
export const lensNoteCodes = [
  'lensExternalTarget', // a targetRef to a ServiceEntry: a sidecar asks no policy on the way out
  'lensNoSelector', // a targetRef to a Service that selects no pods
  'lensNoLabels', // a pod without labels, behind a waypoint and behind no Service
  'lensAddress', // args.field: addresses, which a waypoint sees otherwise
  'lensWaypointGone', // it names the identity of a waypoint
] as const;

/** One of them, of a policy. */
export interface LensNote {
  readonly code: (typeof lensNoteCodes)[number];
  readonly resource: ResourceId;
  readonly args: Readonly<Record<string, string>>;
}

/** A mesh as it would be with other proxies, and what could not be carried over. */
export interface LensView {
  readonly document: HopwiseDocument;
  readonly notes: readonly LensNote[];
}
