import type { MeshOverview, NodeId, RequestOverview } from '../../core/model/overview.ts';
import type { CommandHost } from '../commands/registry.ts';
import { takenOverWords } from '../../content/locales/en/takenOver.ts';
import { takeOver } from '../store/takeOver.ts';
import { drawWords } from '../../content/locales/en/connect.ts';
import { connect, dialogOf, startConnecting } from '../store/connect.ts';
import { foldAll, isFolded, revealNode, setFolded } from '../store/folds.ts';
import { copyAndSay, identityOf, policiesOf } from '../store/inspect.ts';
import { nodeName } from '../store/names.ts';
import { run } from '../store/run.ts';
import { showResource } from '../store/show.ts';
import type { LookAt, MenuTarget, State } from '../store/state.ts';
import { useStore } from '../store/store.ts';
import type { MenuGroup, MenuItem } from '../ui/MenuList.tsx';

/** More rows than this are for the outline. */
const most = 6;

/** What can be done with a thing on the canvas. Everything here can be done from the outline or the palette, too. */
export function itemsOf(target: MenuTarget, state: State, host: CommandHost): readonly MenuGroup[] {
  const overview = state.good?.evaluation.overview;
  if (overview === undefined) return [];
  const groups = groupsOf(target, overview, state, host);
  return groups.filter(({ items }) => items.length > 0);
}

/** The name of the menu. */
export function titleOf(target: MenuTarget): string {
  switch (target.kind) {
    case 'node':
      return nodeName(target.id);
    case 'edge':
      return `${nodeName(target.from)} to ${nodeName(target.to)}`;
    case 'namespace':
      return `Namespace ${target.name}`;
    case 'canvas':
      return 'Canvas';
  }
}

function groupsOf(target: MenuTarget, overview: MeshOverview, state: State, host: CommandHost): readonly MenuGroup[] {
  switch (target.kind) {
    case 'node':
      return nodeGroups(target.id, overview, state);
    case 'edge':
      return edgeGroups(target.from, target.to, overview);
    case 'namespace':
      return namespaceGroups(target.name, overview, state);
    case 'canvas':
      return canvasGroups(state, host);
  }
}

function nodeGroups(id: NodeId, overview: MeshOverview, state: State): readonly MenuGroup[] {
  const workload = overview.workloads.find((one) => one.id === id);
  const identity = identityOf(state, id);
  const policies = policiesOf(overview, id);
  const caller = !id.startsWith('external:');
  const callee = id !== 'outside' && id !== 'kubelet';
  return [
    {
      items: [
        ...(caller ? [item('from', 'Send a request from here…', () => startConnecting({ from: id }))] : []),
        ...(callee ? [item('to', 'Send a request to here…', () => startConnecting({ to: id }))] : []),
      ],
    },
    {
      items:
        workload === undefined || workload.proxy === 'gateway' || workload.proxy === 'waypoint'
          ? []
          : [item('taken', takenOverWords.menu, () => takeOver(workload.id))],
    },
    {
      items:
        workload === undefined
          ? []
          : [
              item('mayCall', drawWords.from, () => startConnecting({ makes: 'policy', from: id })),
              item('mayBeCalled', drawWords.to, () => startConnecting({ makes: 'policy', to: id })),
            ],
    },
    { heading: 'Play', items: plays(overview.requests.filter(({ from, to }) => from === id || to === id)) },
    {
      heading: 'Policies',
      items: policies
        .slice(0, most)
        .map((one) => item(one.id, `${one.name} · ${one.word || one.kind}`, () => showResource(one.id))),
    },
    {
      items: [
        item('about', drawWords.about, () => useStore.setState({ selected: id, tab: 'about' })),
        ...(workload === undefined ? [] : [item('yaml', 'Show its YAML', () => showResource(workload.resource))]),
        ...(identity === null
          ? []
          : [item('copy', workload === undefined ? 'Copy host' : 'Copy identity', () => copyAndSay(identity))]),
        item('frame', 'Zoom to it', () => lookAt({ kind: 'node', id })),
        ...(workload === undefined
          ? []
          : [
              item('fold', `${isFolded(state, workload.namespace) ? 'Unfold' : 'Fold'} ${workload.namespace}`, () =>
                setFolded(workload.namespace, !isFolded(state, workload.namespace)),
              ),
            ]),
      ],
    },
  ];
}

function edgeGroups(from: NodeId, to: NodeId, overview: MeshOverview): readonly MenuGroup[] {
  const here = overview.requests.filter(
    (one) =>
      (one.from === from && one.to === to) || one.legs.some((leg) => stands(from, leg.from) && stands(to, leg.to)),
  );
  const nodes = [from, to].filter((id) => !id.startsWith('namespace:'));
  return [
    { heading: 'Play', items: plays(here) },
    {
      items: [
        ...(nodes.length < 2
          ? []
          : [
              item('new', `New request, ${nodeName(from)} to ${nodeName(to)}…`, () => connect(from, to)),
              item('policy', drawWords.between(nodeName(from), nodeName(to)), () =>
                useStore.setState({ dialog: dialogOf('policy', from, to) }),
              ),
            ]),
        ...nodes.map((id) => item(`select ${id}`, `Select ${nodeName(id)}`, () => revealNode(id))),
      ],
    },
  ];
}

/** Whether a node is drawn as this one: as itself, or folded into its namespace. */
function stands(drawn: NodeId, id: NodeId): boolean {
  return drawn === id || drawn === `namespace:${id.slice(0, id.indexOf('/'))}`;
}

function namespaceGroups(name: string, overview: MeshOverview, state: State): readonly MenuGroup[] {
  const policies = overview.policies.filter(({ namespace }) => namespace === name);
  const folded = isFolded(state, name);
  return [
    {
      items: [
        item('fold', folded ? 'Unfold' : 'Fold', () => setFolded(name, !folded)),
        item('others', 'Fold all others', () => {
          foldAll(true);
          setFolded(name, false);
        }),
        item('frame', 'Zoom to it', () => lookAt({ kind: 'namespace', name })),
      ],
    },
    {
      heading: 'Policies',
      items: policies
        .slice(0, most)
        .map((one) => item(one.id, `${one.name} · ${one.word || one.kind}`, () => showResource(one.id))),
    },
  ];
}

function canvasGroups(state: State, host: CommandHost): readonly MenuGroup[] {
  const open = (dialog: State['dialog']) => (): void => useStore.setState({ dialog });
  return [
    {
      items: [
        item('connect', 'Request by two presses…', () => startConnecting()),
        item('draw', drawWords.canvas, () => startConnecting({ makes: 'policy' })),
        item('new', 'New request…', open({ kind: 'request', from: null, to: null })),
      ],
    },
    {
      items: [
        item('fit', 'Fit to view', () => lookAt({ kind: 'all' })),
        item('tidy', 'Tidy', () => host.tidy()),
        ...(Object.keys(state.good?.evaluation.scenario.positions ?? {}).length === 0
          ? []
          : [item('untidy', 'Back to the usual arrangement', () => host.untidy())]),
        item('fold', 'Fold all namespaces', () => foldAll(true)),
        item('unfold', 'Unfold all namespaces', () => foldAll(false)),
      ],
    },
    {
      items: [
        item('paste', 'Paste YAML…', open({ kind: 'open' })),
        item('matrix', 'Matrix: who reaches whom', open({ kind: 'matrix' })),
        item('least', 'Least privilege, from logs or ticks…', open({ kind: 'least' })),
        item('picture', 'As a picture…', open({ kind: 'diagram' })),
      ],
    },
  ];
}

function plays(requests: readonly RequestOverview[]): readonly MenuItem[] {
  return requests
    .slice(0, most)
    .map((one) =>
      item(`play ${one.id}`, `${nodeName(one.from)} to ${nodeName(one.to)}, ${one.what}`, () => run(one.id)),
    );
}

function item(key: string, label: string, act: () => void): MenuItem {
  return { key, label, run: act };
}

function lookAt(wish: LookAt): void {
  useStore.setState({ lookAt: wish });
}
