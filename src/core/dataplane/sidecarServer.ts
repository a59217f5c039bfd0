import type { Workload } from '../cluster/types.ts';
import type { InboundPort } from '../controlplane/inboundListener.ts';
import type { World } from '../controlplane/world.ts';
import { identityOf } from '../controlplane/certificates.ts';
import type { Determining, LogLine } from '../model/trace.ts';
import { arrivedByTunnel } from './ambient/tunnelEnd.ts';
import { certificateAppended, withoutCertificate } from './clientCertificate.ts';
import { lastForwardedFor, plainProto } from './headers.ts';
import type { HttpServer } from './httpChain.ts';
import type { InboundResult } from './inboundResult.ts';
import type { Journey } from './journey.ts';
import { localReply } from './serverEnd.ts';
import { httpLine, tcpLine } from './serverLog.ts';
import type { TcpServer } from './tcpChain.ts';

type Deliver = (allowedBy: Determining | null) => InboundResult;

/** What is a sidecar's own around the HTTP filters of its inbound side. */
export function sidecarHttp(
  journey: Journey,
  world: World,
  workload: Workload,
  inbound: InboundPort,
  deliver: Deliver,
): Pick<HttpServer, 'log' | 'receive' | 'remoteIp' | 'route'> {
  const log = (fields: Partial<LogLine>): void => {
    journey.logs.push(httpLine(workload, inbound, fields));
  };
  return {
    log,
    receive: (http) => {
      // The application learns nothing of who opened a tunnel: the bytes inside come without TLS (0.4).
      if (arrivedByTunnel(journey)) return plainProto(withoutCertificate(http));
      return certificateAppended(http, identityOf(world, workload), journey.packet.peer);
    },
    // "Last address in X-Forwarded-For if it parses, otherwise the TCP peer" (2.5, sidecar HTTP).
    remoteIp: (headers) => lastForwardedFor(headers) ?? journey.packet.source.ip,
    // An inbound virtual host routes everything to the port's own cluster.
    route: () => ({ exists: true, onward: (allowedBy) => answered(journey, inbound, log, deliver(allowedBy)) }),
  };
}

function answered(
  journey: Journey,
  { retries }: InboundPort,
  log: (fields: Partial<LogLine>) => void,
  result: InboundResult,
): InboundResult {
  if (result.end.kind === 'response') log({ status: result.end.status, details: 'via_upstream' });
  const { http } = journey.packet;
  if (result.end.kind === 'closed' && http !== null) {
    // "Then loops into its virtualOutbound black hole: HTTP 503 UC" (2.11).
    log({ status: 503, flags: ['UC'], details: 'upstream_reset_before_response_started{connection_termination}' });
    const ended = 'upstream connect error or disconnect/reset before headers. reset reason: connection termination';
    return { ...result, end: localReply(http, 503, ended) };
  }
  if (result.end.kind !== 'refused' || http === null) return result;
  // "Nothing listens: the server's proxy answers 503 by itself" (REFUSED).
  const details =
    'upstream_reset_before_response_started{remote_connection_failure|delayed_connect_error:_Connection_refused}';
  log({ status: 503, flags: retries ? ['URX', 'UF'] : ['UF'], details });
  const again = retries ? 'retried and the latest ' : '';
  const body = `upstream connect error or disconnect/reset before headers. ${again}reset reason: remote connection failure`;
  return { ...result, end: localReply(http, 503, body) };
}

/** What is a sidecar's own around the TCP filters of its inbound side. */
export function sidecarTcp(
  journey: Journey,
  workload: Workload,
  inbound: InboundPort,
  deliver: Deliver,
): Pick<TcpServer, 'log' | 'onward'> {
  const log = (fields: Partial<LogLine>): void => {
    journey.logs.push({ ...tcpLine(workload, inbound, [], null), ...fields });
  };
  const onward = (allowedBy: Determining | null): InboundResult => {
    const result = deliver(allowedBy);
    log({ flags: result.end.kind === 'refused' ? ['UF', 'URX'] : [] });
    return result;
  };
  return { log, onward };
}
