import { matrixWords } from '../../../content/locales/en/matrix.ts';
import type { MatrixColumn, MatrixRow } from '../../../core/model/matrix.ts';

/** One row or column on the screen: one caller or callee, a part of its questions, or all of a namespace that is folded up. */
export interface Line {
  readonly key: string;
  readonly label: string;
  /** Null: outside the cluster. */
  readonly namespace: string | null;
  readonly indices: readonly number[];
  readonly folded: boolean;
  /** The questions of the callee that it is about; absent: all. */
  readonly probes?: readonly number[];
  /** The callee of which it is a part, and what it is called there. */
  readonly part?: { readonly of: string; readonly name: string };
}

/** Lines that belong together, under one heading. */
export interface LineGroup {
  readonly namespace: string | null;
  readonly lines: readonly Line[];
  readonly folded: boolean;
  readonly size: number;
}

/** What a callee has a column for: itself, each of its ports, or each operation. */
export const splits = ['callee', 'port', 'operation'] as const;
export type Split = (typeof splits)[number];

/** From so many lines on a matrix opens with its namespaces folded up. */
export const manyLines = 60;

type MemberColumn = Pick<MatrixColumn, 'namespace' | 'name' | 'probes'>;

/** Rows by namespace, in their order; those of `folded` are one line each. `keep` says which rows are shown. */
export function groupLines(
  members: readonly (Pick<MatrixRow, 'namespace' | 'name'> | MemberColumn)[],
  folded: ReadonlySet<string | null>,
  split: Split = 'callee',
  keep: ((line: Line) => boolean) | null = null,
): readonly LineGroup[] {
  const byNamespace = new Map<string | null, number[]>();
  for (const [index, { namespace }] of members.entries()) {
    byNamespace.set(namespace, [...(byNamespace.get(namespace) ?? []), index]);
  }
  return [...byNamespace].flatMap(([namespace, indices]): LineGroup[] => {
    const isFolded = folded.has(namespace);
    const all = {
      key: `${namespace}`,
      label: matrixWords.all(indices.length),
      namespace,
      indices,
      folded: true,
    };
    const each = indices.flatMap((index): readonly Line[] => {
      const member = members[index];
      if (member === undefined) return [];
      const { name } = member;
      const line = { key: `${namespace}/${name}/${index}`, label: name, namespace, indices: [index], folded: false };
      return split === 'callee' || !('probes' in member) ? [line] : partsOf(line, member, split);
    });
    const lines = (isFolded ? [all] : each).filter((line) => keep === null || keep(line));
    return lines.length === 0 ? [] : [{ namespace, lines, folded: isFolded, size: indices.length }];
  });
}

/** A line for each port of a callee, or for each of its questions. */
function partsOf(line: Line, { probes }: MemberColumn, split: Split): readonly Line[] {
  const byPart = new Map<string, number[]>();
  const ports = new Set(probes.map(({ target }) => target.port));
  for (const [index, { words, target }] of probes.entries()) {
    const port = `:${target.port}`;
    const part =
      split === 'port' ? port : ports.size > 1 && !words.endsWith(` ${target.port}`) ? `${port} ${words}` : words;
    byPart.set(part, [...(byPart.get(part) ?? []), index]);
  }
  return [...byPart].map(([part, indices]) => {
    const label = split === 'port' ? `${line.label}${part}` : `${line.label} ${part}`;
    return { ...line, key: `${line.key}${part}`, label, probes: indices, part: { of: line.label, name: part } };
  });
}
