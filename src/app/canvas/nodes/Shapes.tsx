import type { JSX, ReactNode } from 'react';
import css from '../draw.module.css';
import type { NodeShape } from '../layout/meshGraph.ts';
import { metrics } from '../layout/metrics.ts';
import { Lock } from '../marks/Lock.tsx';
import { words } from '../../../content/locales/en/canvas.ts';
import { Doors } from './Doors.tsx';
import { type NodeView, shortAccount, shortName } from './view.ts';

type ShapeView = (props: { readonly view: NodeView }) => JSX.Element;

const { shell, radius } = metrics.node;

function Sidecar({ view }: { readonly view: NodeView }): JSX.Element {
  const { width, height } = view.node;
  const open = view.passage > 0;
  const grow = open ? metrics.passage.appGrowth : 0;
  const [top, tall] = [-grow, height + 2 * grow];
  return (
    <>
      {open && <OpenPassage view={view} top={top} tall={tall} />}
      <rect className={css.shell} y={top} width={width} height={tall} rx={radius} />
      <rect
        className={appOf(view)}
        x={shell}
        y={top + shell}
        width={width - 2 * shell}
        height={tall - 2 * shell}
        rx="7"
      />
      {open && <rect className={css.lane} x="-2" y={height / 2 - 18} width={shell + 2} height="36" />}
      <g transform={open ? `translate(0 ${top})` : undefined}>
        <Doors doors={view.doors} width={width} height={tall} leaf={view.policies > 0} />
      </g>
      <Names view={view} x={shell + (open ? 16 : 12)} />
    </>
  );
}

/** An app whose pod is not there or not ready is an outline. */
const appOf = ({ waiting }: NodeView): string => (waiting ? `${css.app} ${css.waiting}` : `${css.app}`);

/** The in-door, unfolded to the left: shell above and below, the lane between. */
function OpenPassage({
  view,
  top,
  tall,
}: {
  readonly view: NodeView;
  readonly top: number;
  readonly tall: number;
}): JSX.Element {
  const { passage, node } = view;
  const d = `M${14 - passage} ${top}H14V${top + tall}H${14 - passage}a14 14 0 0 1 -14 -14V${top + 14}a14 14 0 0 1 14 -14Z`;
  return (
    <g data-passage={node.id} className={view.unfolds ? css.unfold : undefined}>
      <path className={css.shell} d={d} />
      <rect
        className={css.lane}
        x={-passage}
        y={node.height / 2 - metrics.passage.lane / 2}
        width={passage + shell}
        height="36"
      />
    </g>
  );
}

function Gateway({ view }: { readonly view: NodeView }): JSX.Element {
  const { width: w, height: h } = view.node;
  const cut = metrics.gateway.cut;
  const grow = view.passage > 0 ? (metrics.passage.height - h) / 2 : 0;
  return (
    <>
      {view.passage > 0 && <OpenPassage view={view} top={-grow} tall={h + 2 * grow} />}
      <path
        className={css.shell}
        d={`M${cut} 0H${w - cut}L${w} ${cut}V${h - cut}L${w - cut} ${h}H${cut}L0 ${h - cut}V${cut}Z`}
      />
      {view.passage > 0 && <rect className={css.lane} x="-2" y={h / 2 - 18} width="10" height="36" />}
      <Doors doors={view.doors} width={w} height={h} leaf={view.policies > 0} />
      <Names view={view} x={20} gateway />
    </>
  );
}

function Bare({ view }: { readonly view: NodeView }): JSX.Element {
  const { width, height } = view.node;
  return (
    <>
      <rect
        className={`${css.bare} ${view.waiting ? css.waiting : ''}`}
        x=".5"
        y=".5"
        width={width - 1}
        height={height - 1}
        rx="7"
      />
      <Names view={view} x={14} plain />
    </>
  );
}

/** No shell of its own: it stands on a floor that enforces L4 only. */
function Ambient({ view }: { readonly view: NodeView }): JSX.Element {
  const { width, height } = view.node;
  const floor = height - 20;
  const grow = view.passage > 0 ? (metrics.passage.height - height) / 2 : 0;
  return (
    <>
      {view.passage > 0 && <OpenPassage view={view} top={-grow} tall={height + 2 * grow} />}
      <path
        className={css.shell}
        d={`M0 ${floor}H${width}V${height - 14}a14 14 0 0 1 -14 14H14a14 14 0 0 1 -14 -14Z`}
      />
      <rect className={css.floor} x=".75" y=".75" width={width - 1.5} height={height - 1.5} rx="14" />
      <rect className={appOf(view)} x="8" y="6" width={width - 16} height={floor - 10} rx="7" />
      {view.passage > 0 && <rect className={css.lane} x="-2" y={height / 2 - 18} width="12" height="36" />}
      <rect
        className={view.policies > 0 ? css.leaf : css.doorway}
        x={width / 2 - 12}
        y={floor}
        width="24"
        height="4"
        rx="1.5"
      />
      <text className={css.name} x="20" y="23">
        {shortName(view.node.name)}
      </text>
      <text className={css.account} x="20" y="40">
        {shortAccount(view.sub, width)}
      </text>
      <text className={`${css.sub} ${css.end}`} x={width - 14} y={height - 5}>
        {words.ztunnel}
      </text>
    </>
  );
}

function External({ view }: { readonly view: NodeView }): JSX.Element {
  const { width, height } = view.node;
  const room = Math.floor((width - 70) / 7.4);
  const host = view.node.name.length > room ? `…${view.node.name.slice(-(room - 1))}` : view.node.name;
  return (
    <>
      <rect className={css.host} x=".6" y=".6" width={width - 1.2} height={height - 1.2} rx="27" />
      <g className={css.outline} transform={`translate(28 ${height / 2})`}>
        <circle r="9" />
        <path d="M-9 0H9M0 -9c-5 5-5 13 0 18M0 -9c5 5 5 13 0 18" />
      </g>
      <text className={css.nameSmall} x="48" y={height / 2 - 3}>
        {host}
      </text>
      <text className={css.sub} x="48" y={height / 2 + 15}>
        {view.sub}
      </text>
    </>
  );
}

/** Who stands on the ground and only calls: an icon and words, no box. */
function GroundCaller({ view, children }: { readonly view: NodeView; readonly children: ReactNode }): JSX.Element {
  const { width, height } = view.node;
  return (
    <>
      <g className={css.outline} transform={`translate(${width / 2} ${height / 2})`}>
        {children}
      </g>
      <text className={`${css.nameSmall} ${css.middle}`} x={width / 2} y={height / 2 + 31}>
        {view.node.name}
      </text>
      <text className={`${css.sub} ${css.middle}`} x={width / 2} y={height / 2 + 47}>
        {view.sub}
      </text>
    </>
  );
}

function Outside({ view }: { readonly view: NodeView }): JSX.Element {
  return (
    <GroundCaller view={view}>
      <rect x="-17" y="-12" width="34" height="24" rx="4" />
      <path d="M-17 -5.5H17M-13 -8.8h.01M-9.5 -8.8h.01" />
    </GroundCaller>
  );
}

function Kubelet({ view }: { readonly view: NodeView }): JSX.Element {
  return (
    <GroundCaller view={view}>
      <rect x="-15" y="-13" width="30" height="11" rx="3" />
      <rect x="-15" y="2" width="30" height="11" rx="3" />
      <path d="M-10 -7.5h.01M-10 7.5h.01M-3 -7.5H10M-3 7.5H10" />
    </GroundCaller>
  );
}

/** A pile, in the place of the workloads of a namespace. */
function Folded({ view }: { readonly view: NodeView }): JSX.Element {
  const { width, height } = view.node;
  const [w, h] = [width - 12.5, height - 8.5];
  return (
    <>
      <rect className={css.bare} x="11.5" y=".5" width={w} height={h} rx="7" />
      <rect className={css.bare} x="6" y="4" width={w} height={h} rx="7" />
      <rect className={css.bare} x=".5" y="8" width={w} height={h} rx="7" />
      <text className={css.name} x="14" y={height / 2 + 1}>
        {view.node.name}
      </text>
      <text className={css.sub} x="14" y={height / 2 + 18}>
        {view.sub}
      </text>
    </>
  );
}

interface NamesProps {
  readonly view: NodeView;
  readonly x: number;
  readonly gateway?: boolean;
  readonly plain?: boolean;
}

function Names({ view, x, gateway = false, plain = false }: NamesProps): JSX.Element {
  const middle = view.node.height / 2;
  const second = plain || view.waiting ? css.sub : gateway ? css.accountGateway : css.account;
  const open = view.passage > 0 && !gateway;
  return (
    <>
      <text className={open ? css.nameOpen : css.name} x={x} y={middle - 3}>
        {shortName(view.node.name)}
      </text>
      {view.lock !== null && <Lock kind={view.lock} x={x + 5} y={middle + 12} />}
      <text className={second} x={x + (view.lock === null ? 0 : 15)} y={middle + (open ? 18 : 16)}>
        {plain || view.waiting ? view.sub : shortAccount(view.sub, view.node.width - (view.lock === null ? 0 : 15))}
      </text>
    </>
  );
}

/** One drawing per shape of node. */
export const shapes = {
  sidecar: Sidecar,
  gateway: Gateway,
  bare: Bare,
  ambient: Ambient,
  external: External,
  outside: Outside,
  kubelet: Kubelet,
  folded: Folded,
} satisfies Record<NodeShape, ShapeView>;
