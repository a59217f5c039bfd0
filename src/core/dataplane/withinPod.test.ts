import { describe, expect, it } from 'vitest';
import type { Trace } from '../model/trace.ts';
import { checkTrace } from './checkTrace.ts';
import { send } from './send.ts';
import { authorizationPolicy, call, peerAuthentication, worldWith } from './world.fixture.ts';

const shut = `${authorizationPolicy('none', '{}')}\n---\n${peerAuthentication('STRICT')}`;
const world = worldWith(shut);
const ownIp = [...world.cluster.workloads.values()].find(({ id }) => id === 'b/s')?.ip ?? '';

function sent(to: string, port = 8080, from = 'b/s'): Trace {
  const trace = send(world, call({ from, to, port }));
  expect(checkTrace(trace)).toEqual([]);
  return trace;
}
const places = ({ hops }: Trace): readonly string[] => hops.map(({ at }) => at.kind);
const steps = ({ hops }: Trace): readonly string[] => hops.flatMap((hop) => hop.steps.map(({ kind }) => kind));

describe('a call that stays in the pod', () => {
  it.each(['127.0.0.1', 'localhost', 'LocalHost', '127.0.0.53', '::1', '0.0.0.0', ownIp])(
    'to %s meets no proxy and no policy',
    (to) => {
      const trace = sent(to);
      expect(places(trace)).toEqual(['app', 'app']);
      expect(steps(trace)).toEqual(['send', 'dns', 'capture', 'deliver']);
      expect(trace.verdict).toEqual({ kind: 'allowed', determining: null });
      expect(trace.delivery).toMatchObject({ workload: 'b/s', port: 8080, peer: null });
      expect(trace.logs).toEqual([]);
    },
  );

  it('is refused where nothing listens', () => {
    const trace = sent('localhost', 81);
    expect(trace.verdict).toMatchObject({ cause: 'connectionRefused' });
    expect(trace.caller).toEqual({ kind: 'refused' });
  });

  it('goes past nothing where there is no sidecar', () => {
    expect(steps(sent('localhost', 8080, 'legacy/n'))).toEqual(['send', 'dns', 'deliver']);
  });

  it("leaves open what the sidecar's own ports answer", () => {
    for (const port of [15000, 15006, 15021])
      expect(sent('127.0.0.1', port).limits).toMatchObject([{ code: 'trafficNotModelled', name: 'ownPort' }]);
    expect(sent('127.0.0.1', 15000, 'legacy/n').verdict).toMatchObject({ cause: 'connectionRefused' });
  });

  it('is nothing that a hand-made client can do', () => {
    const trace = send(world, {
      ...call({ to: '127.0.0.1' }),
      caller: { kind: 'peer', identity: null, ip: null, alpn: null, sni: null },
    });
    expect(trace.limits).toMatchObject([{ name: 'loopback' }]);
  });

  it('goes the full way through the own Service, under the own policies', () => {
    const trace = sent('s.b', 80);
    expect(trace.verdict).toMatchObject({ cause: 'rbacNotAllowed', step: 'b/s/inbound/rbac-allow' });
    expect(places(trace)).toEqual(['app', 'sidecar', 'network', 'sidecar']);
  });
});
