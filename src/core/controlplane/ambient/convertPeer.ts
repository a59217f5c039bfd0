import type { MtlsMode } from '../../model/trace.ts';
import type { PeerAuthenticationSpec } from '../../yaml/schema/peerAuthentication.ts';
import type { Admitted, World } from '../world.ts';
import type { ConvertedPeer } from './peerPolicies.ts';

type Mode = MtlsMode | 'UNSET';

/** One match of a converted policy: every part that is not null must hold. */
export interface Clause {
  /** No verified identity. */
  readonly anonymous: boolean;
  readonly port: number | null;
  readonly otherThan: number | null;
}
/** All must hold. */
export type ClauseGroup = readonly Clause[];

export const withoutIdentity: Clause = { anonymous: true, port: null, otherThan: null };

/**
 * A workload-level PeerAuthentication with ports as a DENY policy (istio `ambient/authorization.go`,
 * convertPeerAuthentication, with its holes). Empty: istiod sends none.
 */
export function convertPeerAuthentication(
  world: World,
  { resource, spec }: Admitted<PeerAuthenticationSpec>,
): readonly ConvertedPeer[] {
  const mode = modeOf(spec.mtls);
  const namespace = wideMode(world, resource.namespace);
  const root = wideMode(world, world.mesh.rootNamespace);
  const inherits = namespace === null || namespace === 'UNSET';
  // As istiod's condition reads: `(UNSET and namespace STRICT) or (namespace unset and mesh STRICT)`, the second half
  // whatever the policy's own mode is.
  const strictAnyway =
    mode === 'STRICT' || (mode === 'UNSET' && namespace === 'STRICT') || (inherits && root === 'STRICT');
  // "mesh STRICT + a namespace PA that exists but is UNSET: no port is protected."
  const notStrict = namespace === null ? root !== 'STRICT' : namespace !== 'STRICT';
  const all: Clause[] = mode === 'STRICT' ? [withoutIdentity] : [];
  const groups: ClauseGroup[] = [];
  let exempts = false;
  for (const [key, mtls] of Object.entries(spec.portLevelMtls ?? {})) {
    const port = Number(key);
    const portMode = modeOf(mtls);
    if (portMode === 'STRICT' && !strictAnyway) groups.push([{ anonymous: true, port, otherThan: null }]);
    if (portMode !== 'PERMISSIVE' && portMode !== 'DISABLE') continue;
    if (mode === 'PERMISSIVE' || mode === 'DISABLE' || (mode === 'UNSET' && notStrict)) continue;
    exempts = true;
    // "If the connection does not match this port, deny: there's no principals requirement."
    all.push({ anonymous: false, port: null, otherThan: port });
  }
  if (all.length === 0 && groups.length === 0) return [];
  const merges = namespace === 'STRICT' || (inherits && root === 'STRICT');
  if (merges && exempts) all.push(withoutIdentity);
  if (all.length > 0) groups.push(all);
  const name = `converted_peer_authentication_${resource.name}`;
  return [{ namespace: resource.namespace, name, resource: resource.id, groups }];
}

/** The mode of the oldest one without a selector at all; null: there is none. */
function wideMode(world: World, namespace: string): Mode | null {
  const wide = (world.peerAuthentications.get(namespace) ?? []).find(({ spec }) => spec.selector === undefined);
  return wide ? modeOf(wide.spec.mtls) : null;
}

function modeOf(mtls: { readonly mode?: Mode | undefined } | undefined): Mode {
  return mtls?.mode ?? 'UNSET';
}
