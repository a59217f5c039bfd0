import type { CallerView, HttpHead, LogLine } from '../model/trace.ts';
import { retriesAnswer, retriesConnecting, retriesReset } from './retries.ts';
import { localReply, type ServerEnd } from './serverEnd.ts';
import type { Upstream } from './upstream.ts';

/** What the caller sees and the client's proxy logs. */
export interface Symptom {
  readonly caller: CallerView;
  readonly log: Partial<LogLine>;
  /** How often the client's proxy tried: the server's log has as many lines. */
  readonly attempts: number;
}

const reset = 'upstream connect error or disconnect/reset before headers. ';
const started = (reason: string): string => `upstream_reset_before_response_started{${reason}}`;
const tlsError = (text: string): string => `remote_connection_failure|TLS_error:|${text}:TLS_error_end`;
const verifyFailed = '268435581:SSL_routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED:verify_cert_failed:_';

const atDepth0 = 'X509_verify_cert:_certificate_verification_error_at_depth_0:_';

/** Reasons as Envoy prints them when connecting fails. */
const connectFailure = {
  noFilterChain: tlsError('33554536:system_library:OPENSSL_internal:Connection_reset_by_peer'),
  notTls: tlsError('268435703:SSL_routines:OPENSSL_internal:WRONG_VERSION_NUMBER'),
  issuer: tlsError(`${verifyFailed}${atDepth0}unable_to_get_local_issuer_certificate`),
  expired: tlsError(`${verifyFailed}${atDepth0}certificate_has_expired`),
  refused: 'remote_connection_failure|delayed_connect_error:_Connection_refused',
  timeout: 'connection_timeout',
} as const;

function refusedServer(end: Extract<ServerEnd, { kind: 'serverRefused' }>): string {
  if (end.reason !== 'san') return connectFailure[end.reason];
  return tlsError(`${verifyFailed}SAN_matcher,_certificate_SANs_are_[${end.identity ?? ''}]`);
}

const closed: CallerView = { kind: 'closed' };

/** A client without a proxy, or one whose proxy forwards TCP, sees the connection end by itself. */
export function bareView(end: ServerEnd, applicationTls: boolean): CallerView {
  switch (end.kind) {
    case 'response':
      return { kind: 'http', status: end.status, body: end.body, headers: end.headers };
    case 'connected':
      return { kind: 'connected' };
    case 'noFilterChain':
    case 'clientRefused':
    case 'serverRefused':
    case 'notTls':
      return applicationTls ? { kind: 'tlsError' } : closed;
    case 'closed':
    case 'tunnelRefused':
      return closed;
    // "The server's proxy accepts first: connect succeeds, then closed."
    case 'refused':
      return end.proxied ? closed : { kind: 'refused' };
    case 'timeout':
      return { kind: 'timeout' };
  }
}

/** The client's own proxy translates how the connection ended (section 0). */
export function proxiedSymptom(
  end: ServerEnd,
  upstream: Upstream,
  http: HttpHead | null,
  applicationTls: boolean,
): Symptom {
  return upstream.proxy?.layer === 'HTTP' && http !== null
    ? httpSymptom(end, upstream, http)
    : tcpSymptom(end, upstream, applicationTls);
}

function httpSymptom(end: ServerEnd, upstream: Upstream, http: HttpHead): Symptom {
  const retries = upstream.proxy?.retries ?? null;
  const answer = (code: number, text: string, log: Partial<LogLine>, attempts = 1): Symptom => {
    const { status, body, headers } = localReply(http, code, text);
    return { caller: { kind: 'http', status, body, headers }, log: { status, ...log }, attempts };
  };
  const failed = (flag: string, reason: string, word: string, again: boolean): Symptom => {
    const details = started(reason);
    return retries && again
      ? answer(
          503,
          `${reset}retried and the latest reset reason: ${word}`,
          { flags: ['URX', flag], details },
          1 + retries.attempts,
        )
      : answer(503, `${reset}reset reason: ${word}`, { flags: [flag], details });
  };
  // "A close after connect is not retried (flag UC)", unless the route asks for it.
  const afterConnect = (): Symptom =>
    failed('UC', 'connection_termination', 'connection termination', retries !== null && retriesReset(retries));
  // "Connect and TLS-handshake failures are retried twice (flags UF,URX)"; the allow_any route has no retry policy.
  const connecting = (reason: string, word: string): Symptom =>
    failed('UF', reason, word, retries !== null && retriesConnecting(retries));
  const remote = 'remote connection failure';
  // "The retry limit was exceeded": the last answer counts, whatever it is.
  const again = retries !== null && end.kind === 'response' && retriesAnswer(retries, end);
  switch (end.kind) {
    case 'response':
      return {
        caller: { kind: 'http', status: end.status, body: end.body, headers: end.headers },
        log: { status: end.status, details: 'via_upstream', ...(again ? { flags: ['URX'] } : {}) },
        attempts: again ? 1 + retries.attempts : 1,
      };
    case 'noFilterChain':
      return upstream.wire.kind === 'plaintext' ? afterConnect() : connecting(connectFailure.noFilterChain, remote);
    case 'closed':
      return end.handshaking ? connecting('remote_connection_failure', remote) : afterConnect();
    case 'clientRefused':
    case 'connected':
    // "The destination's ztunnel refuses: 503 UC, connection termination" (10.5).
    case 'tunnelRefused':
      return afterConnect();
    case 'serverRefused':
      return connecting(refusedServer(end), remote);
    case 'notTls':
      return connecting(connectFailure.notTls, remote);
    case 'refused':
      return end.proxied ? afterConnect() : connecting(connectFailure.refused, remote);
    case 'timeout':
      return connecting(connectFailure.timeout, 'connection timeout');
  }
}

function tcpSymptom(end: ServerEnd, upstream: Upstream, applicationTls: boolean): Symptom {
  const log = (flags: readonly string[]): Partial<LogLine> => ({ log: 'tcp', flags });
  const wrapped = upstream.wire.kind === 'mtls' || (upstream.wire.kind === 'tls' && upstream.wire.by === 'proxy');
  const failed = log(['UF', 'URX']);
  // "The local Envoy accepts every redirected connection: a refused or timed-out connect shows as a close."
  const view = end.kind === 'refused' || end.kind === 'timeout' ? closed : bareView(end, applicationTls);
  switch (end.kind) {
    case 'closed':
      return { caller: view, log: end.handshaking && wrapped ? failed : log([]), attempts: 1 };
    case 'response':
    case 'connected':
    case 'clientRefused':
    case 'tunnelRefused':
      return { caller: view, log: log([]), attempts: 1 };
    case 'noFilterChain':
      return { caller: view, log: wrapped ? failed : log(['UR']), attempts: 1 };
    case 'serverRefused':
    case 'notTls':
      return { caller: view, log: wrapped ? failed : log([]), attempts: 1 };
    case 'refused':
      return { caller: view, log: end.proxied ? log([]) : failed, attempts: 1 };
    case 'timeout':
      return { caller: view, log: failed, attempts: 1 };
  }
}
