import { takesHbone } from '../../controlplane/ambient/tunnels.ts';
import type { Wire } from '../../model/trace.ts';
import { unwrap } from '../handshake.ts';
import type { Journey } from '../journey.ts';
import type { Landing } from '../upstream.ts';

/**
 * What whoever has a certificate and no proxy sends to a pod: as a remote sidecar would, so to a captured pod "HBONE to
 * ztunnel:15008" (3.13); or as a ztunnel would, so to a sidecar that takes HBONE as well.
 */
export function wireByHand(journey: Journey, landing: Landing): Wire {
  const { caller } = journey.request;
  const { wire } = journey.packet;
  if (wire.kind !== 'mtls' || wire.presents === null || landing.kind !== 'pod') return wire;
  const { workload, port } = landing;
  const asZtunnel = caller.kind === 'peer' && caller.tunnel === true && takesHbone(workload);
  if (workload.proxy !== 'ambient' && !asZtunnel) return wire;
  const authority = { ip: workload.ip, port };
  return { kind: 'hbone', presents: wire.presents, authority, service: null, inner: unwrap(journey) };
}
