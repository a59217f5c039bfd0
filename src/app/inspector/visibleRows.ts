import type { SourceRef } from '../../core/model/resource.ts';
import type { CheckNode } from './checkNodes.ts';
import { isWithin, sameRef } from './refs.ts';

/** A row that is on screen, with what a screen reader says of its place. */
export interface Row {
  readonly node: CheckNode;
  readonly level: number;
  readonly position: number;
  readonly size: number;
  readonly parent: string | null;
  readonly open: boolean;
}

/** The rows of a tree from top to bottom; what is closed is not walked. */
export function visibleRows(
  nodes: readonly CheckNode[],
  isOpen: (key: string) => boolean,
  level = 1,
  parent: string | null = null,
): readonly Row[] {
  return nodes.flatMap((node, index) => {
    const open = node.children.length > 0 && isOpen(node.key);
    const row = { node, level, position: index + 1, size: nodes.length, parent, open };
    return open ? [row, ...visibleRows(node.children, isOpen, level + 1, node.key)] : [row];
  });
}

/**
 * The row that a place in the YAML means: the one of that very value, else the innermost row around it.
 * Null if no row speaks of it.
 */
export function rowOf(nodes: readonly CheckNode[], ref: SourceRef): CheckNode | null {
  let best: CheckNode | null = null;
  const depth = (node: CheckNode | null) =>
    (node?.source?.path.length ?? 0) * 2 + (sameRef(node?.source ?? null, ref) ? 1 : 0);
  const visit = (node: CheckNode) => {
    if (
      node.source !== null &&
      node.source.path.length > 0 &&
      isWithin(ref, node.source) &&
      depth(node) > depth(best)
    ) {
      best = node;
    }
    node.children.forEach(visit);
  };
  nodes.forEach(visit);
  return best;
}

/** The keys of the rows around a row, outermost first: `0`, `0.2` for `0.2.1`. */
export function keysAround(key: string): readonly string[] {
  const parts = key.split('.');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'));
}
