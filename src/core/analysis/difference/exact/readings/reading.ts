import type { WorkloadId } from '../../../../model/resource.ts';
import type { Packet, RuleRef } from '../../../../model/trace.ts';
import type { Condition } from '../condition.ts';
import type { Formula, Ground } from '../formula.ts';
import type { Sight } from '../sight.ts';
import type { TokenChoice } from '../token.ts';

/** What one checkpoint reads of the requests of a class. */
export type Reading =
  | {
      readonly kind: 'formula';
      readonly formula: Formula;
      readonly seen: boolean | null;
      readonly of: 'rbac' | 'token' | 'other';
    }
  /** Each of these by itself. */
  | { readonly kind: 'each'; readonly conditions: readonly Condition[] }
  /** Whether the rule that is watched matches; `seen`: it does for the request that was walked. */
  | { readonly kind: 'watched'; readonly formula: Formula; readonly seen: boolean };

/** What requests of a class have in common, beside what they differ in. */
export interface Asked {
  /** The workload that calls; null: somebody else, straight at a pod. */
  readonly caller: WorkloadId | null;
  readonly tokens: readonly TokenChoice[];
  /** Headers that are sent once or not at all. */
  readonly single: ReadonlySet<string>;
  readonly ground: Ground;
  /** One rule whose own part is told, too, where its filter is reached. */
  readonly watched?: RuleRef;
}

/** What became of a request before it comes to a place. */
export interface Arriving {
  /** As it left the place before. */
  readonly before: Packet;
  readonly rewritten: Sight['rewritten'];
}

export function other(formula: Formula): Reading {
  return { kind: 'formula', formula, seen: null, of: 'other' };
}
