import { describe, expect, it } from 'vitest';
import type { HttpHead, Packet } from '../model/trace.ts';
import type { CertificateForwarding } from '../controlplane/proxyConfig.ts';
import { certificateAppended, certificateByTopology, certificateSet, withoutCertificate } from './clientCertificate.ts';
import { codecRefusal, originForm } from './codec.ts';
import { preflightAnswer } from './cors.ts';
import { forwarded, trustedAddress } from './gateway/forwardedFor.ts';
import { headerLines, lastForwardedFor, schemeOf } from './headers.ts';
import { localReply } from './serverEnd.ts';

type Headers = HttpHead['headers'];
const head = (headers: Headers, more: Partial<HttpHead> = {}): HttpHead => ({
  method: 'GET',
  authority: 'h',
  path: '/p?q',
  headers,
  ...more,
});
const packet = (peer: string | null): Packet => ({
  source: { ip: null, workload: null },
  destination: { ip: null, port: 80, workload: null },
  wire: { kind: 'plaintext' },
  peer,
  http: null,
});

describe('the header lines that policies see (2.4)', () => {
  it('are those that came, by lower-case name, line by line, with what Envoy adds', () => {
    const lines = headerLines(
      head([
        ['X-A', '1'],
        ['x-a', '2'],
        ['B', ''],
      ]),
      packet('p'),
      '1.1',
    );
    expect(Object.fromEntries(lines)).toEqual({
      ':method': ['GET'],
      ':path': ['/p?q'],
      ':authority': ['h'],
      ':scheme': ['https'],
      'x-a': ['1', '2'],
      b: [''],
      'x-request-id': ['00000000-0000-4000-8000-000000000000'],
      'x-forwarded-proto': ['https'],
    });
  });

  it('keep the request id and the scheme that are there', () => {
    const lines = headerLines(
      head([
        ['X-Request-Id', 'mine'],
        ['X-Forwarded-Proto', 'http'],
      ]),
      packet('p'),
      '1.1',
    );
    expect([lines.get('x-request-id'), lines.get('x-forwarded-proto'), lines.get(':scheme')]).toEqual([
      ['mine'],
      ['http'],
      ['http'],
    ]);
  });

  it('take the scheme from x-forwarded-proto, else from mTLS; HTTP/2 has its own', () => {
    expect(schemeOf(head([]), packet(null), '1.1')).toBe('http');
    expect(schemeOf(head([]), packet('p'), '1.1')).toBe('https');
    expect(schemeOf(head([]), packet('p'), '2')).toBe('http');
    expect(schemeOf(head([['x-forwarded-proto', 'https']]), packet(null), '2')).toBe('https');
    expect(schemeOf(head([['x-forwarded-proto', 'gopher']]), packet('p'), '1.1')).toBe('https');
  });
});

describe('X-Forwarded-For (2.5)', () => {
  const last = (...values: readonly string[]): string | null =>
    lastForwardedFor(new Map([['x-forwarded-for', values]]));
  it('gives a sidecar its rightmost address, if it is one', () => {
    expect(last('1.1.1.1, 2.2.2.2')).toBe('2.2.2.2');
    expect(last('1.1.1.1', ' 3.3.3.3 ')).toBe('3.3.3.3');
    expect(last('::1')).toBe('::1');
    for (const value of ['9.9.9.9:80', 'unknown', '1.1.1.1,', '']) expect(last(value)).toBeNull();
    expect(lastForwardedFor(new Map())).toBeNull();
  });

  const lines: Headers = [
    ['X-Forwarded-For', '1.1.1.1, 2.2.2.2'],
    ['a', 'b'],
    ['x-forwarded-for', '3.3.3.3'],
  ];
  it('gives a gateway the Nth from the right, for N trusted proxies', () => {
    expect([0, 1, 2, 3, 4].map((proxies) => trustedAddress(lines, proxies))).toEqual([
      null,
      '3.3.3.3',
      '2.2.2.2',
      '1.1.1.1',
      null,
    ]);
    expect(trustedAddress([['x-forwarded-for', 'x']], 1)).toBeNull();
  });
  it('gets the gateway’s own peer appended', () => {
    expect(forwarded(lines, '4.4.4.4')).toEqual([
      ['a', 'b'],
      ['x-forwarded-for', '1.1.1.1, 2.2.2.2,3.3.3.3,4.4.4.4'],
    ]);
    expect(forwarded([['a', 'b']], '4.4.4.4')).toEqual([
      ['a', 'b'],
      ['x-forwarded-for', '4.4.4.4'],
    ]);
    expect(forwarded(lines, null)).toBe(lines);
  });
});

describe('x-forwarded-client-cert (7.7)', () => {
  const came = head([
    ['X-Forwarded-Client-Cert', 'old'],
    ['a', 'b'],
  ]);
  it('is dropped where the client showed no certificate', () => {
    expect(withoutCertificate(came).headers).toEqual([['a', 'b']]);
    expect(certificateSet(came, 'me', null).headers).toEqual([['a', 'b']]);
    expect(certificateAppended(came, 'me', null).headers).toEqual([['a', 'b']]);
    const bare = head([['a', 'b']]);
    expect(withoutCertificate(bare)).toBe(bare);
  });
  it('is at a gateway as its topology says', () => {
    const mine = 'By=spiffe://me;Hash=*;Cert=*;Subject="";URI=spiffe://you';
    const certificates = (...[mode, peer]: readonly [CertificateForwarding, string | null]): readonly string[] =>
      certificateByTopology(mode, came, 'me', peer).headers.flatMap(([name, value]) => (name === 'a' ? [] : [value]));
    expect(certificates('SANITIZE', 'you')).toEqual([]);
    expect(certificates('SANITIZE_SET', 'you')).toEqual([mine]);
    expect(certificates('APPEND_FORWARD', 'you')).toEqual([`old,${mine}`]);
    expect(certificates('FORWARD_ONLY', 'you')).toEqual(['old']);
    expect(certificates('ALWAYS_FORWARD_ONLY', 'you')).toEqual(['old']);
    for (const mode of ['SANITIZE', 'SANITIZE_SET', 'APPEND_FORWARD', 'FORWARD_ONLY'] as const)
      expect(certificates(mode, null)).toEqual([]);
    expect(certificates('ALWAYS_FORWARD_ONLY', null)).toEqual(['old']);
  });
  it('is replaced by gateways and appended to by sidecars', () => {
    expect(certificateSet(came, 'me', 'you').headers).toEqual([
      ['a', 'b'],
      ['x-forwarded-client-cert', 'By=spiffe://me;Hash=*;Cert=*;Subject="";URI=spiffe://you'],
    ]);
    expect(certificateAppended(came, 'me', 'you').headers).toEqual([
      ['a', 'b'],
      ['x-forwarded-client-cert', 'old,By=spiffe://me;Hash=*;Subject="";URI=spiffe://you'],
    ]);
  });
});

describe('the HTTP codec (0.1)', () => {
  const refused = (path: string, method = 'GET', version: '1.1' | '2' = '1.1'): string | undefined =>
    codecRefusal(head([], { path, method }), version)?.details;
  it('refuses what is no request line', () => {
    for (const path of ['/a b', '/\u0001', '/ä', 'a', '', '/a\u007f']) expect(refused(path)).toBe('http1.codec_error');
    for (const path of ['/', '/!~', '/a?b#c']) expect(refused(path)).toBeUndefined();
    expect(refused('*', 'OPTIONS')).toBe('absolute_path_rejected');
    expect(refused('*')).toBe('http1.invalid_url');
    for (const path of ['http://h', 'HTTPS://h/a?b', 'http://u@h:80/']) expect(refused(path)).toBeUndefined();
    for (const path of ['http://h?x', 'http://h#x']) expect(refused(path)).toBe('absolute_path_rejected');
    expect(refused('ftp://h/a')).toBe('http1.invalid_scheme');
    for (const path of ['http:/h', '1http://h/', 'http:///a', '?x']) expect(refused(path)).toBe('http1.codec_error');
    expect(refused('h:80', 'CONNECT')).toBe('upgrade_failed');
    for (const path of ['/', '*', 'h', 'http://h:80']) expect(refused(path, 'CONNECT')).toBe('http1.invalid_url');
    for (const method of ['get', 'FOO', '']) expect(refused('/', method)).toBe('http1.codec_error');
    for (const method of ['GET', 'MSEARCH', 'UNSUBSCRIBE', 'ACL', 'OPTIONS', 'PATCH', 'TRACE'])
      expect(refused('/', method)).toBeUndefined();
    expect(refused('/a b', 'get', '2')).toBeUndefined();
    for (const path of ['*', 'a']) expect(refused(path, 'OPTIONS', '2')).toBe('absolute_path_rejected');
    expect(codecRefusal(head([], { path: '*', method: 'OPTIONS' }), '1.1')).toEqual({
      status: 404,
      details: 'absolute_path_rejected',
      body: '',
      flags: [],
    });
    expect(codecRefusal(head([], { path: 'a' }), '1.1')).toMatchObject({
      status: 400,
      body: 'Bad Request',
      flags: ['DPE'],
    });
  });

  it('takes absolute-form targets apart', () => {
    const taken = (path: string): string => {
      const { authority, path: rest } = originForm(head([], { path }));
      return `${authority} ${rest}`;
    };
    expect(taken('http://x:80/a?b')).toBe('x:80 /a?b');
    expect(taken('HTTPS://x')).toBe('x /');
    expect(taken('http://u:p@x/a')).toBe('x /a');
    expect(taken('/http://x/a')).toBe('h /http://x/a');
    expect(taken('ftp://x/a')).toBe('h ftp://x/a');
  });
});

describe('the reply of a proxy itself (section 8)', () => {
  const typed = (type: string): HttpHead => head([['Content-Type', type]]);
  it('is a 200 with a grpc-status for gRPC clients', () => {
    for (const type of ['application/grpc', 'application/grpc+proto']) {
      const statuses = [401, 403, 404, 503].map((status) => localReply(typed(type), status, 'b', [['a', 'b']]));
      expect(statuses.map(({ status, body }) => [status, body])).toEqual(statuses.map(() => [200, '']));
      expect(statuses.map(({ headers }) => headers)).toEqual(
        ['16', '7', '12', '14'].map((code) => [
          ['a', 'b'],
          ['grpc-status', code],
        ]),
      );
    }
  });
  it('is as it stands for all others, but for HEAD without its body', () => {
    for (const type of ['application/grpc-web', 'application/grpc; charset=x', 'text/plain', 'xapplication/grpc'])
      expect(localReply(typed(type), 403, 'b')).toEqual({ kind: 'response', status: 403, body: 'b', headers: [] });
    expect(localReply(head([]), 403, 'b', [['a', 'b']])).toMatchObject({ status: 403, headers: [['a', 'b']] });
    expect(localReply(head([], { method: 'HEAD' }), 403, 'b')).toMatchObject({ status: 403, body: '' });
  });
});

describe('a CORS preflight (0.1)', () => {
  const preflight = (origin: string, more: Partial<HttpHead> = {}): HttpHead =>
    head(
      [
        ['Origin', origin],
        ['Access-Control-Request-Method', 'PUT'],
      ],
      { method: 'OPTIONS', ...more },
    );
  it('from an allowed origin is answered', () => {
    for (const policy of [
      { allowOrigins: [{ exact: 'http://x' }] },
      { allowOrigins: [{ prefix: 'http://' }] },
      { allowOrigins: [{ regex: 'http://[a-z]' }] },
      { allowOrigins: [{ exact: '*' }] },
      { allowOrigin: ['*'] },
      { allowOrigin: ['http://x'] },
    ])
      expect(preflightAnswer(policy, preflight(' http://x '))).toEqual({
        cause: 'directResponse',
        status: 200,
        body: '',
        headers: [['access-control-allow-origin', 'http://x']],
        details: 'cors_response',
        flags: [],
      });
  });
  it('else goes on', () => {
    const policy = { allowOrigins: [{ exact: 'http://x' }, {}], allowOrigin: ['http://z'] };
    expect(preflightAnswer(policy, preflight('http://y'))).toBeNull();
    expect(preflightAnswer({}, preflight('http://x'))).toBeNull();
    expect(preflightAnswer(undefined, preflight('http://x'))).toBeNull();
    expect(preflightAnswer(policy, preflight('http://x', { method: 'GET' }))).toBeNull();
    expect(preflightAnswer(policy, preflight(''))).toBeNull();
    expect(preflightAnswer(policy, preflight('http://x', { headers: [['origin', 'http://x']] }))).toBeNull();
  });
});
