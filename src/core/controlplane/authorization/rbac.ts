import type { NonEmpty } from '../../model/json.ts';
import type { Path, ResourceId } from '../../model/resource.ts';
import type { Check, PolicyRef, RbacAction, RuleRef } from '../../model/trace.ts';
import type { Attribute, Matcher } from './attributes.ts';

/** One value of a field. Several matchers where the trust domain was expanded: any of them. */
export interface RbacValue {
  readonly text: string;
  readonly path: Path;
  readonly matchers: readonly Matcher[];
}

/** One field of a source, an operation or a condition, positive or negated. */
export interface RbacField {
  readonly name: string;
  readonly path: Path;
  readonly negated: boolean;
  readonly attribute: Attribute;
  readonly values: readonly RbacValue[];
  /** An HTTP-only part on a TCP chain, erased: it says nothing (4.2). */
  readonly erased: boolean;
  /** Results by what the request has: the same caller, path or port meets the same field again and again. */
  readonly known: Map<string, Check>;
}

/** One `source`, `operation` or the whole of `when`: every field must hold. */
export interface RbacEntry {
  readonly path: Path;
  readonly fields: readonly RbacField[];
}

/** One rule as an entry of Envoy's RBAC filter. Empty `from` or `to` = any. */
export interface RbacRule {
  /** `ns[NS]-policy[NAME]-rule[I]` */
  readonly id: string;
  readonly ref: RuleRef;
  readonly path: Path;
  readonly from: readonly RbacEntry[];
  readonly to: readonly RbacEntry[];
  readonly when: RbacEntry | null;
}

/** Why a rule of the YAML has no entry in the filter. */
export interface DroppedRule {
  readonly ref: RuleRef;
  readonly path: Path;
  readonly reason: 'httpOnlyOnTcp' | 'unknownKey' | 'badValue';
  /** The part that caused it. */
  readonly culprit: Path;
  readonly text: string;
}

export interface RbacPolicy {
  readonly ref: PolicyRef;
  readonly resource: ResourceId;
  readonly dryRun: boolean;
  readonly rules: readonly RbacRule[];
  readonly dropped: readonly DroppedRule[];
}

/** One RBAC filter of a chain: enforced policies decide, dry-run ones only cast a shadow verdict. */
export interface RbacFilter {
  readonly action: RbacAction;
  readonly layer: 'HTTP' | 'TCP';
  readonly policies: NonEmpty<RbacPolicy>;
  /** Enforced rules in the order Envoy walks them: by id, byte by byte (1.4). */
  readonly enforced: readonly RbacRule[];
  readonly shadow: readonly RbacRule[];
  readonly hasEnforced: boolean;
  readonly hasShadow: boolean;
}
