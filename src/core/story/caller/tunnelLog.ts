import type { Frame } from '../../model/story.ts';
import type { LogLine, Packet } from '../../model/trace.ts';
import type { LogFieldId } from './format.ts';

/** What is known of the fields of a line; null: the proxy prints a dash. */
export type Values = Readonly<Partial<Record<LogFieldId, string | null | undefined>>>;

/** "TCP lines have no method, path, protocol and authority." */
export const noRequest: Values = {
  method: null,
  path: null,
  protocol: null,
  serviceTime: null,
  forwardedFor: null,
  userAgent: null,
  requestId: null,
  authority: null,
};

/**
 * The listeners of a proxy that ends HBONE stand inside one another, and each writes a line: the outer one of the CONNECT,
 * the inner one of what was in the tunnel, and the one that opens the next tunnel.
 */
export function ofTunnelled(line: LogLine, came: Packet, frames: readonly Frame[], request: Values): Values {
  if (came.wire.kind !== 'hbone') return request;
  const { ip, port } = came.wire.authority;
  const caller = came.source.ip === null ? {} : { downstreamRemote: `${came.source.ip}:-` };
  if (line.cluster === 'main_internal') {
    const own = came.destination.ip === null ? {} : { downstreamLocal: `${came.destination.ip}:15008` };
    // A CONNECT has no path, and HBONE is HTTP/2.
    const connect = { method: 'CONNECT', path: null, protocol: 'HTTP/2', authority: `${ip}:${port}`, userAgent: null };
    return { ...connect, ...own, ...caller, upstreamHost: 'envoy://main_internal/', serverName: null };
  }
  // Which addresses the listener of the next tunnel sees is not known.
  if (line.cluster === 'connect_originate') return request;
  const inner = { downstreamLocal: `${ip}:${port}`, ...(request['forwardedFor'] ? {} : caller) };
  const reached = line.side === 'waypoint' ? tunnelOut(frames) : null;
  const refused = line.details !== null && /^(rbac_access_denied|jwt_authn|ext_authz)/.test(line.details);
  return { ...request, ...inner, ...(reached ?? (refused ? { upstreamHost: null, upstreamLocal: null } : {})) };
}

/** An endpoint that is reached by HBONE stands behind a listener of the proxy's own. Null: none is. */
export function tunnelOut(frames: readonly Frame[]): Values | null {
  const sent = frames.findLast(({ step }) => step.kind === 'transport' && step.mode === 'hbone');
  if (sent === undefined || sent.after.wire.kind !== 'hbone') return null;
  const { authority } = sent.after.wire;
  const chosen = frames.findLast(({ step }) => step.kind === 'cluster')?.step;
  const local = { upstreamLocal: 'envoy://internal_client_address/' };
  const host = `${authority.ip}:${authority.port}`;
  // By way of a waypoint: how the endpoint is then named is not known.
  if (chosen?.kind === 'cluster' && chosen.address !== null && chosen.address !== host) return local;
  return { ...local, upstreamHost: `envoy://connect_originate/${host}` };
}
