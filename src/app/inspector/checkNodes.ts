import type { Check, CheckKind } from '../../core/model/trace.ts';
import type { SourceRef } from '../../core/model/resource.ts';

/** One row of the check tree: a check, or several that say one thing together. */
export interface CheckNode {
  /** Place in the tree, stable while the tree stays: `0.2.1`. */
  readonly key: string;
  /** The checks whose names make the row's name: `reviews-viewer`, `rule 1`. */
  readonly named: readonly Check[];
  /** The check whose terms and result the row shows. */
  readonly check: Check;
  readonly source: SourceRef | null;
  readonly children: readonly CheckNode[];
}

/** Groups that only hold conditions: a row of their own tells nothing unless there are several to choose from. */
const groups: ReadonlySet<CheckKind> = new Set(['from', 'to', 'when']);

/**
 * Check trees as rows, folded where a level says nothing: a policy with one rule is one row, a lone `from` gives way to
 * its conditions, a field with one value is a leaf.
 */
export function checkNodes(checks: readonly Check[], under = ''): readonly CheckNode[] {
  return checks
    .flatMap((check) => (isLoneGroup(check, checks) ? check.children : [check]))
    .map((check, index) => checkNode(check, under === '' ? `${index}` : `${under}.${index}`));
}

function checkNode(check: Check, key: string): CheckNode {
  const [only, ...others] = check.children;
  if (only !== undefined && others.length === 0) {
    if (check.kind === 'policy' && only.kind === 'rule') {
      return { key, named: [check, only], check: only, source: only.source, children: checkNodes(only.children, key) };
    }
    if (check.kind === 'field' && only.kind === 'value' && only.children.length === 0) {
      // Whether it is met is the field's to say: `notPrincipals` is met where its value is not.
      return { key, named: [check], check, source: only.source ?? check.source, children: [] };
    }
  }
  return { key, named: [check], check, source: check.source, children: checkNodes(check.children, key) };
}

function isLoneGroup(check: Check, siblings: readonly Check[]): boolean {
  return (
    groups.has(check.kind) &&
    check.children.length > 0 &&
    siblings.filter((sibling) => sibling.kind === check.kind).length === 1
  );
}

/** The leaves under a node, itself if it is one. */
export function leavesOf(node: CheckNode): readonly CheckNode[] {
  return node.children.length === 0 ? [node] : node.children.flatMap(leavesOf);
}
