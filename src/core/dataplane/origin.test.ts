import { describe, expect, it } from 'vitest';
import type { Request } from '../model/request.ts';
import { workloadId } from '../model/resource.ts';
import type { Trace } from '../model/trace.ts';
import { checkTrace } from './checkTrace.ts';
import { send } from './send.ts';
import { authorizationPolicy, call, peerAuthentication, worldWith } from './world.fixture.ts';

const identity = 'cluster.local/ns/a/sa/c';
type Peer = Partial<Extract<Request['caller'], { kind: 'peer' }>>;

/** A hand-made client opens a connection to a port of `b/s`: 8080 is HTTP, 9000 TCP, 8081 sniffed. */
function sent(request: Partial<Request>, peer: Peer = {}, port = 8080, yaml = peerAuthentication('STRICT')): Trace {
  const caller = { kind: 'peer', identity, ip: null, alpn: null, sni: null, ...peer } as const;
  const target = { kind: 'workload', workload: workloadId('b', 's'), port } as const;
  const trace = send(worldWith(yaml), { ...call(), ...request, caller, target });
  expect(checkTrace(trace)).toEqual([]);
  return trace;
}
const wire = (trace: Trace) => trace.hops[0].steps[0].packet.wire;
const http = (version: '1.1' | '2'): Request['payload'] => ({
  kind: 'http',
  method: 'GET',
  path: '/',
  host: null,
  headers: [],
  version,
});
const chain = (trace: Trace) =>
  trace.hops.flatMap(({ steps }) => steps).flatMap((step) => (step.kind === 'filterChain' ? [step.layer] : []))[0];

/** "The ALPN filter sends istio-http/1.1, istio-h2 … so the server can pick HTTP or TCP chains" (3.12). */
describe('a hand-made peer', () => {
  it('announces what a sidecar would for what it sends', () => {
    const mtls = { kind: 'mtls', sni: '', presents: identity };
    expect(wire(sent({ payload: http('1.1') }))).toEqual({ ...mtls, alpn: ['istio-http/1.1', 'istio', 'http/1.1'] });
    expect(wire(sent({ payload: http('2') }))).toEqual({ ...mtls, alpn: ['istio-h2', 'istio', 'h2'] });
    const tcp = sent({ payload: { kind: 'tcp' } }, {}, 9000);
    expect(wire(tcp)).toEqual({ ...mtls, alpn: ['istio-peer-exchange', 'istio'] });
  });

  it('announces what it is told to, and that picks the chain of a port that is sniffed', () => {
    expect(chain(sent({ payload: http('1.1') }, {}, 8081))).toBe('HTTP');
    const bytes = sent({ payload: http('1.1') }, { alpn: ['istio-peer-exchange', 'istio'], sni: 'x' }, 8081);
    expect(wire(bytes)).toMatchObject({ alpn: ['istio-peer-exchange', 'istio'], sni: 'x' });
    expect(chain(bytes)).toBe('TCP');
    expect(wire(sent({ payload: http('1.1') }, { alpn: [] }))).toMatchObject({ alpn: [] });
  });

  it('without an identity speaks no mTLS', () => {
    const trace = sent({}, { identity: null });
    expect([wire(trace), trace.verdict]).toMatchObject([
      { kind: 'plaintext' },
      { kind: 'denied', cause: 'plaintextRefused' },
    ]);
  });

  it('comes from where it says, or from somewhere outside', () => {
    const from = (block: string, ip: string | null): string => {
      const deny = authorizationPolicy('d', `{action: DENY, rules: [{from: [{source: {ipBlocks: [${block}]}}]}]}`);
      return sent({}, { ip }, 8080, deny).verdict.kind;
    };
    expect([from('203.0.113.9', '203.0.113.9'), from('203.0.113.9', null)]).toEqual(['denied', 'allowed']);
    expect([from('198.51.100.1', '203.0.113.9'), from('198.51.100.1', null)]).toEqual(['allowed', 'denied']);
  });
});
