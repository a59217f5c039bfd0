import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { matrixWords } from '../../../content/locales/en/matrix.ts';
import { ChevronIcon, ChevronRightIcon } from '../../ui/icons.tsx';
import type { AskedMatrix } from './before.ts';
import { type Before, faceOf, type Keep } from './face.ts';
import type { Found } from './filter.ts';
import { moved, type Spot } from './gridKeys.ts';
import { groupLines, type Line, type LineGroup, manyLines, type Split } from './lines.ts';
import { MatrixCellView } from './MatrixCellView.tsx';
import styles from './MatrixGrid.module.css';

/** The pair that the foot speaks of. */
export interface Choice {
  readonly row: number;
  readonly column: number;
  /** The line that it was chosen in, and the questions of the callee that this is about; absent: all. */
  readonly line: string;
  readonly probes?: readonly number[];
}

export interface MatrixGridProps {
  matrix: AskedMatrix;
  before: Before | null;
  busy: boolean;
  choice: Choice | null;
  split: Split;
  /** What is looked for, and where there is any of it; null: everything is shown. */
  found: { readonly keep: Keep; readonly where: Found } | null;
  onChoose: (choice: Choice) => void;
  onPlay: (row: number, column: number, probe: number) => void;
}

const outside = matrixWords.outsideHeading;

/** Callers as rows, callees as columns, by namespace. One cell is in the tab order; arrows move, Enter plays or unfolds. */
export function MatrixGrid({ matrix, before, busy, choice, split, found, onChoose, onPlay }: MatrixGridProps) {
  const { plan, cells } = matrix;
  const [folded, setFolded] = useState<ReadonlySet<string | null>>(() => {
    const many = Math.max(plan.rows.length, plan.columns.length) > manyLines;
    return new Set(many ? [...plan.rows, ...plan.columns].map(({ namespace }) => namespace) : []);
  });
  const [spot, setSpot] = useState<Spot>({ row: 0, column: 0 });
  const table = useRef<HTMLTableElement>(null);
  useEffect(() => table.current?.querySelector<HTMLElement>('[data-cell][tabindex="0"]')?.focus(), []);
  const rows = useMemo(
    () => groupLines(plan.rows, folded, 'callee', found && hasRow(found.where)),
    [plan, folded, found],
  );
  const columns = useMemo(
    () => groupLines(plan.columns, folded, split, found && hasColumn(found.where, matrix)),
    [plan, matrix, folded, split, found],
  );
  const rowLines = rows.flatMap(({ lines }) => lines);
  const columnLines = columns.flatMap(({ lines }) => lines);
  // Where lines have gone, the one in the tab order is the nearest that is left.
  const here: Spot = {
    row: Math.min(spot.row, Math.max(0, rowLines.length - 1)),
    column: Math.min(spot.column, Math.max(0, columnLines.length - 1)),
  };
  const turned = columnLines.length > 12;
  const parted = columnLines.some(({ part }) => part !== undefined);
  const callees = parted ? calleesOf(columnLines) : [];
  // Over a single narrow column there is no room for a name.
  const alone = new Set(callees.flatMap(({ key, count }) => (count === 1 ? [key] : [])));

  const toggle = (namespace: string | null): void => {
    const next = new Set(folded);
    if (!next.delete(namespace)) next.add(namespace);
    setFolded(next);
  };
  const act = (row: Line, column: Line): void => {
    const [at] = row.indices;
    const [to] = column.indices;
    if (row.folded || column.folded) {
      const next = new Set(folded);
      if (row.folded) next.delete(row.namespace);
      if (column.folded) next.delete(column.namespace);
      setFolded(next);
      return;
    }
    if (at === undefined || to === undefined) return;
    const probes = [...(cells[at]?.[to] ?? []).keys()].filter(
      (probe) => column.probes?.includes(probe) !== false && found?.keep(at, to, probe) !== false,
    );
    const [probe] = probes;
    if (probe === undefined) return;
    if (probes.length === 1) onPlay(at, to, probe);
    else onChoose({ row: at, column: to, line: column.key, ...(column.probes && { probes: column.probes }) });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = moved(event.key, event.ctrlKey || event.metaKey, here, rowLines.length, columnLines.length);
    if (next === null) return;
    event.preventDefault();
    setSpot(next);
    table.current?.querySelector<HTMLElement>(`[data-cell="${next.row}:${next.column}"]`)?.focus();
  };
  const offset = (groups: readonly LineGroup[], index: number): number =>
    groups.slice(0, index).reduce((sum, { lines }) => sum + lines.length, 0);

  return (
    <div className={styles.scroll} aria-busy={busy} data-own-keys>
      <table ref={table} aria-label={matrixWords.table} className={styles.grid} data-filtered={found !== null}>
        <thead>
          <tr>
            <td className={styles.corner} rowSpan={parted ? 3 : 2}>
              <span className={styles.axis}>{matrixWords.calleeAxis}</span>
              <span className={styles.axis}>{matrixWords.callerAxis}</span>
            </td>
            {columns.map((group) => (
              <th key={String(group.namespace)} scope="colgroup" colSpan={group.lines.length} className={styles.group}>
                <Fold group={group} onToggle={toggle} />
              </th>
            ))}
          </tr>
          {parted && (
            <tr>
              {callees.map(({ key, name, count }) => (
                <th key={key} scope="colgroup" colSpan={count} className={styles.callee} title={name}>
                  {count > 1 && name}
                </th>
              ))}
            </tr>
          )}
          <tr>
            {columnLines.map((line) => (
              <th
                key={line.key}
                scope="col"
                className={turned ? styles.turned : styles.column}
                title={line.label}
                aria-label={line.label}
              >
                <span>{(alone.has(line.key) ? null : line.part?.name) ?? line.label}</span>
              </th>
            ))}
          </tr>
        </thead>
        {rows.map((group, at) => (
          <tbody key={String(group.namespace)}>
            <tr>
              <th scope="rowgroup" colSpan={columnLines.length + 1} className={styles.rowGroup}>
                <Fold group={group} onToggle={toggle} />
              </th>
            </tr>
            {group.lines.map((row, index) => (
              <tr key={row.key}>
                <th scope="row" className={styles.row} title={row.label}>
                  {row.label}
                </th>
                {columnLines.map((column, to) => {
                  const place = { row: offset(rows, at) + index, column: to };
                  return (
                    <MatrixCellView
                      key={column.key}
                      place={place}
                      row={row}
                      column={column}
                      face={faceOf(cells, row, column, before, found?.keep ?? null)}
                      waiting={row.indices.some((each) => each >= cells.length)}
                      chosen={choice !== null && choice.row === row.indices[0] && choice.line === column.key}
                      tabbable={place.row === here.row && place.column === here.column}
                      onFocus={() => setSpot(place)}
                      onKeyDown={onKeyDown}
                      onAct={() => act(row, column)}
                    />
                  );
                })}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

/** Callees over their columns, in a row of their own. */
function calleesOf(
  lines: readonly Line[],
): readonly { readonly key: string; readonly name: string; readonly count: number }[] {
  const callees: { key: string; name: string; count: number }[] = [];
  let before: Line | undefined;
  for (const line of lines) {
    const last = callees.at(-1);
    if (
      last !== undefined &&
      line.part !== undefined &&
      before?.part !== undefined &&
      before.indices[0] === line.indices[0]
    )
      last.count += 1;
    else callees.push({ key: line.key, name: line.part?.of ?? line.label, count: 1 });
    before = line;
  }
  return callees;
}

function hasRow({ rows }: Found): (line: Line) => boolean {
  return ({ indices }) => indices.some((index) => rows.has(index));
}

function hasColumn({ questions }: Found, { plan }: AskedMatrix): (line: Line) => boolean {
  return ({ indices, probes }) =>
    indices.some((index) =>
      (probes ?? [...(plan.columns[index]?.probes ?? []).keys()]).some((probe) => questions.has(`${index}:${probe}`)),
    );
}

function Fold({ group, onToggle }: { group: LineGroup; onToggle: (namespace: string | null) => void }) {
  return (
    <button
      type="button"
      className={styles.fold}
      aria-expanded={!group.folded}
      onClick={() => onToggle(group.namespace)}
    >
      {group.folded ? <ChevronRightIcon /> : <ChevronIcon />}
      {group.namespace ?? outside}
    </button>
  );
}
