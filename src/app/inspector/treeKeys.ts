import type { Row } from './visibleRows.ts';

export type TreeAct =
  | { readonly kind: 'focus'; readonly key: string }
  | { readonly kind: 'turn'; readonly open: boolean }
  | { readonly kind: 'activate' };

/** What a key does in a tree of which `at` has the focus; null for a key that means nothing here. */
export function treeKey(key: string, rows: readonly Row[], at: Row): TreeAct | null {
  const index = rows.indexOf(at);
  const focus = (row: Row | undefined): TreeAct => ({ kind: 'focus', key: (row ?? at).node.key });
  switch (key) {
    case 'ArrowDown':
      return focus(rows[index + 1]);
    case 'ArrowUp':
      return focus(rows[index - 1]);
    case 'Home':
      return focus(rows[0]);
    case 'End':
      return focus(rows.at(-1));
    case 'ArrowRight':
      if (at.node.children.length === 0) return focus(at);
      return at.open ? focus(rows[index + 1]) : { kind: 'turn', open: true };
    case 'ArrowLeft':
      if (at.open) return { kind: 'turn', open: false };
      return focus(rows.find((row) => row.node.key === at.parent));
    case 'Enter':
    case ' ':
      return { kind: 'activate' };
    default:
      return null;
  }
}
