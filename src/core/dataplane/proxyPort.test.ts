import { describe, expect, it } from 'vitest';
import { workloadId } from '../model/resource.ts';
import { call, fixtureWorld, said } from './network/network.fixture.ts';
import { checkTrace } from './checkTrace.ts';
import { send } from './send.ts';

describe('Direct connections to 15006 land in BlackHoleCluster (2.11)', () => {
  const target = { kind: 'workload', workload: workloadId('app', 'db'), port: 15006 } as const;

  it('at the server, where the caller has no sidecar', () => {
    const trace = send(fixtureWorld([]), call('bare', '', 0, { target }));
    expect([said(trace), trace.caller.kind, trace.hops.at(-1)?.at]).toEqual([
      'proxyPort',
      'closed',
      { kind: 'sidecar', workload: 'app/db', side: 'inbound' },
    ]);
  });

  it('in the caller’s own listener, where it has one', () => {
    const trace = send(fixtureWorld([]), call('web', '', 0, { target }));
    expect([said(trace), trace.caller.kind, trace.hops.at(-1)?.at]).toEqual([
      'proxyPort',
      'closed',
      { kind: 'sidecar', workload: 'app/web', side: 'outbound' },
    ]);
  });

  it('without a line: no chain of the proxy’s own ports writes one', () => {
    for (const port of [15001, 15006])
      expect(send(fixtureWorld([]), call('web', '', 0, { target: { ...target, port } })).logs).toEqual([]);
  });

  it('as 15001 does, in the caller’s virtualOutbound', () => {
    const trace = send(fixtureWorld([]), call('web', '', 0, { target: { ...target, port: 15001 } }));
    expect([said(trace), trace.caller.kind, trace.hops.at(-1)?.at]).toEqual([
      'proxyPort',
      'closed',
      { kind: 'sidecar', workload: 'app/web', side: 'outbound' },
    ]);
  });

  it('and 15001 from outside, which passes the catch-all and loops: HTTP 503 UC', () => {
    const trace = send(fixtureWorld([]), call('bare', '', 0, { target: { ...target, port: 15001 } }));
    expect([said(trace), trace.caller]).toMatchObject(['proxyPort', { kind: 'http', status: 503 }]);
    expect(trace.logs).toMatchObject([
      {
        status: 503,
        flags: ['UC'],
        details: 'upstream_reset_before_response_started{connection_termination}',
        cluster: 'InboundPassthroughCluster',
      },
    ]);
    expect(checkTrace(trace)).toEqual([]);
  });
});

describe('15008', () => {
  it('is not captured, and nobody listens where no tunnels are taken (9.4)', () => {
    const target = { kind: 'workload', workload: workloadId('app', 'db'), port: 15008 } as const;
    const trace = send(fixtureWorld([]), call('bare', '', 0, { target }));
    expect([said(trace), trace.caller.kind, trace.logs]).toEqual(['connectionRefused', 'refused', []]);
  });
});
