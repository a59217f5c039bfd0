import type { MeshOverview, NodeId, WorkloadOverview } from '../../../core/model/overview.ts';
import { type Fold, foldId, hiddenBy, unfolded } from './fold.ts';
import { metrics, passageLength } from './metrics.ts';

export type NodeShape = 'sidecar' | 'bare' | 'gateway' | 'ambient' | 'external' | 'outside' | 'kubelet' | 'folded';

export interface MeshNode {
  readonly id: NodeId;
  readonly shape: NodeShape;
  /** Null on the ground: outside of the mesh. */
  readonly namespace: string | null;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Room left of the node for its open passage. */
  readonly reserve: number;
  /** The workloads that it stands for, if it stands for any. */
  readonly hides?: readonly NodeId[];
}

export interface MeshLink {
  readonly from: NodeId;
  readonly to: NodeId;
}

export interface MeshGraph {
  readonly nodes: readonly MeshNode[];
  /** One per pair of caller and callee, in the order of the requests. */
  readonly links: readonly MeshLink[];
}

/** The node of callers that are not in the cluster. */
export const outsideId: NodeId = 'outside';
/** The node of the probes that the kubelets send. */
export const kubeletId: NodeId = 'kubelet';
const externalPrefix = 'external:';

/** Nodes and links of a mesh. A request that names an unknown workload has no link. */
export function meshGraph(overview: MeshOverview, fold: Fold = unfolded): MeshGraph {
  const gates = attachedGates(overview);
  const hidden = hiddenBy(overview, fold);
  const nodes: MeshNode[] = overview.workloads.flatMap((workload) =>
    hidden.has(workload.id) ? [] : [workloadNode(workload, gates.get(workload.id) ?? 0)],
  );
  for (const { name } of overview.namespaces) {
    const hides = overview.workloads.filter((one) => one.namespace === name && hidden.has(one.id)).map(({ id }) => id);
    if (hides.length > 0) nodes.push(foldedNode(name, hides));
  }
  const at = (id: NodeId): NodeId => hidden.get(id) ?? id;
  const legs = overview.requests.flatMap((request) =>
    request.legs.map(({ from, to }) => ({ from: at(from), to: at(to) })),
  );
  const ends = new Set(legs.flatMap(({ from, to }) => [from, to]));
  if (ends.has(outsideId)) nodes.push({ ...ground(outsideId, '', 'outside'), ...metrics.outside });
  if (ends.has(kubeletId)) nodes.push({ ...ground(kubeletId, 'kubelet', 'kubelet'), ...metrics.outside });
  const hosts = new Map(overview.externals.map((external) => [external.id, external.host]));
  for (const id of ends)
    if (id.startsWith(externalPrefix) && !hosts.has(id)) hosts.set(id, id.slice(externalPrefix.length));
  for (const [id, host] of hosts) nodes.push({ ...ground(id, host, 'external'), ...externalSize(host) });

  const known = new Set(nodes.map((node) => node.id));
  const links = new Map<string, MeshLink>();
  for (const { from, to } of legs) {
    if (known.has(from) && known.has(to) && from !== to) links.set(`${from}\n${to}`, { from, to });
  }
  return { nodes, links: [...links.values()] };
}

/**
 * How many kinds of policy are attached to each workload: each kind is one gate. A rejected one counts, so that nothing
 * moves while somebody breaks a policy and mends it.
 */
function attachedGates(overview: MeshOverview): ReadonlyMap<string, number> {
  const kinds = new Map<string, Set<string>>();
  const add = (id: NodeId, kind: string) => kinds.set(id, (kinds.get(id) ?? new Set()).add(kind));
  for (const policy of overview.policies) {
    if (policy.rejected || policy.kind === 'PeerAuthentication') continue;
    for (const id of policy.selects) add(id, `${policy.kind} ${policy.word}`);
  }
  const rejected = new Map(overview.policies.flatMap((one) => (one.rejected ? [[one.id, one.kind] as const] : [])));
  for (const workload of overview.workloads) {
    for (const id of workload.rejected) {
      const kind = rejected.get(id);
      if (kind !== undefined && kind !== 'PeerAuthentication') add(workload.id, `${kind} ${id}`);
    }
  }
  return new Map([...kinds].map(([id, set]) => [id, set.size]));
}

function workloadNode(workload: WorkloadOverview, gates: number): MeshNode {
  const { id, namespace, name, proxy } = workload;
  const node = { id, namespace, name };
  // A first policy must not move the mesh, so three gates are reserved as soon as there is one.
  const attached = workload.policies.length + workload.rejected.length > 0 ? Math.max(2, gates) : gates;
  const policed = Math.max(passageLength(3), passageLength(attached + 1));
  switch (proxy) {
    case 'sidecar':
      return { ...node, shape: 'sidecar', ...sidecarSize(name), reserve: attached > 0 ? policed : passageLength(1) };
    case 'gateway':
    case 'waypoint':
      return { ...node, shape: 'gateway', ...gatewaySize(name), reserve: attached > 0 ? policed : passageLength(1) };
    case 'ambient':
      return { ...node, shape: 'ambient', ...sidecarSize(name), reserve: attached > 0 ? policed : passageLength(1) };
    case 'none':
      return { ...node, shape: 'bare', ...bareSize(name), reserve: 0 };
  }
}

function foldedNode(namespace: string, hides: readonly NodeId[]): MeshNode {
  const { width, height } = metrics.bare;
  const words = { name: '', hides, reserve: 0 };
  return { id: foldId(namespace), shape: 'folded', namespace, width: width + 12, height, ...words };
}

function ground(id: NodeId, name: string, shape: NodeShape): Omit<MeshNode, 'width' | 'height'> {
  return { id, shape, namespace: null, name, reserve: 0 };
}

const letter = 9;
const clamp = (low: number, value: number, high: number) => Math.round(Math.min(high, Math.max(low, value)));

function sidecarSize(name: string): { width: number; height: number } {
  const { width, widest, height } = metrics.node;
  return { width: clamp(width, name.length * letter + 40, widest), height };
}

function gatewaySize(name: string): { width: number; height: number } {
  const { width, height } = metrics.gateway;
  return { width: clamp(width, name.length * letter + 40, metrics.node.widest), height };
}

function bareSize(name: string): { width: number; height: number } {
  return {
    width: clamp(metrics.bare.width, name.length * letter + 28, metrics.node.widest),
    height: metrics.bare.height,
  };
}

function externalSize(host: string): { width: number; height: number } {
  const { width, widest, height } = metrics.external;
  return { width: clamp(width, host.length * 8 + 72, widest), height };
}
