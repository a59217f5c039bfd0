import type { Workload } from '../cluster/types.ts';
import type { PolicyChain } from '../controlplane/policyChain.ts';
import type { World } from '../controlplane/world.ts';
import type { Determining, LogLine } from '../model/trace.ts';
import { custom, matchCustom } from './custom.ts';
import type { Doors } from './doors.ts';
import type { RbacInput } from './filters/input.ts';
import { afterRbac } from './filters/metadata.ts';
import { rbac } from './filters/rbac.ts';
import { type InboundResult, stopped } from './inboundResult.ts';
import { type Journey, record, refuse } from './journey.ts';

/** A proxy that forwards TCP: a sidecar's inbound side, or a gateway. */
export interface TcpServer {
  readonly server: Workload;
  readonly listener: PolicyChain;
  readonly doors: Doors;
  /** What `source.ip` means there, where it is not the TCP peer. */
  readonly directIp?: null;
  /** Writes the line of its tcp_proxy. */
  readonly log: (fields: Partial<LogLine>) => void;
  /** "tcp_proxy opens the upstream connection before RBAC sees a byte": how that fails at once, if it does. */
  readonly opening?: () => InboundResult | null;
  /** Goes to its cluster, and logs it. */
  readonly onward: (allowedBy: Determining | null) => InboundResult;
}

/** The TCP filter chain: RBAC AUDIT, DENY, ALLOW on the first byte, then tcp_proxy (0.2, 0.7). */
export function tcpChain(
  journey: Journey,
  world: World,
  { server, listener, doors, directIp, log, opening, onward }: TcpServer,
): InboundResult {
  const failed = opening?.() ?? null;
  if (failed) return failed;
  const input = { ...tcpInput(journey), ...(directIp === null ? { directRemoteIp: null } : {}) };
  let { metadata } = input;
  for (const filter of listener.customTcp) {
    const found = matchCustom(filter, 'TCP', { ...input, metadata });
    metadata = found.metadata;
    const asked = custom(filter, found, { journey, world, server, http: null, log, arrive: doors.arrive });
    if (asked.kind === 'stopped') return asked.result;
  }
  let allowedBy: Determining | null = null;
  for (const filter of listener.tcp) {
    const result = rbac(filter, { ...input, metadata });
    metadata = afterRbac(metadata, filter, result);
    const { action, layer } = filter;
    const { selects, matches, rule, shadow } = result;
    const detail = { kind: 'rbac', action, layer, selects, matches, rule, shadow } as const;
    const cause = action === 'DENY' ? 'rbacDenied' : 'rbacNotAllowed';
    if (result.allowed) record(journey, detail, 'passed', result.checks);
    else if (!refuse(journey, detail, cause, result.checks)) {
      const end = `rbac_access_denied_matched_policy[${result.effective}]`.replace(/\s/g, '_');
      log({ connectionTermination: end });
      const { wire } = journey.packet;
      const handshaking = wire.kind === 'mtls' || (wire.kind === 'tls' && wire.by === 'proxy');
      return stopped({ kind: 'closed', handshaking }, cause, result.determining);
    }
    if (action === 'ALLOW') allowedBy = result.determining;
  }
  return onward(allowedBy);
}

/** What the policies of a TCP chain can look at. */
export function tcpInput({ packet, sni }: Journey): RbacInput {
  return {
    peer: packet.peer === null ? null : `spiffe://${packet.peer}`,
    directRemoteIp: packet.source.ip,
    // "Sidecar TCP: remote.ip is the TCP peer" (2.5); the same at gateways without PROXY protocol.
    remoteIp: packet.source.ip,
    destinationIp: packet.destination.ip,
    destinationPort: packet.destination.port,
    sni,
    headers: null,
    claims: null,
    metadata: null,
  };
}
