import { menuWords } from '../../content/locales/en/menu.ts';
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
      return menuWords.pair(nodeName(target.from), nodeName(target.to));
    case 'namespace':
      return menuWords.namespace(target.name);
    case 'canvas':
      return menuWords.canvas;
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
        ...(caller ? [item('from', menuWords.sendFrom, () => startConnecting({ from: id }))] : []),
        ...(callee ? [item('to', menuWords.sendTo, () => startConnecting({ to: id }))] : []),
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
    { heading: menuWords.play, items: plays(overview.requests.filter(({ from, to }) => from === id || to === id)) },
    {
      heading: menuWords.policies,
      items: policies
        .slice(0, most)
        .map((one) => item(one.id, `${one.name} · ${one.word || one.kind}`, () => showResource(one.id))),
    },
    {
      items: [
        item('about', drawWords.about, () => useStore.setState({ selected: id, tab: 'about' })),
        ...(workload === undefined ? [] : [item('yaml', menuWords.showItsYAML, () => showResource(workload.resource))]),
        ...(identity === null
          ? []
          : [
              item('copy', workload === undefined ? menuWords.copyHost : menuWords.copyIdentity, () =>
                copyAndSay(identity),
              ),
            ]),
        item('frame', menuWords.zoomToIt, () => lookAt({ kind: 'node', id })),
        ...(workload === undefined
          ? []
          : [
              item('fold', menuWords.turn(workload.namespace, isFolded(state, workload.namespace)), () =>
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
    { heading: menuWords.play, items: plays(here) },
    {
      items: [
        ...(nodes.length < 2
          ? []
          : [
              item('new', menuWords.newBetween(nodeName(from), nodeName(to)), () => connect(from, to)),
              item('policy', drawWords.between(nodeName(from), nodeName(to)), () =>
                useStore.setState({ dialog: dialogOf('policy', from, to) }),
              ),
            ]),
        ...nodes.map((id) => item(`select ${id}`, menuWords.select(nodeName(id)), () => revealNode(id))),
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
        item('fold', folded ? menuWords.unfold : menuWords.fold, () => setFolded(name, !folded)),
        item('others', menuWords.foldAllOthers, () => {
          foldAll(true);
          setFolded(name, false);
        }),
        item('frame', menuWords.zoomToIt, () => lookAt({ kind: 'namespace', name })),
      ],
    },
    {
      heading: menuWords.policies,
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
        item('connect', menuWords.connect, () => startConnecting()),
        item('draw', drawWords.canvas, () => startConnecting({ makes: 'policy' })),
        item('new', menuWords.newRequest, open({ kind: 'request', from: null, to: null })),
      ],
    },
    {
      items: [
        item('fit', menuWords.fitToView, () => lookAt({ kind: 'all' })),
        item('tidy', menuWords.tidy, () => host.tidy()),
        ...(Object.keys(state.good?.evaluation.scenario.positions ?? {}).length === 0
          ? []
          : [item('untidy', menuWords.untidy, () => host.untidy())]),
        item('fold', menuWords.foldAllNamespaces, () => foldAll(true)),
        item('unfold', menuWords.unfoldAllNamespaces, () => foldAll(false)),
      ],
    },
    {
      items: [
        item('paste', menuWords.pasteYAML, open({ kind: 'open' })),
        item('matrix', menuWords.matrix, open({ kind: 'matrix' })),
        item('least', menuWords.least, open({ kind: 'least' })),
        item('picture', menuWords.picture, open({ kind: 'diagram' })),
      ],
    },
  ];
}

function plays(requests: readonly RequestOverview[]): readonly MenuItem[] {
  return requests
    .slice(0, most)
    .map((one) =>
      item(`play ${one.id}`, menuWords.playOf(nodeName(one.from), nodeName(one.to), one.what), () => run(one.id)),
    );
}

function item(key: string, label: string, act: () => void): MenuItem {
  return { key, label, run: act };
}

function lookAt(wish: LookAt): void {
  useStore.setState({ lookAt: wish });
}
