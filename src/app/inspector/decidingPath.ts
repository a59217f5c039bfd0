import type { CheckKind } from '../../core/model/trace.ts';
import type { SourceRef } from '../../core/model/resource.ts';
import { leavesOf } from './checkNodes.ts';
import type { CheckNode } from './checkNodes.ts';
import { isWithin, sameRef } from './refs.ts';

export interface DecidingPath {
  /** Keys of the rows that decided. */
  readonly lit: ReadonlySet<string>;
  /** Keys of the rows that are open to show them. */
  readonly open: ReadonlySet<string>;
}

/** Rows of which one is enough to look at: the nearest miss stands for the others. */
const alternatives: ReadonlySet<CheckKind> = new Set(['policy', 'networkPolicy', 'rule', 'from', 'to']);

/** Which rows light up and which stand open, so that exactly the way to the decision is seen. */
export function decidingPath(roots: readonly CheckNode[], deciding: readonly SourceRef[]): DecidingPath {
  const lit = new Set<string>();
  const open = new Set<string>();
  for (const root of roots) light(root, deciding, lit);
  openTowards(roots, lit, open);
  return { lit, open };
}

/** Lights deciding leaves; a field all of whose values decide alike lights as one row. Returns whether all leaves are lit. */
function light(node: CheckNode, deciding: readonly SourceRef[], lit: Set<string>): boolean {
  if (node.children.length === 0) {
    const decides = isDeciding(node, deciding);
    if (decides) lit.add(node.key);
    return decides;
  }
  const all = node.children.map((child) => light(child, deciding, lit)).every(Boolean);
  if (all && node.check.kind === 'field') lit.add(node.key);
  return all;
}

function isDeciding({ source }: CheckNode, deciding: readonly SourceRef[]): boolean {
  if (source === null) return false;
  return deciding.some(
    (ref) =>
      sameRef(ref, source) ||
      (ref.path.length > 0 && source.path.length > 0 && (isWithin(source, ref) || isWithin(ref, source))),
  );
}

function openTowards(nodes: readonly CheckNode[], lit: ReadonlySet<string>, open: Set<string>): void {
  const leading = nodes.filter((node) => leadsTo(node, lit));
  const one = leading.length > 1 && leading.every((node) => alternatives.has(node.named[0]?.kind ?? node.check.kind));
  for (const node of one ? [nearestMiss(leading)] : leading) {
    // A lit field keeps its values folded: the row itself tells them.
    if (node === undefined || node.children.length === 0 || lit.has(node.key)) continue;
    open.add(node.key);
    openTowards(node.children, lit, open);
  }
}

function leadsTo(node: CheckNode, lit: ReadonlySet<string>): boolean {
  return lit.has(node.key) || node.children.some((child) => leadsTo(child, lit));
}

function nearestMiss(nodes: readonly CheckNode[]): CheckNode | undefined {
  const misses = (node: CheckNode) => leavesOf(node).filter((leaf) => !leaf.check.matched).length;
  return nodes.toSorted((a, b) => misses(a) - misses(b))[0];
}
