import type { Workload } from '../../cluster/types.ts';
import { hasSelector } from '../../controlplane/selector.ts';
import { namespacePeerMode } from '../../controlplane/peerAuthentication.ts';
import type { Admitted, World } from '../../controlplane/world.ts';
import type { Finding } from '../../model/lint.ts';
import type { PeerAuthenticationSpec } from '../../yaml/schema/peerAuthentication.ts';
import type { Facts, Lint } from './facts.ts';
import { hint, set, warning } from './finding.ts';

type Authentication = Admitted<PeerAuthenticationSpec>;

/** PeerAuthentications beside each other, and modes that are not what they seem. */
export const peerScopes: Lint = (facts) => [
  ...[...facts.world.peerAuthentications.values()].flatMap((list) => list.flatMap((each) => modes(facts, each))),
  ...[...facts.world.peerAuthentications].flatMap(([namespace, list]) => shadowed(facts, namespace, list)),
];

/** "One winner per class: oldest, then by name; the losers' portLevelMtls are dropped too" (2.2). They come in this order. */
function shadowed({ world, labelled }: Facts, namespace: string, list: readonly Authentication[]): readonly Finding[] {
  const wide = list.filter(({ spec }) => !hasSelector(spec));
  const narrow = namespace === world.mesh.rootNamespace ? [] : list.filter(({ spec }) => hasSelector(spec));
  const say = ({ resource }: Authentication, by: Authentication, workload: string): Finding =>
    warning('peerShadowed', resource, ['spec'], { args: { by: by.resource.name, workload }, on: 'key' });
  const [winner] = wide;
  const found = winner === undefined ? [] : wide.slice(1).map((loser) => say(loser, winner, ''));
  const taken = new Map<string, Authentication>();
  for (const each of narrow) {
    const workloads = labelled(each.spec.selector?.matchLabels ?? {}, namespace);
    const lost = workloads.find(({ id }) => taken.has(id));
    const by = lost === undefined ? undefined : taken.get(lost.id);
    if (lost !== undefined && by !== undefined) found.push(say(each, by, lost.name));
    for (const { id } of workloads) if (!taken.has(id)) taken.set(id, each);
  }
  return found;
}

function modes({ world, labelled, inNamespace }: Facts, { resource, spec }: Authentication): readonly Finding[] {
  const root = world.mesh.rootNamespace;
  const found: Finding[] = [];
  const selected: readonly Workload[] = hasSelector(spec)
    ? labelled(spec.selector?.matchLabels ?? {}, resource.namespace)
    : resource.namespace === root
      ? [...world.cluster.workloads.values()]
      : inNamespace(resource.namespace);
  const path = ['spec', 'mtls', 'mode'];
  const mode = spec.mtls?.mode;
  // "DISABLE is unsupported in ambient and behaves as PERMISSIVE; HBONE is always mTLS" (2.12).
  const ambient = selected.find(({ proxy }) => proxy === 'ambient');
  if (mode === 'DISABLE' && ambient !== undefined)
    found.push(
      warning('disableInAmbient', resource, path, {
        args: { workload: ambient.name },
        fix: [set(resource, path, 'PERMISSIVE')],
      }),
    );
  if (mode === 'PERMISSIVE' && selected.some(({ proxy }) => proxy === 'sidecar' || proxy === 'ambient'))
    found.push(hint('permissive', resource, path, { fix: [set(resource, path, 'STRICT')] }));
  // "PeerAuthentication does not affect gateway listeners" (2.6).
  if (hasSelector(spec) && selected.length > 0 && selected.every(({ proxy }) => proxy === 'gateway'))
    found.push(
      warning('peerAtGateway', resource, ['spec', 'selector'], {
        args: { workload: selected[0]?.name ?? '' },
        on: 'key',
      }),
    );
  if (mode === 'STRICT' && hasSelector(spec))
    found.push(...againstNamespace(world, resource.namespace, selected, { resource, spec }));
  return found;
}

/** "nsMode = DISABLE ⇒ the whole cluster is plaintext, even if a workload-level one says STRICT" (3.9a). */
function againstNamespace(
  world: World,
  namespace: string,
  selected: readonly Workload[],
  { resource }: Authentication,
): readonly Finding[] {
  const workload = selected.find(
    ({ proxy, labels }) => proxy === 'sidecar' && labels['networking.istio.io/tunnel'] !== 'http',
  );
  const wide = namespacePeerMode(world, namespace);
  if (workload === undefined || wide.mode !== 'DISABLE' || !world.mesh.enableAutoMtls) return [];
  const { source } = wide;
  const fix =
    source === null ? [] : [{ op: 'set', resource: source.resource, path: source.path, value: 'PERMISSIVE' } as const];
  return [
    warning('strictUnderDisable', resource, ['spec', 'mtls', 'mode'], {
      args: { workload: workload.name, where: namespace },
      fix,
    }),
  ];
}
