import type { Workload } from '../../cluster/types.ts';
import type { Clause } from '../../controlplane/ambient/convertPeer.ts';
import type { ConvertedPeer } from '../../controlplane/ambient/peerPolicies.ts';
import { workloadPeerMode } from '../../controlplane/peerAuthentication.ts';
import type { World } from '../../controlplane/world.ts';
import { note } from '../../model/note.ts';
import type { Check } from '../../model/trace.ts';
import { peerModeCheck } from '../explain/peerMode.ts';
import type { RbacInput } from '../filters/input.ts';

/** Whether a converted PeerAuthentication refuses a connection: one of its groups matches in every part. */
export function refuses({ groups }: ConvertedPeer, input: Pick<RbacInput, 'peer' | 'destinationPort'>): boolean {
  return groups.some((group) => group.every((clause) => holds(clause, input)));
}

function holds(
  { anonymous, port, otherThan }: Clause,
  { peer, destinationPort }: Pick<RbacInput, 'peer' | 'destinationPort'>,
): boolean {
  return (
    (!anonymous || peer === null) &&
    (port === null || port === destinationPort) &&
    (otherThan === null || otherThan !== destinationPort)
  );
}

/** The mode of the port as this policy enforces it, beside what arrives, with every PeerAuthentication looked at. */
export function convertedCheck(world: World, server: Workload, peer: ConvertedPeer, input: RbacInput): Check {
  const strict = refuses(peer, { ...input, peer: null });
  return modeCheck(world, server, input.destinationPort, input.peer !== null, strict, !refuses(peer, input));
}

/** Where istiod's conversion leaves another mode than sidecars would have, that is said (2.12). */
export function modeCheck(
  world: World,
  server: Workload,
  port: number,
  identified: boolean,
  strict: boolean,
  accepted: boolean,
): Check {
  const mode = workloadPeerMode(world, server, port);
  const wire = identified
    ? ({ kind: 'mtls', sni: '', alpn: [], presents: null } as const)
    : ({ kind: 'plaintext' } as const);
  const check = peerModeCheck(mode, wire, accepted);
  if (strict === (mode.mode === 'STRICT')) return check;
  const expected = { kind: 'value', value: strict ? 'STRICT' : 'PERMISSIVE' } as const;
  return { ...check, expected, note: note('peer.ztunnelDiffers', {}) };
}
