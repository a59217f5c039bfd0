import { compareAge } from '../cluster/age.ts';
import { objectAt } from '../cluster/fields.ts';
import { targetPortOf } from '../cluster/services.ts';
import type { Workload } from '../cluster/types.ts';
import { type Note, note, type PeerScope } from '../model/note.ts';
import type { Path, Resource, ResourceId } from '../model/resource.ts';
import type { MtlsMode } from '../model/trace.ts';
import type { PeerAuthenticationSpec } from '../yaml/schema/peerAuthentication.ts';
import { rejectedIn } from './rejected.ts';
import { hasSelector, type LabelMiss, labelMisses } from './selector.ts';
import type { Admitted, World } from './world.ts';

/** One setting of a PeerAuthentication that was looked at, and what became of it. */
export interface PeerCandidate {
  readonly resource: ResourceId;
  readonly name: string;
  readonly scope: PeerScope;
  /** The mode it sets there; UNSET leaves the mode of the wider scope. */
  readonly mode: MtlsMode | 'UNSET';
  readonly path: Path;
  readonly fate: 'won' | 'shadowed' | 'selectorMisses' | 'rootSelector' | 'otherPort' | 'rejected';
  /** Why it does not count; null for the one of its scope that does. */
  readonly note: Note | null;
  /** The first label by which its selector misses the workload. */
  readonly label: LabelMiss | null;
}

type Authentication = Admitted<PeerAuthenticationSpec>;

/** Those of the mesh and of a namespace, in this order. */
export function wideCandidates(world: World, namespace: string): readonly PeerCandidate[] {
  const root = world.mesh.rootNamespace;
  const mesh = inOrder((world.peerAuthentications.get(root) ?? []).filter(isWide), 'mesh');
  // "In the root namespace a policy without selector is mesh-level, so the root namespace has no namespace level of its own."
  if (namespace === root) return mesh;
  return [...mesh, ...inOrder((world.peerAuthentications.get(namespace) ?? []).filter(isWide), 'namespace')];
}

/** Those with a selector in the workload's namespace, and what they say of single ports of the pod. */
export function workloadCandidates(world: World, workload: Workload, port: number | null): readonly PeerCandidate[] {
  const { rootNamespace } = world.mesh;
  const selecting = (world.peerAuthentications.get(workload.namespace) ?? []).filter((each) => hasSelector(each.spec));
  // "Non-empty selector inside the root namespace = ignored everywhere, even for pods of the root namespace."
  if (workload.namespace === rootNamespace) {
    return selecting.map((each) => candidate(each, 'workload', 'rootSelector', note('peer.rootSelector', {})));
  }
  const matching = selecting.filter(({ spec }) => labelMisses(spec, workload).length === 0);
  // "Only the oldest matching one counts; the losers' portLevelMtls are dropped too."
  return [
    ...inOrder(matching, 'workload'),
    ...selecting.filter((each) => !matching.includes(each)).map((each) => missing(each, workload)),
    ...(port === null ? [] : portCandidates(world, workload, matching, port)),
  ];
}

/** PeerAuthentications that would be looked at, had they been stored. */
export function rejectedCandidates(world: World, namespace: string): readonly PeerCandidate[] {
  const root = world.mesh.rootNamespace;
  return rejectedIn(world, 'PeerAuthentication', new Set([root, namespace])).map(
    ({ resource, path, note: why }): PeerCandidate => {
      const selects = Object.keys(objectAt(resource.body, 'spec', 'selector', 'matchLabels') ?? {}).length > 0;
      const scope = selects ? 'workload' : resource.namespace === root ? 'mesh' : 'namespace';
      const { id, name } = resource;
      return { resource: id, name, scope, mode: 'UNSET', path, fate: 'rejected', note: why, label: null };
    },
  );
}

/** "One winner per class: oldest, then by name. Chosen before looking at UNSET" (2.2). They come in this order. */
function inOrder(authentications: readonly Authentication[], scope: PeerScope): readonly PeerCandidate[] {
  const [winner] = authentications;
  return authentications.map((each) =>
    winner === undefined || each === winner
      ? candidate(each, scope, 'won', null)
      : candidate(each, scope, 'shadowed', before(winner.resource, each.resource)),
  );
}

/** "Port key = workload port" (2.5), by the one that counts for the workload; the others' entries for the port are dropped. */
function portCandidates(
  world: World,
  workload: Workload,
  matching: readonly Authentication[],
  port: number,
): readonly PeerCandidate[] {
  const [winner] = matching;
  if (winner === undefined) return [];
  return matching.flatMap((each) =>
    Object.entries(each.spec.portLevelMtls ?? {}).flatMap(([key, mtls]): PeerCandidate[] => {
      const at = { mode: modeOf(mtls), path: pathOf(mtls, ['spec', 'portLevelMtls', key]) };
      const own = Number(key) === port;
      if (each !== winner) {
        const why = before(winner.resource, each.resource);
        return own ? [{ ...candidate(each, 'port', 'shadowed', why), ...at }] : [];
      }
      if (own) return [{ ...candidate(each, 'port', 'won', null), ...at }];
      return [{ ...candidate(each, 'port', 'otherPort', otherPort(world, workload, Number(key), port)), ...at }];
    }),
  );
}

/** "Service port numbers never match" (2.5): the port of a Service that leads here is a likely mistake. */
function otherPort(world: World, workload: Workload, key: number, port: number): Note {
  const ofService = world.cluster
    .servicesOf(workload.id)
    .some((service) => service.ports.some((each) => each.port === key && targetPortOf(each, workload) === port));
  return note(ofService ? 'peer.servicePort' : 'peer.otherPort', { port });
}

function before(winner: Resource, loser: Resource): Note {
  return note(compareAge(winner, loser) < 0 ? 'order.older' : 'order.nameFirst', { by: winner.name });
}

function missing(authentication: Authentication, workload: Workload): PeerCandidate {
  const [label = null] = labelMisses(authentication.spec, workload);
  return { ...candidate(authentication, 'workload', 'selectorMisses', note('attach.selectorMisses', {})), label };
}

function candidate(
  { resource, spec }: Authentication,
  scope: PeerScope,
  fate: PeerCandidate['fate'],
  why: Note | null,
): PeerCandidate {
  const { id, name } = resource;
  const path = pathOf(spec.mtls, ['spec', 'mtls']);
  return { resource: id, name, scope, mode: modeOf(spec.mtls), path, fate, note: why, label: null };
}

function isWide({ spec }: Authentication): boolean {
  return !hasSelector(spec);
}

interface Mtls {
  readonly mode?: MtlsMode | 'UNSET' | undefined;
}

/** "`mtls` missing = UNSET" (2.3). */
function modeOf(mtls: Mtls | undefined): MtlsMode | 'UNSET' {
  return mtls?.mode ?? 'UNSET';
}

/** Where the mode stands; one that is left out has no place but the whole resource. */
function pathOf(mtls: Mtls | undefined, path: Path): Path {
  return mtls?.mode === undefined ? [] : [...path, 'mode'];
}
