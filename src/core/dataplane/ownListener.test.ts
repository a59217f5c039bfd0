import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import type { Request } from '../model/request.ts';
import { checkTrace } from './checkTrace.ts';
import { send } from './send.ts';
import { call, worldWith } from './world.fixture.ts';

const own =
  '{apiVersion: v1, kind: Service, metadata: {name: own, namespace: a}, spec: {selector: {app: own}, ports: [{name: http, port: 80}]}}';
const sidecar = (egress: string): string =>
  `{apiVersion: networking.istio.io/v1, kind: Sidecar, metadata: {name: d, namespace: a}, spec: {egress: ${egress}}}\n---\n${own}`;
const rest = '{hosts: ["./*"]}';
const listener = (port: number, protocol: string, more: string): string =>
  `{port: {number: ${port}, protocol: ${protocol}, name: p}, hosts: ["b/*"], ${more}}`;

interface Dial extends NonNullable<Parameters<typeof call>[0]> {
  readonly host?: string;
}

/** What becomes of what `a/c` dials: who is reached, else why not; and the cluster that its proxy logs. */
function met(egress: string, { host, ...dial }: Dial, mesh: JsonObject = {}): readonly unknown[] {
  const made = call(dial);
  const request: Request =
    host && made.payload.kind === 'http' ? { ...made, payload: { ...made.payload, host } } : made;
  const trace = send(worldWith(sidecar(egress), mesh), request);
  expect(checkTrace(trace)).toEqual([]);
  const { verdict, delivery, logs } = trace;
  const line = logs.find(({ side }) => side === 'outbound');
  return [delivery?.workload ?? (verdict.kind === 'denied' ? verdict.cause : verdict.kind), line?.cluster ?? null];
}

const registryOnly = { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } };
const here = { to: '127.0.0.1' } as const;

describe('an egress listener with captureMode NONE is a real socket that the application must dial (4.12)', () => {
  const http = `[${listener(9000, 'HTTP', 'captureMode: NONE')}, ${rest}]`;
  const tcp = `[${listener(9000, 'TCP', 'captureMode: NONE, bind: 127.0.0.1')}, ${rest}]`;

  it('on the loopback, by Host, with routes of its own', () => {
    expect(met(http, { ...here, port: 9000, host: 's.b' })).toEqual(['b/s', 'outbound|9000||s.b.svc.cluster.local']);
    expect(met(http, { ...here, port: 9000, host: 'x.com' }, registryOnly)).toEqual(['blockAll', null]);
    expect(met(tcp, { ...here, port: 9000, tcp: true })).toEqual(['b/s', 'outbound|9000||s.b.svc.cluster.local']);
  });

  it('which has no other chain, and no address to pass through to', () => {
    expect(met(http, { ...here, port: 9000, tcp: true })).toEqual(['notHttp', null]);
    expect(met(http, { ...here, port: 9000, host: 'x.com' })).toEqual(['noEndpoints', 'PassthroughCluster']);
  });

  it('and captured traffic does not meet it', () => {
    expect(met(tcp, { port: 9000, tcp: true }, registryOnly)).toEqual(['blackHole', 'BlackHoleCluster']);
  });

  it('only where a service has the port', () => {
    const none = `[${listener(9999, 'HTTP', 'captureMode: NONE')}, ${rest}]`;
    expect(met(none, { ...here, port: 9999 })).toEqual(['connectionRefused', null]);
    expect(met(http, { ...here, port: 80 })).toEqual(['connectionRefused', null]);
  });

  it('or for each port of its services, where it names none', () => {
    const all = '[{captureMode: NONE, bind: 127.0.0.2, hosts: ["b/*"]}]';
    expect(met(all, { to: '127.0.0.2', host: 's.b' })).toEqual(['b/s', 'outbound|80||s.b.svc.cluster.local']);
    expect(met(all, { to: '127.0.0.2', port: 9000, tcp: true })[0]).toBe('b/s');
    expect(met(all, { ...here, host: 's.b' })).toEqual(['connectionRefused', null]);
    expect(met(all, {}, registryOnly)).toEqual(['blackHole', 'BlackHoleCluster']);
  });
});

describe('an egress listener with a bind alone', () => {
  it('takes what is captured on its way to that address', () => {
    const egress = `[${listener(80, 'HTTP', 'bind: 203.0.113.7')}, {hosts: ["~/*"]}]`;
    expect(met(egress, { to: '203.0.113.7', host: 's.b' }, registryOnly)[0]).toBe('b/s');
    expect(met(egress, {}, registryOnly)).toEqual(['blackHole', 'BlackHoleCluster']);
  });

  it('has its routes on the shared listener, where the last listener makes one of that port', () => {
    const egress = `[${listener(80, 'HTTP', 'bind: 203.0.113.7')}, ${rest}]`;
    expect(met(egress, {}, registryOnly)[0]).toBe('b/s');
    expect(met(egress, { to: 'own' }, registryOnly)).toEqual(['blockAll', null]);
  });
});

describe('an egress listener with a port', () => {
  it('reads bytes by its own protocol, whatever the services say', () => {
    expect(met(`[${listener(80, 'TCP', '')}]`, { host: 'x.com' }, registryOnly)).toEqual([
      'b/s',
      'outbound|80||s.b.svc.cluster.local',
    ]);
    expect(met(`[${listener(9000, 'HTTP', '')}]`, { port: 9000, host: 'x.com' }, registryOnly)).toEqual([
      'blockAll',
      null,
    ]);
  });
});
