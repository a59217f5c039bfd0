import { matrixWords } from '../../../content/locales/en/matrix.ts';
import type { MatrixColumn, MatrixRow } from '../../../core/model/matrix.ts';

/** One row or column on the screen: one caller or callee, or all of a namespace that is folded up. */
export interface Line {
  readonly key: string;
  readonly label: string;
  /** Null: outside the cluster. */
  readonly namespace: string | null;
  readonly indices: readonly number[];
  readonly folded: boolean;
}

/** Lines that belong together, under one heading. */
export interface LineGroup {
  readonly namespace: string | null;
  readonly lines: readonly Line[];
  readonly folded: boolean;
  readonly size: number;
}

type Member = Pick<MatrixRow, 'namespace' | 'name'> | Pick<MatrixColumn, 'namespace' | 'name'>;

/** From so many lines on a matrix opens with its namespaces folded up. */
export const manyLines = 60;

/** Rows or columns by namespace, in their order; those of `folded` are one line each. */
export function groupLines(members: readonly Member[], folded: ReadonlySet<string | null>): readonly LineGroup[] {
  const byNamespace = new Map<string | null, number[]>();
  for (const [index, { namespace }] of members.entries()) {
    byNamespace.set(namespace, [...(byNamespace.get(namespace) ?? []), index]);
  }
  return [...byNamespace].map(([namespace, indices]) => {
    const isFolded = folded.has(namespace);
    const all = { key: `${namespace}`, label: matrixWords.all(indices.length), namespace, indices, folded: true };
    const each = indices.map((index): Line => {
      const label = members[index]?.name ?? '';
      return { key: `${namespace}/${label}/${index}`, label, namespace, indices: [index], folded: false };
    });
    return { namespace, lines: isFolded ? [all] : each, folded: isFolded, size: indices.length };
  });
}
