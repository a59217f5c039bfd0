import type { Workload } from '../../cluster/types.ts';
import type { ResourceId } from '../../model/resource.ts';
import type { MtlsMode } from '../../model/trace.ts';
import type { PeerAuthenticationSpec } from '../../yaml/schema/peerAuthentication.ts';
import { hasSelector, labelMisses } from '../selector.ts';
import type { Admitted, World } from '../world.ts';
import { type ClauseGroup, convertPeerAuthentication, withoutIdentity } from './convertPeer.ts';

type Authentication = Admitted<PeerAuthenticationSpec>;

/** A PeerAuthentication as a DENY policy of ztunnel's (2.12): it refuses where any of its groups matches. */
export interface ConvertedPeer {
  readonly namespace: string;
  readonly name: string;
  /** The PeerAuthentication that it comes from. */
  readonly resource: ResourceId;
  readonly groups: readonly ClauseGroup[];
}

/** `_` is no letter of Kubernetes' names, so no policy of a user's is called that. */
const staticStrict = 'istio_converted_static_strict';

/**
 * The converted policies that istiod lists on a workload and that ztunnel has
 * (istio `ambient/authorization.go`, convertedSelectorPeerAuthentications).
 */
export function convertedPeers(world: World, workload: Workload): readonly ConvertedPeer[] {
  const { mesh, namespace, own } = authenticationsOf(world, workload);
  // "Overwrite by mesh, namespace, workload if not UNSET."
  const wide = [namespace, mesh].find((each) => each && modeOf(each.spec.mtls) !== 'UNSET');
  const wideStrict = wide !== undefined && modeOf(wide.spec.mtls) === 'STRICT';
  const mode = modeOf(own?.spec.mtls);
  const strict = mode === 'STRICT' || (mode === 'UNSET' && wideStrict);
  const from = mode === 'STRICT' ? own : wide;
  const everything = strict && from ? [strictBy(world, from)] : [];
  if (!own || !exceptionsCount(own, strict)) return everything;
  // "The static STRICT policy is left out: the converted form includes the default." A listed policy that was never
  // sent is skipped: "fail-open".
  return convertPeerAuthentication(world, own);
}

/** "Workload PA with mtls UNSET under a STRICT parent needs at least one port marked PERMISSIVE" (2.12). */
function exceptionsCount({ spec }: Authentication, strict: boolean): boolean {
  const ports = Object.values(spec.portLevelMtls ?? {}).map(modeOf);
  if (!strict) return ports.includes('STRICT');
  return ports.includes('PERMISSIVE') || (modeOf(spec.mtls) === 'STRICT' && ports.includes('DISABLE'));
}

function strictBy(world: World, { resource }: Authentication): ConvertedPeer {
  return {
    namespace: world.mesh.rootNamespace,
    name: staticStrict,
    resource: resource.id,
    groups: [[withoutIdentity]],
  };
}

/** "One winner per class: oldest, then by name" (2.2); they come in this order. */
function authenticationsOf(world: World, workload: Workload) {
  const root = world.mesh.rootNamespace;
  const of = (namespace: string): readonly Authentication[] => world.peerAuthentications.get(namespace) ?? [];
  const wide = (each: Authentication): boolean => !hasSelector(each.spec);
  const inRoot = workload.namespace === root;
  return {
    mesh: of(root).find(wide),
    namespace: inRoot ? undefined : of(workload.namespace).find(wide),
    // "Root-namespace selector PAs ignored here too."
    own: inRoot
      ? undefined
      : of(workload.namespace).find((each) => !wide(each) && labelMisses(each.spec, workload).length === 0),
  };
}

function modeOf(mtls: { readonly mode?: MtlsMode | 'UNSET' | undefined } | undefined): MtlsMode | 'UNSET' {
  return mtls?.mode ?? 'UNSET';
}
