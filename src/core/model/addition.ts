import type { LineChange } from './lint.ts';
import type { ResourceId } from './resource.ts';
import type { HopwiseDocument } from './scenario.ts';

/** What can be added or rewritten so that a policy is enforced in ambient mode. */
export const additionKinds = [
  'waypointShut', // a waypoint before the Services or pods, the policies bound to it, and the pods let in nobody else
  'waypoint', // the same, with the pods as they are
  'connect', // the Service of a target gets the waypoint that it lacks
  'l4', // without what is about HTTP, so that ztunnel keeps all of it
] as const;
export type AdditionKind = (typeof additionKinds)[number];

/** Edits after which a policy is enforced as written, or is written as it is enforced. They were made, and istiod's status read again. */
export interface Addition {
  readonly kind: AdditionKind;
  readonly policy: ResourceId;
  /** The Services that get a waypoint. */
  readonly services: readonly string[];
  /** Pods that no Service stands before, which get one for their own addresses. */
  readonly pods: readonly string[];
  /** The other policies that are bound to it, too: they select the same pods. */
  readonly along: readonly string[];
  readonly document: HopwiseDocument;
  readonly lines: readonly LineChange[];
}

/** Why no waypoint can take over a policy. */
export const cannotAddCodes = [
  'mixedService', // name: a Service before pods that it is for and others
  'mixedPort', // name: a Service of which one port leads to several ports of pods
  'mixedLabels', // name: a workload with a proxy of another kind that no selector can tell from those in ambient mode
  'ownWaypoint', // name: a pod that has a waypoint for its own address already
  'seenOtherwise', // name: a field of which a waypoint sees another value than a sidecar
  'noTarget', // name: a target that there is not, or that takes no waypoint
  'notWritten', // the text cannot be changed so
] as const;

export interface CannotAdd {
  readonly code: (typeof cannotAddCodes)[number];
  readonly name: string;
}

/** What can be added to a document, and for which policies a waypoint is no way out. */
export interface Additions {
  readonly additions: readonly Addition[];
  readonly cannot: readonly { readonly policy: ResourceId; readonly why: CannotAdd }[];
}
