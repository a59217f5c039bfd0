import type { NamespaceOverview } from '../../../core/model/overview.ts';
import type { MtlsMode, Place, VerdictKind } from '../../../core/model/trace.ts';

/** Fixed labels of the canvas. */
export const words = {
  canvas: 'Mesh',
  outside: 'Outside',
  /** Beside the names of workloads. */
  outsideName: 'outside',
  kubelet: 'kubelet',
  ofNode: 'probes of the node',
  folded: 'folded',
  notReady: 'not ready',
  notThere: 'no pod',
  noIdentity: 'no identity',
  noSidecar: 'no sidecar',
  registered: 'external, registered',
  unregistered: 'external, unknown',
  ztunnel: 'ztunnel',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Fit to view',
  gateAsks: 'gate asks for',
  gateRefuses: 'gate refuses',
  callerIs: 'caller is',
  requestHas: 'request has',
  nothing: 'none',
  or: ' or ',
  packet: 'Request',
  from: 'Send a request from',
  to: 'Send a request to',
  connect: 'Request by two presses: caller, then callee',
} as const;

const verdictWords = {
  allowed: 'allowed',
  denied: 'denied',
  undetermined: "can't tell",
} satisfies Record<VerdictKind, string>;

const wireWords = {
  mtls: 'mTLS',
  plaintext: 'plaintext',
  mixed: 'mTLS and plaintext',
  unknown: '',
} satisfies Record<'mtls' | 'plaintext' | 'mixed' | 'unknown', string>;

const mostListed = 8;

/** What assistive technology hears for one edge. */
export function edgeTitle(
  from: string,
  to: string,
  what: readonly string[],
  verdict: VerdictKind,
  encryption: keyof typeof wireWords,
): string {
  const listed = what.length > mostListed ? `${what.length} kinds of request` : what.join(', ');
  const requests = what.length === 0 ? '' : ` (${listed})`;
  const wire = wireWords[encryption] === '' ? '' : `, ${wireWords[encryption]}`;
  return `${from} to ${to}${requests}: ${verdictWords[verdict]}${wire}`;
}

export function workloadCount(count: number): string {
  return count === 1 ? '1 workload' : `${count} workloads`;
}

export function policyCount(count: number): string {
  return count === 1 ? '1 policy' : `${count} policies`;
}

/** Said of a node, and written at it. */
export function rejectedCount(count: number): string {
  return `${count} rejected`;
}

export function moreConditions(count: number): string {
  return `+ ${count} more`;
}

/** What a folded namespace says of the workloads that are not drawn. */
export function hiddenCount(count: number, others: boolean): string {
  return others ? `${count} more` : workloadCount(count);
}

const modes = {
  STRICT: 'strict mTLS',
  PERMISSIVE: 'permissive',
  DISABLE: 'mTLS disabled',
} as const satisfies Record<MtlsMode, string>;

/** How the pods of a namespace take connections, beside its name. */
export function sayMode({ mtls, injected, ambient }: NamespaceOverview): string {
  // ztunnel knows strict or not: DISABLE means nothing to it.
  if (ambient) return `ambient, ${modes[mtls === 'STRICT' ? 'STRICT' : 'PERMISSIVE']}`;
  return injected ? modes[mtls] : 'no sidecars';
}

/** Where on the way the packet is; '' in an application. `name` is the workload's. */
export function sayPlace(at: Place, name: string): string {
  if (at.kind === 'sidecar') return `${name} proxy, ${at.side}`;
  if (at.kind === 'ztunnel') return `${name} ztunnel, ${at.side}`;
  if (at.kind !== 'gateway' && at.kind !== 'waypoint') return '';
  // Most waypoints are called just that.
  return name === at.kind ? name : `${name}, ${at.kind}`;
}

/** On the packet that comes back where the connection is refused. */
export const refusedReply = 'no';
