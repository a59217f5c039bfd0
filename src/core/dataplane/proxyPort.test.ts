import { describe, expect, it } from 'vitest';
import { workloadId } from '../model/resource.ts';
import { call, fixtureWorld, said } from './network/network.fixture.ts';
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
});
