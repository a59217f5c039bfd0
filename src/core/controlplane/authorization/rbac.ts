import type { NonEmpty } from '../../model/json.ts';
import type { Note } from '../../model/note.ts';
import type { Path, SourceRef } from '../../model/resource.ts';
import type { Check, Determining, PolicyRef, RbacAction, RuleRef, ShadowVerdict, Term } from '../../model/trace.ts';
import type { Attribute, Matcher } from './attributes.ts';

/**
 * A part of a filter with the check it gave last. Most requests differ from the one before in little, and a part
 * that reads nothing of what has changed gives the same check again instead of building an equal one.
 */
export interface Part {
  readonly source: SourceRef;
  /** The attributes it reads, as bits (see `bitOf`). */
  readonly reads: number;
  latest: Check | null;
}

/** What a value asks for. Several matchers where the trust domain was expanded: any of them. */
export interface RbacTest {
  readonly expected: Term;
  readonly matchers: readonly Matcher[];
}

/** One value of a field. */
export interface RbacValue {
  readonly source: SourceRef;
  readonly test: RbacTest;
}

/** One field of a source, an operation or a condition, positive or negated. */
export interface RbacField extends Part {
  readonly name: string;
  readonly expected: Term;
  readonly negated: boolean;
  readonly attribute: Attribute;
  readonly values: readonly RbacValue[];
  /** An HTTP-only part on a TCP chain, erased: it says nothing (4.2). */
  readonly erased: boolean;
  /** Why it is erased, where that is not for want of HTTP on a TCP chain. */
  readonly leftOut?: Note;
}

/** One `source`, `operation` or the whole of `when`: every field must hold. */
export interface RbacEntry extends Part {
  readonly fields: readonly RbacField[];
  /** "An empty match is skipped: it counts as no match" (10.3). Only at ztunnel; Envoy takes it as any. */
  readonly never?: boolean;
}

/** One rule as an entry of Envoy's RBAC filter. Empty `from` or `to` = any. */
export interface RbacRule extends Part {
  /** `ns[NS]-policy[NAME]-rule[I]` */
  readonly id: string;
  /** Its index, as text. */
  readonly name: string;
  readonly ref: RuleRef;
  readonly from: readonly RbacEntry[];
  readonly to: readonly RbacEntry[];
  readonly when: RbacEntry | null;
}

/** Why a rule of the YAML has no entry in the filter. */
export interface DroppedRule {
  readonly ref: RuleRef;
  readonly path: Path;
  readonly reason: 'httpOnlyOnTcp' | 'httpOnlyAtZtunnel' | 'unknownKey' | 'badValue';
  /** The part that caused it. */
  readonly culprit: Path;
  readonly text: string;
}

export interface RbacPolicy extends Part {
  readonly ref: PolicyRef;
  readonly dryRun: boolean;
  readonly rules: readonly RbacRule[];
  /** The rules that have no entry in the filter, as every request sees them: not matched, and why. */
  readonly dropped: readonly Check[];
}

/** What one RBAC filter says to one request. */
export interface RbacResult {
  readonly allowed: boolean;
  /** What the access log's details carry in brackets: a rule's id, or `none`. */
  readonly effective: string;
  readonly determining: Determining | null;
  /** The first enforced rule that matched. */
  readonly rule: RuleRef | null;
  readonly selects: number;
  readonly matches: number;
  readonly shadow: readonly ShadowVerdict[];
  readonly checks: readonly Check[];
}

/** What the RBAC filters of a world have said, by filter and by the values it reads; bounded by the number of checks. */
export interface RbacMemory {
  /** Null: asked once, and not kept yet. */
  readonly results: Map<RbacFilter, Map<string, RbacResult | null>>;
  checks: number;
}

/** One RBAC filter of a chain: enforced policies decide, dry-run ones only cast a shadow verdict. */
export interface RbacFilter {
  readonly action: RbacAction;
  readonly layer: 'HTTP' | 'TCP';
  readonly policies: NonEmpty<RbacPolicy>;
  /** Enforced rules in the order Envoy walks them: by id, byte by byte (1.4). */
  readonly enforced: readonly RbacRule[];
  readonly shadow: readonly RbacRule[];
  /** The policies that are not dry-run. */
  readonly enforcing: readonly PolicyRef[];
  readonly hasShadow: boolean;
  /** Every attribute that a rule looks at, once: what the result depends on. */
  readonly reads: readonly Attribute[];
  /** The keys of what it read last, in the order of `reads`. */
  latest: readonly (string | null)[] | null;
  /** How many checks one result has, about. */
  readonly size: number;
  readonly memory: RbacMemory;
}
