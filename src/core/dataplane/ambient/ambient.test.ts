import { describe, expect, it } from 'vitest';
import { workloadId } from '../../model/resource.ts';
import { send } from '../send.ts';
import { ambientWorld, outcome, peer, policy, said, service, traced, way } from './ambient.fixture.ts';

const allow = (principal: string): string =>
  `{rules: [{from: [{source: {principals: [cluster.local/${principal}]}}]}]}`;

describe('the way of a connection in ambient (11.E)', () => {
  it('between captured pods: both ztunnels, with HBONE between them', () => {
    const trace = traced(ambientWorld([]), 'amb/c', 's.amb');
    expect(way(trace)).toEqual(['amb/c app', 'amb/c ztunnel outbound', 'amb/s ztunnel inbound', 'amb/s app']);
    const wire = trace.hops.flatMap(({ steps }) => steps).find(({ kind }) => kind === 'wire');
    expect(wire?.packet.destination.port).toBe(15008);
    expect(wire?.packet.wire).toMatchObject({
      kind: 'hbone',
      presents: 'cluster.local/ns/amb/sa/c',
      service: 's.amb.svc.cluster.local',
      inner: { kind: 'plaintext' },
    });
    expect(trace.delivery?.port).toBe(8080);
  });

  it('from outside the mesh: plaintext, which the server’s ztunnel takes all the same (9.2)', () => {
    expect(way(traced(ambientWorld([]), 'plain/c', 's.amb'))).toEqual([
      'plain/c app',
      'amb/s ztunnel inbound',
      'amb/s app',
    ]);
  });

  it('to a pod that has opted out: plaintext', () => {
    const trace = traced(ambientWorld([]), 'amb/c', 'pod:amb/out');
    expect(way(trace)).toEqual(['amb/c app', 'amb/c ztunnel outbound', 'amb/out app']);
  });

  it('to its own address: not captured; to its own service: through ztunnel, with its own identity', () => {
    const world = ambientWorld([policy('amb/p', allow('ns/amb/sa/other'))]);
    expect(outcome(world, 'amb/s', 'pod:amb/s')).toBe('allowed');
    expect(outcome(world, 'amb/s', 's.amb')).toBe('rbacNotAllowed at ztunnel');
  });

  it('to what ztunnel does not know: passed on, whatever outboundTrafficPolicy says', () => {
    expect(way(traced(ambientWorld([]), 'amb/c', 'www.example.com'))).toEqual([
      'amb/c app',
      'amb/c ztunnel outbound',
      'outside/www.example.com outside'.replace('outside/www.example.com ', ''),
    ]);
  });

  it('a port that the service does not declare: accepted, then closed', () => {
    const trace = traced(ambientWorld([]), 'amb/c', 's.amb', { port: 81 });
    expect(trace.verdict).toMatchObject({ kind: 'denied', cause: 'noEndpoints' });
    expect(trace.caller).toEqual({ kind: 'closed' });
    expect(trace.logs[0]?.details).toMatch(/^no healthy upstream: [\d.]+:81$/);
  });

  it('nothing listens: CONNECT 503', () => {
    const trace = traced(ambientWorld([]), 'amb/c', 'pod:amb/s', { port: 1 });
    expect(trace.logs.map(({ details }) => details)).toEqual([
      'http status: 503 Service Unavailable',
      'connection failed: Connection refused (os error 111)',
    ]);
  });
});

describe('ztunnel and sidecars (2.13, 3.13, 3.15)', () => {
  it('a sidecar sends HBONE to an ambient pod, whatever its DestinationRule says', () => {
    for (const mode of ['DISABLE', 'ISTIO_MUTUAL']) {
      const rule = `{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: d, namespace: car}, spec: {host: s.amb.svc.cluster.local, trafficPolicy: {tls: {mode: ${mode}}}}}`;
      const strict = peer('amb/p', '{mtls: {mode: STRICT}}');
      expect(outcome(ambientWorld([rule, strict]), 'car/c', 's.amb')).toBe('allowed');
    }
  });

  it('ztunnel sends HBONE to a sidecar, which authorizes the client', () => {
    const world = ambientWorld([policy('car/p', allow('ns/amb/sa/c')), peer('car/p', '{mtls: {mode: STRICT}}')]);
    const trace = traced(world, 'amb/c', 's.car');
    expect(way(trace)).toEqual(['amb/c app', 'amb/c ztunnel outbound', 'car/s sidecar inbound', 'car/s app']);
    expect(trace.verdict.kind).toBe('allowed');
    expect(outcome(ambientWorld([policy('car/p', allow('ns/amb/sa/other'))]), 'amb/c', 's.car')).toBe(
      'rbacNotAllowed at sidecar',
    );
  });

  it('who has a certificate and no proxy opens a tunnel as a sidecar would', () => {
    const world = ambientWorld([policy('amb/p', allow('ns/car/sa/c')), peer('amb/q', '{mtls: {mode: STRICT}}')]);
    const by = (identity: string) =>
      send(world, {
        id: 'r',
        title: '',
        caller: { kind: 'peer', identity, ip: null, alpn: null, sni: null },
        target: { kind: 'workload', workload: workloadId('amb', 's'), port: 8080 },
        payload: { kind: 'tcp' },
        tls: null,
      });
    const trace = by('cluster.local/ns/car/sa/c');
    expect([said(trace), trace.delivery?.peer]).toEqual(['allowed', 'cluster.local/ns/car/sa/c']);
    expect(said(by('cluster.local/ns/car/sa/other'))).toBe('rbacNotAllowed at ztunnel');
    // "Inbound accepts peers of its own certificate's trust domain only" (5.7).
    expect(said(by('elsewhere.example/ns/car/sa/c'))).toBe('clientCertificateRefused at ztunnel');
  });

  it('to a pod’s address a sidecar sends plaintext, which STRICT refuses', () => {
    const world = ambientWorld([peer('amb/p', '{mtls: {mode: STRICT}}')]);
    expect(outcome(world, 'car/c', 'pod:amb/s')).toBe('rbacDenied at ztunnel');
  });
});

describe('what a refusal looks like (10.3)', () => {
  it('to a captured client: connected, then closed, and 401 in its ztunnel’s log', () => {
    const trace = traced(ambientWorld([policy('amb/p', '{}')]), 'amb/c', 's.amb');
    expect(trace.caller).toEqual({ kind: 'closed' });
    expect(trace.logs.map(({ details }) => details)).toEqual([
      'http status: 401 Unauthorized',
      'connection closed due to policy rejection: allow policies exist, but none allowed',
    ]);
  });

  it('names the DENY policy', () => {
    const trace = traced(ambientWorld([policy('amb/no', '{action: DENY, rules: [{}]}')]), 'plain/c', 's.amb');
    expect(trace.logs.map(({ details }) => details)).toEqual([
      'connection closed due to policy rejection: explicitly denied by: amb/no',
    ]);
  });

  it('to a sidecar: 503', () => {
    const trace = traced(ambientWorld([policy('amb/p', '{}')]), 'car/c', 's.amb');
    expect(trace.caller).toMatchObject({ kind: 'http', status: 503 });
  });
});

describe('what is not modelled is named', () => {
  it('several networks', () => {
    const far =
      '{apiVersion: v1, kind: Pod, metadata: {name: far, namespace: amb, labels: {app: far, topology.istio.io/network: n2}}, spec: {containers: [{name: app}]}}';
    expect(outcome(ambientWorld([far, service('amb/far')]), 'amb/c', 'far.amb')).toBe("can't tell: multiNetwork");
  });
});
