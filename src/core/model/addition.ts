import type { LineChange } from './lint.ts';
import type { ResourceId } from './resource.ts';
import type { HopwiseDocument } from './scenario.ts';

/** What can be added or rewritten so that a policy is enforced in ambient mode. */
export const additionKinds = [
  'waypointShut', // a waypoint before the Services, the policies bound to it, and the pods let in nobody else
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
  /** The other policies that are bound to it, too: they select the same pods. */
  readonly along: readonly string[];
  readonly document: HopwiseDocument;
  readonly lines: readonly LineChange[];
}
