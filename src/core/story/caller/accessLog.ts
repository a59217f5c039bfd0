import type { Frame, Story } from '../../model/story.ts';
import type { LogLine, Packet, Place } from '../../model/trace.ts';
import { type LogFieldId, logFormat } from './format.ts';
import { noRequest, ofTunnelled, tunnelOut, type Values } from './tunnelLog.ts';

/** A field of a line. `empty`: Envoy prints a dash; `unknown`: Hopwise does not know it, and writes one, too. */
export interface LogField {
  readonly id: LogFieldId;
  readonly operator: string;
  /** As it stands in the line, with its quotes or brackets. */
  readonly open: string;
  readonly close: string;
  readonly value: string;
  readonly state: 'known' | 'empty' | 'unknown';
}

/** One line, or several that are alike: attempts of the proxy before it. */
export interface AccessLine {
  readonly line: LogLine;
  readonly times: number;
  /** Empty for ztunnel, which writes in a format of its own. */
  readonly fields: readonly LogField[];
  /** The field that tells most. */
  readonly telling: LogFieldId;
}

/** What the proxies on the way log, in path order. */
export function accessLog(story: Story): readonly AccessLine[] {
  const lines: { readonly line: LogLine; times: number }[] = [];
  for (const line of byProxy(story.trace.logs)) {
    const last = lines.at(-1);
    if (last !== undefined && JSON.stringify(last.line) === JSON.stringify(line)) last.times += 1;
    else lines.push({ line, times: 1 });
  }
  return lines.map(({ line, times }) => ({
    line,
    times,
    fields: line.log === 'ztunnel' ? [] : fieldsOf(valuesOf(story, line)),
    telling: tellingOf(line),
  }));
}

/** The lines of a proxy together: one that ends a tunnel writes its outer line when the proxy behind it has written. */
function byProxy(logs: readonly LogLine[]): readonly LogLine[] {
  const keys = [...new Set(logs.map(writer))];
  return keys.flatMap((key) => logs.filter((line) => writer(line) === key));
}

function writer({ proxy, side }: LogLine): string {
  return `${proxy} ${side}`;
}

/** The text of a line, as the proxy writes it. */
export function lineText({ fields }: AccessLine): string {
  return fields.map(({ open, value, close }) => `${open}${value}${close}`).join(' ');
}

function fieldsOf(values: Values): readonly LogField[] {
  return logFormat.map(({ id, operator, open, close }) => {
    const value = values[id];
    const state = value === undefined ? 'unknown' : value === null || value === '' ? 'empty' : 'known';
    return { id, operator, open, close, value: state === 'known' && value ? value : '-', state };
  });
}

function tellingOf({ flags, details, connectionTermination }: LogLine): LogFieldId {
  if (connectionTermination !== null) return 'termination';
  if (flags.length > 0) return 'flags';
  return details === null || details === 'via_upstream' ? 'status' : 'details';
}

function valuesOf(story: Story, line: LogLine): Values {
  const hop = story.hops.findIndex(({ at }) => isOf(at, line));
  const frames = story.frames.filter((frame) => frame.hop === hop);
  const [first] = frames;
  const written = {
    status: String(line.status ?? 0),
    flags: line.flags.join(','),
    details: line.details,
    termination: line.connectionTermination,
    cluster: line.cluster,
    route: line.route,
  };
  if (first === undefined) return written;
  const came = first.before;
  const http = line.log === 'http';
  if (came.wire.kind === 'hbone' && line.side !== 'outbound')
    return { ...written, ...ofTunnelled(line, came, frames, http ? ofRequest(story, came, frames) : noRequest) };
  return {
    ...written,
    ...(http ? ofRequest(story, came, frames) : noRequest),
    ...(line.cluster === null ? { upstreamHost: null } : upstream(frames)),
    downstreamLocal: dialled(came) ?? dialled(first.after),
    ...(http && forwarded(came) !== null ? {} : { downstreamRemote: remote(came) }),
    ...serverName(came, line),
  };
}

function isOf(at: Place, { proxy, side }: LogLine): boolean {
  if (at.kind === 'sidecar') return at.workload === proxy && at.side === side;
  return (at.kind === 'gateway' || at.kind === 'waypoint') && at.workload === proxy;
}

function ofRequest(story: Story, came: Packet, frames: readonly Frame[]): Values {
  const http = frames.findLast(({ after }) => after.http !== null)?.after.http ?? came.http;
  if (http === null) return {};
  const header = (name: string): string | null =>
    http.headers.find(([given]) => given.toLowerCase() === name)?.[1] ?? null;
  const id = header('x-request-id');
  return {
    method: http.method,
    path: header('x-envoy-original-path') ?? came.http?.path ?? http.path,
    ...protocol(story, came, frames),
    forwardedFor: header('x-forwarded-for'),
    userAgent: header('user-agent'),
    // Where none comes with the request, Envoy makes one up.
    ...(id === null ? {} : { requestId: id }),
    authority: http.authority,
  };
}

/** The first proxy reads the version that the caller speaks, a later one what ALPN says. */
function protocol(story: Story, { wire }: Packet, [first]: readonly Frame[]): Values {
  const { payload } = story.trace.request;
  if (payload.kind !== 'http') return {};
  const earlier = story.hops
    .slice(0, first?.hop ?? 0)
    .some(({ at }) => at.kind === 'sidecar' || at.kind === 'gateway' || at.kind === 'waypoint');
  if (!earlier) return { protocol: payload.version === '2' ? 'HTTP/2' : 'HTTP/1.1' };
  const direct = wire.kind === 'hbone' ? wire.inner : wire;
  const alpn = direct.kind === 'plaintext' ? undefined : direct.alpn[0];
  if (alpn === undefined) return {};
  return /h2/.test(alpn) ? { protocol: 'HTTP/2' } : /1\.1/.test(alpn) ? { protocol: 'HTTP/1.1' } : {};
}

function upstream(frames: readonly Frame[]): Values {
  const tunnel = tunnelOut(frames);
  if (tunnel !== null) return tunnel;
  const chosen = frames.findLast(({ step }) => step.kind === 'cluster')?.step;
  return chosen?.kind === 'cluster' && chosen.address !== null ? { upstreamHost: chosen.address } : {};
}

/** A name is resolved on the way into the first proxy. */
function dialled({ destination: { ip, port } }: Packet): string | undefined {
  return ip === null ? undefined : `${ip}:${port}`;
}

/** The port of the other end is anybody's. */
function remote({ source }: Packet): string | undefined {
  return source.ip === null ? undefined : `${source.ip}:-`;
}

function forwarded({ http }: Packet): string | null {
  return http?.headers.find(([name]) => name.toLowerCase() === 'x-forwarded-for')?.[1] ?? null;
}

/** The SNI of the TLS that comes in; whether an outgoing listener looks for one depends on its other chains. */
function serverName({ wire }: Packet, { side }: LogLine): Values {
  const direct = wire.kind === 'hbone' ? wire.inner : wire;
  if (direct.kind === 'plaintext') return { serverName: null };
  return side === 'outbound' ? {} : { serverName: direct.sni };
}
