import { describe, expect, it } from 'vitest';
import { workloadId } from '../model/resource.ts';
import type { HttpHead, Wire } from '../model/trace.ts';
import { type Retries, usualRetries } from './retries.ts';
import type { ServerEnd } from './serverEnd.ts';
import { bareView, proxiedSymptom } from './symptoms.ts';
import type { Upstream } from './upstream.ts';
import { worldWith } from './world.fixture.ts';

const client = worldWith('').cluster.workloads.get(workloadId('a', 'c'));
const sent: HttpHead = { method: 'GET', authority: 'h', path: '/', headers: [] };
const plaintext: Wire = { kind: 'plaintext' };
const mtls: Wire = { kind: 'mtls', sni: 'x', alpn: [], presents: null };
const tls = (by: 'application' | 'proxy'): Wire => ({ kind: 'tls', sni: 'x', alpn: [], by });

function upstream(layer: 'HTTP' | 'TCP', wire: Wire, retries: Retries | null = usualRetries): Upstream {
  if (!client) throw new Error('no client');
  const proxy = { client, side: 'outbound', layer, cluster: 'c', route: null, chain: null, retries } as const;
  return { landing: { kind: 'nowhere', ip: '1.1.1.1', port: 80 }, wire, accepts: null, proxy };
}

/** Status, attempts, flags and details as an HTTP client's proxy tells them. */
function http(end: ServerEnd, wire: Wire = mtls, retries: Retries | null = usualRetries): readonly unknown[] {
  const { caller, attempts, log } = proxiedSymptom(end, upstream('HTTP', wire, retries), sent, false);
  return [caller.kind === 'http' ? caller.status : caller.kind, attempts, (log.flags ?? []).join(','), log.details];
}
/** What a TCP client sees, and the flags of its proxy's line. */
function tcp(end: ServerEnd, wire: Wire, applicationTls = false): readonly unknown[] {
  const { caller, log } = proxiedSymptom(end, upstream('TCP', wire), null, applicationTls);
  return [caller.kind, (log.flags ?? []).join(',')];
}
const body = (end: ServerEnd, wire: Wire, retries: Retries | null = usualRetries): string => {
  const { caller } = proxiedSymptom(end, upstream('HTTP', wire, retries), sent, false);
  return caller.kind === 'http' ? caller.body : caller.kind;
};

const answered: ServerEnd = { kind: 'response', status: 404, body: 'b', headers: [['a', 'b']] };
const started = (reason: string): string => `upstream_reset_before_response_started{${reason}}`;

describe('an HTTP request through its client’s proxy (section 0)', () => {
  it('gets the answer of the other side', () => {
    expect(http(answered)).toEqual([404, 1, '', 'via_upstream']);
    expect(proxiedSymptom(answered, upstream('HTTP', mtls), sent, false).caller).toEqual({
      kind: 'http',
      status: 404,
      body: 'b',
      headers: [['a', 'b']],
    });
  });

  it('is not tried again after a close: UC (F1, F6)', () => {
    const uc = [503, 1, 'UC', started('connection_termination')];
    expect(http({ kind: 'noFilterChain' }, plaintext)).toEqual(uc);
    expect(http({ kind: 'clientRefused' })).toEqual(uc);
    expect(http({ kind: 'closed' })).toEqual(uc);
    expect(http({ kind: 'connected' })).toEqual(uc);
    expect(http({ kind: 'refused', proxied: true })).toEqual(uc);
    expect(body({ kind: 'closed' }, mtls)).toBe(
      'upstream connect error or disconnect/reset before headers. reset reason: connection termination',
    );
  });

  it('is tried three times where connecting fails: URX,UF (F2, F5, F7, NPDROP)', () => {
    const reasons = [
      [{ kind: 'noFilterChain' }, '33554536:system_library:OPENSSL_internal:Connection_reset_by_peer'],
      [{ kind: 'notTls' }, '268435703:SSL_routines:OPENSSL_internal:WRONG_VERSION_NUMBER'],
      [
        { kind: 'serverRefused', reason: 'issuer', identity: null },
        '268435581:SSL_routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED:verify_cert_failed:_X509_verify_cert:_certificate_verification_error_at_depth_0:_unable_to_get_local_issuer_certificate',
      ],
      [
        { kind: 'serverRefused', reason: 'san', identity: 'spiffe://x' },
        '268435581:SSL_routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED:verify_cert_failed:_SAN_matcher,_certificate_SANs_are_[spiffe://x]',
      ],
    ] as const;
    for (const [end, reason] of reasons)
      expect(http(end)).toEqual([
        503,
        3,
        'URX,UF',
        started(`remote_connection_failure|TLS_error:|${reason}:TLS_error_end`),
      ]);
    expect(http({ kind: 'serverRefused', reason: 'san', identity: null })[3]).toContain('_SANs_are_[]');
    expect(http({ kind: 'closed', handshaking: true })).toEqual([
      503,
      3,
      'URX,UF',
      started('remote_connection_failure'),
    ]);
    expect(http({ kind: 'refused', proxied: false })).toEqual([
      503,
      3,
      'URX,UF',
      started('remote_connection_failure|delayed_connect_error:_Connection_refused'),
    ]);
    expect(http({ kind: 'timeout' })).toEqual([503, 3, 'URX,UF', started('connection_timeout')]);
    const start = 'upstream connect error or disconnect/reset before headers. retried and the latest reset reason: ';
    expect(body({ kind: 'notTls' }, mtls)).toBe(`${start}remote connection failure`);
    expect(body({ kind: 'timeout' }, mtls)).toBe(`${start}connection timeout`);
  });

  it('is told by grpc-status to a gRPC client', () => {
    const grpc: HttpHead = { ...sent, headers: [['content-type', 'application/grpc']] };
    const { caller, log } = proxiedSymptom({ kind: 'closed' }, upstream('HTTP', mtls), grpc, false);
    expect([caller, log.status]).toEqual([
      { kind: 'http', status: 200, body: '', headers: [['grpc-status', '14']] },
      200,
    ]);
  });

  it('is tried again for what the route names, and as often', () => {
    const on = (...conditions: string[]): Retries => ({ attempts: 3, on: conditions });
    const reset = started('connection_termination');
    for (const each of ['reset', '5xx', 'gateway-error'])
      expect(http({ kind: 'closed' }, mtls, on(each))).toEqual([503, 4, 'URX,UC', reset]);
    expect(http({ kind: 'closed' }, mtls, on('connect-failure'))).toEqual([503, 1, 'UC', reset]);
    expect(body({ kind: 'closed' }, mtls, on('reset'))).toBe(
      'upstream connect error or disconnect/reset before headers. retried and the latest reset reason: connection termination',
    );
    const timeout = started('connection_timeout');
    for (const each of ['connect-failure', 'reset-before-request', 'reset', '5xx'])
      expect(http({ kind: 'timeout' }, mtls, on(each))).toEqual([503, 4, 'URX,UF', timeout]);
    expect(http({ kind: 'timeout' }, mtls, on('refused-stream', '503'))).toEqual([503, 1, 'UF', timeout]);
    const status = (code: number, each: string): readonly unknown[] =>
      http({ kind: 'response', status: code, body: '', headers: [] }, mtls, on(each)).slice(0, 3);
    expect(status(403, '403')).toEqual([403, 4, 'URX']);
    expect(status(403, '5xx')).toEqual([403, 1, '']);
    expect(status(500, '5xx')).toEqual([500, 4, 'URX']);
    expect([status(503, 'gateway-error'), status(500, 'gateway-error')]).toEqual([
      [503, 4, 'URX'],
      [500, 1, ''],
    ]);
    expect([status(409, 'retriable-4xx'), status(404, 'retriable-4xx')]).toEqual([
      [409, 4, 'URX'],
      [404, 1, ''],
    ]);
    const grpc: ServerEnd = { kind: 'response', status: 200, body: '', headers: [['grpc-status', '14']] };
    expect(http(grpc).slice(0, 3)).toEqual([200, 3, 'URX']);
    expect(http(grpc, mtls, on('internal')).slice(0, 3)).toEqual([200, 1, '']);
  });

  it('has one try on a route without retries: UF', () => {
    expect(http({ kind: 'timeout' }, plaintext, null)).toEqual([503, 1, 'UF', started('connection_timeout')]);
    expect(body({ kind: 'timeout' }, plaintext, null)).toBe(
      'upstream connect error or disconnect/reset before headers. reset reason: connection timeout',
    );
  });
});

describe('a TCP connection through its client’s proxy', () => {
  it('flows, or is closed', () => {
    expect(tcp({ kind: 'connected' }, plaintext)).toEqual(['connected', '']);
    expect(tcp({ kind: 'closed' }, mtls)).toEqual(['closed', '']);
    expect(tcp({ kind: 'clientRefused' }, mtls)).toEqual(['closed', '']);
    expect(tcp(answered, plaintext)).toEqual(['http', '']);
  });

  it('is flagged UF,URX where the proxy’s own TLS or connect failed, UR where plaintext was refused (F1, F3)', () => {
    for (const wire of [mtls, tls('proxy')]) {
      for (const kind of ['noFilterChain', 'notTls'] as const)
        expect(tcp({ kind }, wire)).toEqual(['closed', 'UF,URX']);
      expect(tcp({ kind: 'serverRefused', reason: 'san', identity: null }, wire)).toEqual(['closed', 'UF,URX']);
      expect(tcp({ kind: 'closed', handshaking: true }, wire)).toEqual(['closed', 'UF,URX']);
    }
    for (const wire of [plaintext, tls('application')]) {
      expect(tcp({ kind: 'noFilterChain' }, wire)).toEqual(['closed', 'UR']);
      expect(tcp({ kind: 'notTls' }, wire)).toEqual(['closed', '']);
      expect(tcp({ kind: 'serverRefused', reason: 'san', identity: null }, wire)).toEqual(['closed', '']);
      expect(tcp({ kind: 'closed', handshaking: true }, wire)).toEqual(['closed', '']);
    }
    expect(tcp({ kind: 'timeout' }, plaintext)).toEqual(['closed', 'UF,URX']);
    expect(tcp({ kind: 'refused', proxied: false }, plaintext)).toEqual(['closed', 'UF,URX']);
    expect(tcp({ kind: 'refused', proxied: true }, plaintext)).toEqual(['closed', '']);
  });

  it('shows an application its own TLS failing', () => {
    for (const kind of ['noFilterChain', 'clientRefused', 'notTls'] as const) {
      expect(tcp({ kind }, tls('application'), true)[0]).toBe('tlsError');
      expect(tcp({ kind }, mtls)[0]).toBe('closed');
    }
    expect(tcp({ kind: 'timeout' }, tls('application'), true)[0]).toBe('closed');
  });
});

describe('a client without a proxy', () => {
  it('sees how the connection ends', () => {
    expect(bareView(answered, false)).toEqual({ kind: 'http', status: 404, body: 'b', headers: [['a', 'b']] });
    expect(bareView({ kind: 'connected' }, false)).toEqual({ kind: 'connected' });
    expect(bareView({ kind: 'closed' }, true)).toEqual({ kind: 'closed' });
    expect(bareView({ kind: 'timeout' }, false)).toEqual({ kind: 'timeout' });
    expect(bareView({ kind: 'refused', proxied: false }, false)).toEqual({ kind: 'refused' });
    expect(bareView({ kind: 'refused', proxied: true }, false)).toEqual({ kind: 'closed' });
    for (const kind of ['noFilterChain', 'clientRefused', 'notTls'] as const) {
      expect(bareView({ kind }, true)).toEqual({ kind: 'tlsError' });
      expect(bareView({ kind }, false)).toEqual({ kind: 'closed' });
    }
    expect(bareView({ kind: 'serverRefused', reason: 'issuer', identity: null }, true)).toEqual({ kind: 'tlsError' });
  });
});
