import type { Workload } from '../cluster/types.ts';
import type { PeerScope } from '../model/note.ts';
import type { SourceRef } from '../model/resource.ts';
import type { Check, MtlsMode } from '../model/trace.ts';
import { type PeerCandidate, rejectedCandidates, wideCandidates, workloadCandidates } from './peerCandidates.ts';
import type { World } from './world.ts';

/** The effective mode of one port of one workload, and what set it. */
export interface PeerMode {
  readonly mode: MtlsMode;
  /** Null = Istio's default, PERMISSIVE. */
  readonly source: SourceRef | null;
  readonly scope: PeerScope | 'default';
  /** The candidate that set it. */
  readonly setter: PeerCandidate | null;
  readonly candidates: readonly PeerCandidate[];
  /** Checks of this mode by what arrives: every connection to the port shares them. */
  readonly known: Map<string, Check>;
}

/** PERMISSIVE unless a mesh, namespace, workload or port level setting says otherwise, the narrowest last (2.1–2.3). */
export function workloadPeerMode(world: World, workload: Workload, port: number | null): PeerMode {
  const key = `${workload.id}:${port ?? ''}`;
  const known = world.peerModes.get(key);
  if (known) return known;
  const { namespace } = workload;
  const resolved = resolve([
    ...wideCandidates(world, namespace),
    ...workloadCandidates(world, workload, port),
    ...rejectedCandidates(world, namespace),
  ]);
  world.peerModes.set(key, resolved);
  return resolved;
}

/** The namespace-level mode: the namespace's own, else the mesh's, else PERMISSIVE (3.9a `nsMode`). */
export function namespacePeerMode(world: World, namespace: string): PeerMode {
  const known = world.peerModes.get(namespace);
  if (known) return known;
  const resolved = resolve([...wideCandidates(world, namespace), ...rejectedCandidates(world, namespace)]);
  world.peerModes.set(namespace, resolved);
  return resolved;
}

/** "Overwrite by mesh, namespace, workload if not UNSET; port entry: UNSET → the resolved workload mode, else its own" (2.3). */
function resolve(candidates: readonly PeerCandidate[]): PeerMode {
  const setter = candidates.findLast(({ fate, mode }) => fate === 'won' && mode !== 'UNSET') ?? null;
  if (setter === null || setter.mode === 'UNSET') {
    return { mode: 'PERMISSIVE', source: null, scope: 'default', setter: null, candidates, known: new Map() };
  }
  const { mode, scope, resource, path } = setter;
  return { mode, source: { resource, path }, scope, setter, candidates, known: new Map() };
}
