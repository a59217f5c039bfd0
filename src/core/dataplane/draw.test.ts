import { describe, expect, it } from 'vitest';
import type { Draws } from '../model/draw.ts';
import type { Request } from '../model/request.ts';
import type { Step, Trace } from '../model/trace.ts';
import { checkTrace } from './checkTrace.ts';
import { send } from './send.ts';
import { call, worldWith } from './world.fixture.ts';

const host = 's.b.svc.cluster.local';
const virtualService = (spec: string): string =>
  `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v, namespace: a}, spec: {hosts: [${host}], ${spec}}}`;
const outbound = 'a/c/outbound';

/** What becomes of `a/c` → `s.b` under a VirtualService, where the proxy draws as told. */
function sent(spec: string, draws: Draws = {}, request: Request = call()): Trace {
  const trace = send(worldWith(virtualService(spec)), { ...request, draws });
  expect(checkTrace(trace)).toEqual([]);
  return trace;
}

const steps = ({ hops }: Trace): readonly Step[] => hops.flatMap((hop) => hop.steps);
const drawOf = (trace: Trace) => steps(trace).flatMap((step) => (step.kind === 'draw' ? [step] : []));
const flags = ({ logs }: Trace): readonly string[] => logs[0]?.flags ?? [];

describe('weighted destinations', () => {
  const to = (port: number, weight: string): string =>
    `{destination: {host: s.b.svc.cluster.local, port: {number: ${port}}}, weight: ${weight}}`;
  const split = `http: [{route: [${to(80, '1')}, ${to(8081, '2')}, ${to(9000, '0')}]}]`;

  it('are a draw, with the share of each that has a weight', () => {
    const [draw, ...more] = drawOf(sent(split));
    expect(more).toEqual([]);
    expect(draw).toMatchObject({ id: `${outbound}/draw-destination`, of: 'destination', drawn: `${host}:8081` });
    expect(draw?.branches).toEqual([
      { name: `${host}:80`, share: 33.33 },
      { name: `${host}:8081`, share: 66.67 },
    ]);
    expect(draw?.checks.map(({ kind, name, matched, source }) => [kind, name, matched, source?.path])).toEqual([
      ['branch', `${host}:80`, false, ['spec', 'http', 0, 'route', 0, 'weight']],
      ['branch', `${host}:8081`, true, ['spec', 'http', 0, 'route', 1, 'weight']],
    ]);
  });

  it('lead where the request says, and to the heaviest where it says nothing that there is', () => {
    const step = `${outbound}/draw-destination`;
    expect(sent(split).delivery?.port).toBe(8081);
    expect(sent(split, { [step]: `${host}:80` }).delivery?.port).toBe(8080);
    expect(sent(split, { [step]: `${host}:9000` }).delivery?.port).toBe(8081);
    expect(sent(split, { [step]: 'nowhere' }).delivery?.port).toBe(8081);
  });

  it('of equal weight lead to the first', () => {
    expect(sent(`http: [{route: [${to(8081, '50')}, ${to(80, '50')}]}]`).delivery?.port).toBe(8081);
  });

  it('keep apart two that have one name, and each its own headers', () => {
    const twice = `http: [{route: [
      {destination: {host: ${host}}, weight: 2, headers: {request: {set: {x-v: one}}}},
      {destination: {host: ${host}}, weight: 1, headers: {request: {set: {x-v: two}}}}]}]`;
    const step = `${outbound}/draw-destination`;
    const seen = (draws: Draws): string | undefined =>
      sent(twice, draws).delivery?.headers.find(([name]) => name === 'x-v')?.[1];
    expect(seen({})).toBe('one');
    expect(seen({ [step]: `${host}#2` })).toBe('two');
  });

  it('of a TCP route are a draw too', () => {
    const tcp = `tcp: [{route: [{destination: {host: ${host}, port: {number: 9000}}, weight: 9}, {destination: {host: gone.b.svc.cluster.local}, weight: 1}]}]`;
    const request = call({ port: 9000, tcp: true });
    expect(sent(tcp, {}, request).verdict.kind).toBe('allowed');
    expect(sent(tcp, { [`${outbound}/draw-destination`]: 'gone.b.svc.cluster.local' }, request).verdict).toMatchObject({
      cause: 'clusterMissing',
    });
  });
});

describe('an abort', () => {
  const aborting = (abort: string, more = ''): string =>
    `http: [{fault: {abort: {${abort}}${more}}, route: [{destination: {host: ${host}}}]}]`;
  const drawn = { [`${outbound}/draw-abort`]: 'abort' };

  it('of a part of the requests is a draw: passed by as a rule, and the last step where it is drawn', () => {
    const spec = aborting('httpStatus: 418, percentage: {value: 12.5}');
    const spared = sent(spec);
    expect(spared.verdict.kind).toBe('allowed');
    expect(drawOf(spared)[0]).toMatchObject({
      drawn: 'none',
      what: '418',
      branches: [
        { name: 'none', share: 87.5 },
        { name: 'abort', share: 12.5 },
      ],
    });
    const trace = sent(spec, drawn);
    expect(trace.verdict).toMatchObject({ cause: 'faultInjected', step: `${outbound}/draw-abort` });
    expect(trace.caller).toMatchObject({ status: 418, body: 'fault filter abort' });
    expect(trace.logs).toMatchObject([{ flags: ['FI'], details: 'fault_filter_abort', status: 418 }]);
  });

  it('that is waived lets the request go on', () => {
    const world = worldWith(virtualService(aborting('httpStatus: 418, percentage: {value: 5}')));
    const request = { ...call(), draws: drawn };
    const { verdict } = send(world, request);
    const waive = new Set(verdict.kind === 'denied' ? [verdict.step] : []);
    expect(send(world, request, { waive }).verdict.kind).toBe('allowed');
  });

  it('of every request is none: the route ends it', () => {
    const trace = sent(aborting('httpStatus: 418, percentage: {value: 100}'));
    expect(trace.verdict).toMatchObject({ cause: 'faultInjected', step: `${outbound}/route` });
    expect(drawOf(trace)).toEqual([]);
  });

  it.each(['httpStatus: 418', 'httpStatus: 418, percentage: {}', 'httpStatus: 418, percentage: {value: 0}'])(
    'never happens with %s',
    (abort) => {
      expect(steps(sent(aborting(abort), drawn)).filter(({ kind }) => kind === 'draw')).toEqual([]);
    },
  );

  it('with a gRPC status is a 200, with the status for gRPC clients alone', () => {
    const spec = aborting('grpcStatus: UNAVAILABLE, percentage: {value: 100}');
    expect(sent(spec).caller).toEqual({ kind: 'http', status: 200, body: 'fault filter abort', headers: [] });
    const plain = call();
    const grpc: Request = {
      ...plain,
      payload: { ...plain.payload, headers: [['content-type', 'application/grpc']] } as Request['payload'],
    };
    expect(sent(spec, {}, grpc).caller).toEqual({
      kind: 'http',
      status: 200,
      body: '',
      headers: [['grpc-status', '14']],
    });
  });

  it('with an HTTP/2 error, or a gRPC status that there is not, never happens', () => {
    for (const error of ['http2Error: x', 'grpcStatus: NOT_A_STATUS'])
      expect(sent(aborting(`${error}, percentage: {value: 100}`)).verdict.kind).toBe('allowed');
  });

  it('goes before the answer to a preflight', () => {
    const spec = `http: [{corsPolicy: {allowOrigin: ['*']}, fault: {abort: {httpStatus: 418, percentage: {value: 100}}}, route: [{destination: {host: ${host}}}]}]`;
    const plain = call({ method: 'OPTIONS' });
    const headers = [
      ['origin', 'https://x'],
      ['access-control-request-method', 'PUT'],
    ] as const;
    const preflight: Request = { ...plain, payload: { ...plain.payload, headers } as Request['payload'] };
    expect(sent(spec, {}, preflight).caller).toMatchObject({ status: 418 });
  });
});

describe('a delay', () => {
  const delaying = (delay: string, more = ''): string =>
    `http: [{fault: {delay: {${delay}}${more}}, route: [{destination: {host: ${host}}}]}]`;
  const drawn = { [`${outbound}/draw-delay`]: 'delay' };

  it('of a part of the requests is a draw, and DI in the log where it is drawn', () => {
    const spec = delaying('fixedDelay: 5s, percentage: {value: 40}');
    expect(drawOf(sent(spec))[0]).toMatchObject({ of: 'delay', drawn: 'none', what: '5s' });
    expect(flags(sent(spec))).toEqual([]);
    const held = sent(spec, drawn);
    expect(held.verdict.kind).toBe('allowed');
    expect(flags(held)).toEqual(['DI']);
  });

  it('of every request is told, and leaves nothing to draw', () => {
    const trace = sent(delaying('fixedDelay: 5s, percentage: {value: 100}'));
    expect(drawOf(trace)[0]?.branches).toEqual([{ name: 'delay', share: 100 }]);
    expect(flags(trace)).toEqual(['DI']);
  });

  it('reads the deprecated percent where there is no percentage', () => {
    expect(drawOf(sent(delaying('fixedDelay: 5s, percent: 100')))[0]?.drawn).toBe('delay');
    expect(drawOf(sent(delaying('fixedDelay: 5s, percent: 100, percentage: {value: 0}')))).toEqual([]);
    expect(drawOf(sent(delaying('fixedDelay: 5s')))).toEqual([]);
    expect(drawOf(sent(delaying('exponentialDelay: 5s, percent: 100')))).toEqual([]);
  });

  it('shows in the log whatever becomes of the request', () => {
    const both = delaying(
      'fixedDelay: 5s, percentage: {value: 100}',
      ', abort: {httpStatus: 418, percentage: {value: 100}}',
    );
    expect(flags(sent(both))).toEqual(['DI', 'FI']);
    const lost = 'http: [{fault: {delay: {fixedDelay: 5s, percent: 100}}, route: [{destination: {host: gone}}]}]';
    expect(flags(sent(lost))).toEqual(['DI', 'NC']);
  });
});
