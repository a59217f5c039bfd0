import { type JSX, memo, useContext } from 'react';
import type { NodeId } from '../../../core/model/overview.ts';
import css from '../draw.module.css';
import { Lock, type LockKind } from '../marks/Lock.tsx';
import { VerdictGlyph } from '../marks/VerdictGlyph.tsx';
import { cut, endAngle, lengthOf, pointAt, toPath } from '../route/line.ts';
import type { EdgeEncryption } from '../scene/edges.ts';
import type { DrawnEdge } from '../scene/locks.ts';
import { edgeTitle } from '../../../content/locales/en/canvas.ts';
import { ChangeBadge } from './ChangeBadge.tsx';
import { ChangesContext } from './changes.ts';
import { arrow, bar, type End } from './tip.ts';

interface Props {
  readonly edges: readonly DrawnEdge[];
  /** Drawn as trail instead. */
  readonly played: ReadonlySet<string>;
  readonly focus: NodeId | null;
  /** The node whose passage is open: edges to it run into its mouth without an end of their own. */
  readonly open: NodeId | null;
  readonly nameOf: (id: NodeId) => string;
}

/** Every edge that is not being played, in the line style of its verdict. */
export const EdgeLayer = memo(function EdgeLayer({ edges, played, focus, open, nameOf }: Props): JSX.Element {
  return (
    <svg className={css.svg} width="1" height="1" role="group" style={{ zIndex: 0 }}>
      {edges.map((edge) =>
        played.has(edge.id) ? (
          <g
            key={edge.id}
            data-edge={edge.id}
            data-verdict={edge.verdict}
            data-played="true"
            role="img"
            aria-label={titleOf(edge, nameOf)}
          >
            <Changed edge={edge} above />
          </g>
        ) : (
          <Edge
            key={edge.id}
            edge={edge}
            merges={edge.to === open}
            focused={focus === edge.from || focus === edge.to}
            title={titleOf(edge, nameOf)}
          />
        ),
      )}
    </svg>
  );
});

function titleOf(edge: DrawnEdge, nameOf: (id: NodeId) => string): string {
  return edgeTitle(nameOf(edge.from), nameOf(edge.to), edge.what, edge.verdict, edge.encryption);
}

const looks = {
  allowed: { line: 'solid', end: 'arrow', short: 7 },
  denied: { line: 'dashed', end: 'bar', short: 14 },
  undetermined: { line: 'dotted', end: 'diamond', short: 9 },
} as const;

const locks = { mtls: 'closed', mixed: 'half', plaintext: 'open', unknown: null } satisfies Record<
  EdgeEncryption,
  LockKind | null
>;

const lockGap = 11;

interface EdgeProps {
  readonly edge: DrawnEdge;
  readonly merges: boolean;
  readonly focused: boolean;
  readonly title: string;
}

const Edge = memo(function Edge({ edge, merges, focused, title }: EdgeProps): JSX.Element {
  const { line } = edge.route;
  const changes = useContext(ChangesContext);
  const change = changes?.get(edge.id) ?? null;
  const look = looks[edge.verdict];
  const stop = lengthOf(line) - (merges ? 0 : look.short);
  const lock = locks[edge.encryption];
  const pieces =
    edge.lock === null
      ? [cut(line, 0, stop)]
      : [cut(line, 0, edge.lock - lockGap), cut(line, edge.lock + lockGap, stop)];
  const style = look.line === 'solid' ? '' : css[look.line];
  const at = edge.lock === null ? null : pointAt(line, edge.lock);
  return (
    <g
      className={`${focused ? css.focused : ''} ${css[edge.verdict]}`}
      style={changes === null || change !== null ? undefined : { opacity: 0.3 }}
      data-change={change ?? undefined}
      data-edge={edge.id}
      data-verdict={edge.verdict}
      data-line={look.line}
      data-end={look.end}
      data-encryption={edge.encryption}
      data-tube={edge.tube || undefined}
      role="img"
      aria-label={title}
    >
      {edge.tube &&
        pieces.map((piece, i) => (
          <g key={i === 0 ? 'tube' : 'on'}>
            <path className={css.tube} d={toPath(piece)} />
            <path className={css.bore} d={toPath(piece)} />
          </g>
        ))}
      {pieces.map((piece, i) => (
        <path key={i === 0 ? 'first' : 'second'} className={`${css.line} ${style}`} d={toPath(piece)} />
      ))}
      {!merges && <EdgeEnd edge={edge} focused={focused} at={pointAt(line, stop)} angle={endAngle(line)} />}
      <Changed edge={edge} />
      {lock !== null && at !== null && <Lock kind={lock} x={at.x} y={at.y} />}
    </g>
  );
});

interface ChangedProps {
  readonly edge: DrawnEdge;
  /** Beside the line: a trail lies on it. */
  readonly above?: boolean;
}

/** What becomes of the edge's flows in the other version, if they end otherwise there. */
function Changed({ edge: { id, route }, above = false }: ChangedProps): JSX.Element | null {
  const change = useContext(ChangesContext)?.get(id);
  if (change === undefined) return null;
  const { x, y } = pointAt(route.line, lengthOf(route.line) * 0.28);
  return <ChangeBadge change={change} at={{ x, y: above ? y - 24 : y }} />;
}

interface EndProps extends End {
  readonly edge: DrawnEdge;
  readonly focused: boolean;
}

/** Allowed arrives with an arrow, denied stops short at a bar, can't tell ends in a diamond. */
function EdgeEnd({ edge, focused, at, angle }: EndProps): JSX.Element {
  switch (edge.verdict) {
    case 'allowed':
      return <polygon className={css.tip} points={arrow({ at, angle }, focused)} />;
    case 'denied':
      return <path className={css.tip} d={bar({ at, angle }, focused)} />;
    case 'undetermined':
      return <VerdictGlyph verdict="undetermined" x={at.x} y={at.y} r={7.3} />;
  }
}
