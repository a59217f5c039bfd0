import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogPart } from '../../model/accessLog.ts';
import { joinParts, readLogPart } from './readPart.ts';

const inbound =
  '[2026-03-02T09:00:00.123Z] "GET /charges?card=4111 HTTP/1.1" 200 - via_upstream - "-" 0 48 3 2 "-" "curl/8 (a "quoted" one)" "8f2c" "backend.payments:80" "10.1.2.3:8080" inbound|8080|| 127.0.0.6:44321 10.1.2.3:8080 10.1.9.9:51234 outbound_.80_._.backend.payments.svc.cluster.local default';
const refused =
  '[2026-03-02T09:00:01.000Z] "POST /refunds HTTP/2" 403 - rbac_access_denied_matched_policy[none] - "-" 0 19 0 - "-" "curl/8" "8f2d" "backend.payments" "-" inbound|8080|| - 10.1.2.3:8080 10.1.9.9:51236 outbound_.80_._.backend.payments.svc.cluster.local default';
const bytes =
  '[2026-03-02T09:00:02.000Z] "- - -" 0 - - - "-" 312 848 1204 - "-" "-" "-" "-" "10.1.2.3:9000" outbound|9000||backend.payments.svc.cluster.local 10.1.9.9:40000 10.96.0.7:9000 10.1.9.9:40001 - -';
const json = JSON.stringify({
  authority: 'backend.payments',
  bytes_received: 0,
  downstream_local_address: '10.96.0.7:80',
  downstream_remote_address: '10.1.9.9:51240',
  method: 'GET',
  path: '/charges',
  protocol: 'HTTP/1.1',
  requested_server_name: null,
  response_code: 200,
  response_flags: '-',
  start_time: '2026-03-02T08:59:00.000Z',
  upstream_cluster: 'outbound|80||backend.payments.svc.cluster.local',
  upstream_host: '10.1.2.3:8080',
});
const flow = JSON.stringify({
  flow: {
    time: '2026-03-02T09:00:00Z',
    verdict: 'FORWARDED',
    IP: { source: '10.1.9.9', destination: '10.1.2.3' },
    l4: { TCP: { source_port: 51234, destination_port: 8080 } },
    source: { namespace: 'shop', pod_name: 'frontend-6d4-abcde', labels: ['k8s:app=frontend'] },
    destination: { namespace: 'payments', workloads: [{ name: 'backend', kind: 'Deployment' }] },
    l7: {
      type: 'REQUEST',
      http: { method: 'GET', url: 'http://backend.payments/charges?a=1', protocol: 'HTTP/1.1' },
    },
    is_reply: false,
  },
});

const counted = ({ entries, asides }: LogPart) =>
  entries.reduce((sum, { evidence }) => sum + evidence.count, 0) + asides.reduce((sum, { count }) => sum + count, 0);
const only = (text: string) => {
  const [first] = readLogPart(text, 1).entries;
  if (first === undefined) throw new Error('nothing was understood');
  return first.entry;
};

describe('a log', () => {
  it('is read line by line in the default text format of Istio', () => {
    expect(only(inbound)).toEqual({
      kind: 'proxy',
      writer: null,
      http: { method: 'GET', path: '/charges', authority: 'backend.payments:80', version: '1.1' },
      refused: false,
      cluster: 'inbound|8080||',
      upstreamHost: { ip: '10.1.2.3', port: 8080 },
      upstreamLocal: '127.0.0.6',
      downstreamLocal: { ip: '10.1.2.3', port: 8080 },
      downstreamRemote: '10.1.9.9',
      serverName: 'outbound_.80_._.backend.payments.svc.cluster.local',
      peer: null,
    });
    expect(only(refused)).toMatchObject({ refused: true, http: { method: 'POST', version: '2' }, upstreamHost: null });
    // The caller's proxy does not see who refused.
    const seen = inbound.replace('inbound|8080||', 'outbound|80||backend.payments.svc.cluster.local');
    expect(only(seen)).toMatchObject({ refused: false });
    expect(only(seen.replace(' 200 - ', ' 403 - '))).toMatchObject({ refused: true });
    expect(only(inbound.replace(' 200 - ', ' 403 - '))).toMatchObject({ refused: false });
    expect(only(bytes)).toMatchObject({ http: null, cluster: 'outbound|9000||backend.payments.svc.cluster.local' });
  });

  it('is read in the JSON of Istio, also where a collector wrapped it', () => {
    expect(only(json)).toMatchObject({ http: { path: '/charges' }, downstreamLocal: { port: 80 }, serverName: null });
    const wrapped = JSON.stringify({ log: inbound, kubernetes: { pod_name: 'backend-1', namespace_name: 'payments' } });
    expect(only(wrapped)).toEqual({
      ...only(inbound),
      writer: { namespace: 'payments', name: 'backend-1', workload: false },
    });
    const peer = JSON.stringify({
      ...JSON.parse(json),
      x_forwarded_client_cert:
        'By=spiffe://a/ns/b/sa/c;Hash=1;Subject="";URI=spiffe://cluster.local/ns/shop/sa/frontend',
    });
    expect(only(peer)).toMatchObject({ peer: 'cluster.local/ns/shop/sa/frontend' });
  });

  it('is read in the JSON of Hubble', () => {
    expect(only(flow)).toEqual({
      kind: 'flow',
      http: { method: 'GET', path: '/charges', authority: 'backend.payments', version: '1.1' },
      refused: false,
      from: {
        pod: { namespace: 'shop', name: 'frontend-6d4-abcde', workload: false },
        ip: '10.1.9.9',
        reserved: null,
      },
      to: { pod: { namespace: 'payments', name: 'backend', workload: true }, ip: '10.1.2.3', reserved: null },
      port: 8080,
      name: null,
    });
  });

  it('keeps what tools put before a line as who wrote it', () => {
    const pod = { namespace: null, name: 'backend-7d9c-x2x5q', workload: false };
    expect(only(`[pod/backend-7d9c-x2x5q/istio-proxy] ${inbound}`)).toEqual({ ...only(inbound), writer: pod });
    expect(only(`backend-7d9c-x2x5q istio-proxy ${inbound}`)).toEqual({ ...only(inbound), writer: pod });
  });

  it('joins lines that say the same, with how often, when and where', () => {
    const later = inbound.replace('09:00:00.123', '09:07:00.000').replace('8f2c', '9a9a').replace(':51234', ':60001');
    const { entries, lines } = readLogPart(`${later}\n\n${inbound}\r\n${refused}`, 10);
    expect(lines).toBe(3);
    expect(entries.map(({ evidence }) => evidence)).toEqual([
      { count: 2, first: '2026-03-02T09:00:00.123Z', last: '2026-03-02T09:07:00.000Z', lines: [10, 12] },
      { count: 1, first: '2026-03-02T09:00:01.000Z', last: '2026-03-02T09:00:01.000Z', lines: [13] },
    ]);
  });

  it('puts aside what is no request, with its number and why', () => {
    const text = [
      '2026-03-02T09:00:00.000Z\tinfo\tenvoy main: starting',
      'hello',
      '{"half":',
      flow.replace('"is_reply":false', '"is_reply":true'),
      flow.replace('"TCP"', '"UDP"'),
    ].join('\n');
    expect(readLogPart(text, 1).asides.map(({ reason, shown }) => [reason, shown[0]?.line])).toEqual([
      ['proxyMessage', 1],
      ['unknownFormat', 2],
      ['badJson', 3],
      ['reply', 4],
      ['notTcp', 5],
    ]);
  });

  it('never throws, loses no line, and is the same in one piece or in several', () => {
    const line = fc.oneof(
      fc.string(),
      fc.json(),
      fc.constantFrom(inbound, refused, bytes, json, flow),
      fc
        .tuple(fc.constantFrom(inbound, json, flow), fc.nat(), fc.string({ maxLength: 4 }))
        .map(([text, at, more]) => text.slice(0, at % text.length) + more + text.slice((at % text.length) + 1)),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.nat(12), (lines, cut) => {
        const clean = lines.map((each) => each.replaceAll(/[\r\n]/g, ' '));
        const whole = readLogPart(clean.join('\n'), 1);
        expect(counted(whole)).toBe(whole.lines);
        expect(whole.lines).toBe(clean.filter((each) => each.trim() !== '').length);
        const at = Math.min(cut, clean.length);
        const parts = [readLogPart(clean.slice(0, at).join('\n'), 1), readLogPart(clean.slice(at).join('\n'), at + 1)];
        expect(joinParts(parts)).toEqual(joinParts([whole]));
      }),
    );
  });
});
