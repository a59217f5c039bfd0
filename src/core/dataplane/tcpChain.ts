import type { Workload } from '../cluster/types.ts';
import type { InboundListener } from '../controlplane/inboundListener.ts';
import type { World } from '../controlplane/world.ts';
import type { Determining, LogLine } from '../model/trace.ts';
import { custom } from './custom.ts';
import type { Doors } from './doors.ts';
import type { RbacInput } from './filters/input.ts';
import { rbac } from './filters/rbac.ts';
import { type InboundResult, stopped } from './inboundResult.ts';
import { type Journey, record } from './journey.ts';

/** A proxy that forwards TCP: a sidecar's inbound side, or a gateway. */
export interface TcpServer {
  readonly server: Workload;
  readonly listener: InboundListener;
  readonly doors: Doors;
  /** Writes the line of its tcp_proxy. */
  readonly log: (fields: Partial<LogLine>) => void;
  /** Goes to its cluster, and logs it. */
  readonly onward: (allowedBy: Determining | null) => InboundResult;
}

/** The TCP filter chain: RBAC AUDIT, DENY, ALLOW on the first byte, then tcp_proxy (0.2, 0.7). */
export function tcpChain(
  journey: Journey,
  world: World,
  { server, listener, doors, log, onward }: TcpServer,
): InboundResult {
  const { packet } = journey;
  const input: RbacInput = {
    peer: packet.peer === null ? null : `spiffe://${packet.peer}`,
    directRemoteIp: packet.source.ip,
    // "Sidecar TCP: remote.ip is the TCP peer" (2.5); the same at gateways without PROXY protocol.
    remoteIp: packet.source.ip,
    destinationIp: packet.destination.ip,
    destinationPort: packet.destination.port,
    sni: journey.sni,
    headers: null,
    claims: null,
    metadata: null,
  };
  for (const filter of listener.customTcp) {
    const asked = custom(filter, { journey, world, server, input, http: null, log, arrive: doors.arrive });
    if (asked.kind === 'stopped') return asked.result;
  }
  let allowedBy: Determining | null = null;
  for (const filter of listener.tcp) {
    const result = rbac(filter, input);
    const { action, layer } = filter;
    const { selects, matches, rule, shadow } = result;
    const detail = { kind: 'rbac', action, layer, selects, matches, rule, shadow } as const;
    const id = record(journey, detail, result.allowed ? 'passed' : 'denied', result.checks);
    if (!result.allowed && !journey.waived.has(id)) {
      const end = `rbac_access_denied_matched_policy[${result.effective}]`.replace(/\s/g, '_');
      log({ connectionTermination: end });
      const cause = action === 'DENY' ? 'rbacDenied' : 'rbacNotAllowed';
      return stopped({ kind: 'closed' }, cause, result.determining);
    }
    if (action === 'ALLOW') allowedBy = result.determining;
  }
  return onward(allowedBy);
}
