import { exactly, type Spelling } from '../../analysis/ladder/allow.ts';
import type { PathSpelling } from '../../model/leastPrivilege.ts';

/** A part of a path that names one thing of many: a number, a UUID, a long hexadecimal word. */
const nameOfOne = /^(?:\d+|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{12,})$/i;

/** How rules spell the paths that were seen. */
export const spellings = {
  exact: exactly,
  patterns: (paths) => [...new Set(merged(paths.map(templated)))],
  any: () => null,
} as const satisfies Record<PathSpelling, Spelling>;

/** "{*}: exactly one path segment": `/orders/17/items` becomes `/orders/{*}/items`. */
function templated(path: string): string {
  return path
    .split('/')
    .map((part) => (nameOfOne.test(part) ? '{*}' : part))
    .join('/');
}

/** So many siblings are taken for one family. */
const family = 4;

/** Paths that differ in their last part alone, and are many, become a prefix. */
function merged(paths: readonly string[]): readonly string[] {
  const siblings = new Map<string, Set<string>>();
  for (const path of paths) {
    const parent = parentOf(path);
    siblings.set(parent, (siblings.get(parent) ?? new Set()).add(path));
  }
  return paths.map((path) => {
    const parent = parentOf(path);
    // A template is no prefix, and the root's prefix is everything.
    const isMany = (siblings.get(parent)?.size ?? 0) >= family && parent !== '/' && !parent.includes('{');
    return isMany ? `${parent}*` : path;
  });
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
