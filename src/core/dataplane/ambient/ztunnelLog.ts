import type { Workload } from '../../cluster/types.ts';
import type { CallerView, LogLine } from '../../model/trace.ts';
import type { ServerEnd } from '../serverEnd.ts';
import { bareView } from '../symptoms.ts';

/** One line of ztunnel's access log; `error` as it prints it. */
export function ztunnelLine(
  { id }: Workload,
  side: 'outbound' | 'inbound',
  service: string | null,
  error: string | null,
): LogLine {
  return {
    proxy: id,
    side,
    log: 'ztunnel',
    status: null,
    flags: [],
    details: error,
    connectionTermination: null,
    cluster: service,
    route: null,
    chain: null,
  };
}

const reasons = {
  400: '400 Bad Request',
  401: '401 Unauthorized',
  503: '503 Service Unavailable',
} as const satisfies Record<Extract<ServerEnd, { kind: 'tunnelRefused' }>['status'], string>;

/** What the calling program sees of an end behind its ztunnel, and what that logs. "ztunnel accepts the connection first." */
export function behindZtunnel(
  end: ServerEnd,
  tunnelled: boolean,
  applicationTls: boolean,
): { readonly caller: CallerView; readonly error: string | null } {
  const closed: CallerView = { kind: 'closed' };
  switch (end.kind) {
    // "HBONE → its own ztunnel gets CONNECT 401 and closes the accepted connection" (10.3).
    case 'tunnelRefused':
      return { caller: closed, error: `http status: ${reasons[end.status]}` };
    case 'refused':
      return { caller: closed, error: 'io error: Connection refused (os error 111)' };
    case 'timeout':
      return {
        caller: closed,
        error: tunnelled
          ? 'connection timed out, maybe a NetworkPolicy is blocking HBONE port 15008: deadline has elapsed'
          : 'io error: deadline has elapsed',
      };
    case 'response':
    case 'connected':
    case 'noFilterChain':
    case 'clientRefused':
    case 'serverRefused':
    case 'notTls':
    case 'closed':
      return { caller: bareView(end, applicationTls), error: null };
  }
}
