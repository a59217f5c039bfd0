import type { Workload } from '../../cluster/types.ts';
import type { World } from '../../controlplane/world.ts';
import type { Tunnel } from '../../model/tunnel.ts';
import { handshake, refusalCause, refusalEnd, refusalSetting } from '../handshake.ts';
import { type InboundResult, stopped } from '../inboundResult.ts';
import { type Journey, record, refuse } from '../journey.ts';

/**
 * An HBONE tunnel ends at a workload's proxy: mutual TLS, then the CONNECT. What comes next sees the bytes inside, the
 * address they are for, and who sent them. Null: it is taken.
 */
export function endTunnel(
  journey: Journey,
  world: World,
  server: Workload,
  tunnel: Tunnel,
  trustDomains: readonly string[] | null,
): InboundResult | null {
  const result = handshake(world, server, journey, null, trustDomains);
  const { serverIdentity, refusedBy, shown, checks } = result;
  const { presents, authority, inner } = tunnel;
  const detail = { kind: 'handshake', clientIdentity: presents, serverIdentity, refusedBy, shown } as const;
  const opened = { ...journey.packet, peer: presents };
  if (refusedBy === null) {
    journey.packet = opened;
    record(journey, detail, 'passed', checks);
  } else if (!refuse(journey, detail, refusalCause(result), checks)) {
    return stopped(refusalEnd(result), refusalCause(result), refusalSetting(result));
  }
  const { ip, port } = authority;
  const workload = world.cluster.workloadByIp.get(ip) ?? null;
  journey.packet = { ...opened, wire: inner, destination: { ip, port, workload } };
  journey.sni = inner.kind === 'plaintext' ? '' : inner.sni.toLowerCase();
  record(journey, { kind: 'connect', authority: `${ip}:${port}`, peer: presents }, 'passed');
  return null;
}

/** Whether what arrives at the current place came in a tunnel. */
export function arrivedByTunnel({ hops }: Journey): boolean {
  return hops.at(-1)?.steps.some(({ kind }) => kind === 'connect') ?? false;
}
