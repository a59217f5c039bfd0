import type { Workload } from '../cluster/types.ts';
import type { Path, ResourceId, SourceRef } from '../model/resource.ts';
import type { MtlsMode } from '../model/trace.ts';
import type { PeerAuthenticationSpec } from '../yaml/schema/peerAuthentication.ts';
import type { Admitted, World } from './world.ts';

export type PeerScope = 'mesh' | 'namespace' | 'workload' | 'port';

/** One PeerAuthentication that was looked at, and what became of it. */
export interface PeerCandidate {
  readonly resource: ResourceId;
  readonly scope: PeerScope | 'ignored';
  /** The mode it sets there; UNSET leaves the mode of the wider scope. */
  readonly mode: MtlsMode | 'UNSET';
  readonly path: Path;
  /** Won: the one of its scope that counts. Shadowed: an older one of the same scope counts instead. */
  readonly fate: 'won' | 'shadowed' | 'selectorMisses' | 'rootSelector';
}

/** The effective mode of one port of one workload, and what set it. */
export interface PeerMode {
  readonly mode: MtlsMode;
  /** Null = Istio's default, PERMISSIVE. */
  readonly source: SourceRef | null;
  readonly scope: PeerScope | 'default';
  readonly candidates: readonly PeerCandidate[];
}

type Authentication = Admitted<PeerAuthenticationSpec>;

/** PERMISSIVE unless a mesh, namespace, workload or port level setting says otherwise, the narrowest last (2.1–2.3). */
export function workloadPeerMode(world: World, workload: Workload, port: number | null): PeerMode {
  const key = `${workload.id}:${port ?? ''}`;
  const known = world.peerModes.get(key);
  if (known) return known;
  const resolved = resolve(world, workload, port);
  world.peerModes.set(key, resolved);
  return resolved;
}

function resolve(world: World, workload: Workload, port: number | null): PeerMode {
  const candidates: PeerCandidate[] = [];
  let result: PeerMode = { mode: 'PERMISSIVE', source: null, scope: 'default', candidates };
  const overwrite = (winner: Authentication, scope: PeerScope): void => {
    const mode = modeOf(winner.spec.mtls);
    // "Overwrite by mesh, namespace, workload if not UNSET."
    if (mode === 'UNSET') return;
    result = { mode, source: { resource: winner.resource.id, path: ['spec', 'mtls', 'mode'] }, scope, candidates };
  };
  for (const scope of ['mesh', 'namespace'] as const) {
    const winner = scopeWinner(world, workload.namespace, scope, candidates);
    if (winner) overwrite(winner, scope);
  }
  const winner = workloadWinner(world, workload, candidates);
  if (winner) {
    overwrite(winner, 'workload');
    const own = port === null ? undefined : winner.spec.portLevelMtls?.[String(port)];
    if (own) {
      const mode = modeOf(own);
      const path = ['spec', 'portLevelMtls', String(port), 'mode'];
      candidates.push({ resource: winner.resource.id, scope: 'port', mode, path, fate: 'won' });
      // "Port entry: UNSET → the resolved workload mode; else its own mode."
      if (mode !== 'UNSET')
        result = { mode, source: { resource: winner.resource.id, path }, scope: 'port', candidates };
    }
  }
  return result;
}

/** The namespace-level mode: the namespace's own, else the mesh's, else PERMISSIVE (3.9a `nsMode`). */
export function namespacePeerMode(world: World, namespace: string): PeerMode {
  const known = world.peerModes.get(namespace);
  if (known) return known;
  const resolved = resolveNamespace(world, namespace);
  world.peerModes.set(namespace, resolved);
  return resolved;
}

function resolveNamespace(world: World, namespace: string): PeerMode {
  const candidates: PeerCandidate[] = [];
  let result: PeerMode = { mode: 'PERMISSIVE', source: null, scope: 'default', candidates };
  for (const scope of ['mesh', 'namespace'] as const) {
    const winner = scopeWinner(world, namespace, scope, candidates);
    const mode = winner ? modeOf(winner.spec.mtls) : 'UNSET';
    if (!winner || mode === 'UNSET') continue;
    result = { mode, source: { resource: winner.resource.id, path: ['spec', 'mtls', 'mode'] }, scope, candidates };
  }
  return result;
}

/** "One winner per class: oldest, then by name. Chosen before looking at UNSET" (2.2). */
function scopeWinner(
  world: World,
  namespace: string,
  scope: 'mesh' | 'namespace',
  candidates: PeerCandidate[],
): Authentication | null {
  const root = world.mesh.rootNamespace;
  // "In the root namespace a policy without selector is mesh-level, so the root namespace has no namespace level of its own."
  if (scope === 'namespace' && namespace === root) return null;
  let winner: Authentication | null = null;
  for (const authentication of world.peerAuthentications.get(scope === 'mesh' ? root : namespace) ?? []) {
    if (hasSelector(authentication)) continue;
    candidates.push({
      resource: authentication.resource.id,
      scope,
      mode: modeOf(authentication.spec.mtls),
      path: ['spec', 'mtls', 'mode'],
      fate: winner === null ? 'won' : 'shadowed',
    });
    winner ??= authentication;
  }
  return winner;
}

function workloadWinner(world: World, workload: Workload, candidates: PeerCandidate[]): Authentication | null {
  let winner: Authentication | null = null;
  for (const authentication of world.peerAuthentications.get(workload.namespace) ?? []) {
    if (!hasSelector(authentication)) continue;
    const base = {
      resource: authentication.resource.id,
      mode: modeOf(authentication.spec.mtls),
      path: ['spec', 'mtls', 'mode'],
    } as const;
    // "Non-empty selector inside the root namespace = ignored everywhere, even for pods of the root namespace."
    if (workload.namespace === world.mesh.rootNamespace) {
      candidates.push({ ...base, scope: 'ignored', fate: 'rootSelector' });
      continue;
    }
    const labels = Object.entries(authentication.spec.selector?.matchLabels ?? {});
    if (!labels.every(([key, value]) => workload.labels[key] === value)) {
      candidates.push({ ...base, scope: 'ignored', fate: 'selectorMisses' });
      continue;
    }
    // "Only the oldest matching one counts; the losers' portLevelMtls are dropped too."
    candidates.push({ ...base, scope: 'workload', fate: winner === null ? 'won' : 'shadowed' });
    winner ??= authentication;
  }
  return winner;
}

function hasSelector(authentication: Authentication): boolean {
  return Object.keys(authentication.spec.selector?.matchLabels ?? {}).length > 0;
}

function modeOf(mtls: { readonly mode?: MtlsMode | 'UNSET' | undefined } | undefined): MtlsMode | 'UNSET' {
  return mtls?.mode ?? 'UNSET';
}
