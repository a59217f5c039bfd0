import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { matrixWords } from '../../../content/locales/en/matrix.ts';
import { ChevronIcon, ChevronRightIcon } from '../../ui/icons.tsx';
import type { AskedMatrix } from './before.ts';
import { type Before, faceOf } from './face.ts';
import { moved, type Spot } from './gridKeys.ts';
import { groupLines, type Line, type LineGroup, manyLines } from './lines.ts';
import { MatrixCellView } from './MatrixCellView.tsx';
import styles from './MatrixGrid.module.css';

/** The pair that the foot speaks of. */
export interface Choice {
  readonly row: number;
  readonly column: number;
}

export interface MatrixGridProps {
  matrix: AskedMatrix;
  before: Before | null;
  busy: boolean;
  choice: Choice | null;
  onChoose: (choice: Choice) => void;
  onPlay: (row: number, column: number, probe: number) => void;
}

const outside = matrixWords.outsideHeading;

/** Callers as rows, callees as columns, by namespace. One cell is in the tab order; arrows move, Enter plays or unfolds. */
export function MatrixGrid({ matrix: { plan, cells }, before, busy, choice, onChoose, onPlay }: MatrixGridProps) {
  const [folded, setFolded] = useState<ReadonlySet<string | null>>(() => {
    const many = Math.max(plan.rows.length, plan.columns.length) > manyLines;
    return new Set(many ? [...plan.rows, ...plan.columns].map(({ namespace }) => namespace) : []);
  });
  const [spot, setSpot] = useState<Spot>({ row: 0, column: 0 });
  const table = useRef<HTMLTableElement>(null);
  useEffect(() => table.current?.querySelector<HTMLElement>('[data-cell][tabindex="0"]')?.focus(), []);
  const rows = useMemo(() => groupLines(plan.rows, folded), [plan, folded]);
  const columns = useMemo(() => groupLines(plan.columns, folded), [plan, folded]);
  const rowLines = rows.flatMap(({ lines }) => lines);
  const columnLines = columns.flatMap(({ lines }) => lines);
  const turned = columnLines.length > 12;

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
    const verdicts = cells[at]?.[to] ?? [];
    if (verdicts.length === 1) onPlay(at, to, 0);
    else if (verdicts.length > 1) onChoose({ row: at, column: to });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = moved(event.key, event.ctrlKey || event.metaKey, spot, rowLines.length, columnLines.length);
    if (next === null) return;
    event.preventDefault();
    setSpot(next);
    table.current?.querySelector<HTMLElement>(`[data-cell="${next.row}:${next.column}"]`)?.focus();
  };
  const offset = (groups: readonly LineGroup[], index: number): number =>
    groups.slice(0, index).reduce((sum, { lines }) => sum + lines.length, 0);

  return (
    <div className={styles.scroll} aria-busy={busy} data-own-keys>
      <table ref={table} aria-label={matrixWords.table} className={styles.grid}>
        <thead>
          <tr>
            <td className={styles.corner} rowSpan={2}>
              <span className={styles.axis}>{matrixWords.calleeAxis}</span>
              <span className={styles.axis}>{matrixWords.callerAxis}</span>
            </td>
            {columns.map((group) => (
              <th key={String(group.namespace)} scope="colgroup" colSpan={group.lines.length} className={styles.group}>
                <Fold group={group} onToggle={toggle} />
              </th>
            ))}
          </tr>
          <tr>
            {columnLines.map((line) => (
              <th key={line.key} scope="col" className={turned ? styles.turned : styles.column} title={line.label}>
                <span>{line.label}</span>
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
                      face={faceOf(cells, row, column, before)}
                      waiting={row.indices.some((each) => each >= cells.length)}
                      chosen={choice !== null && choice.row === row.indices[0] && choice.column === column.indices[0]}
                      tabbable={place.row === spot.row && place.column === spot.column}
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
