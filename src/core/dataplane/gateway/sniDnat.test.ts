import { describe, expect, it } from 'vitest';
import type { Request } from '../../model/request.ts';
import { workloadId } from '../../model/resource.ts';
import type { Trace } from '../../model/trace.ts';
import { checkTrace } from '../checkTrace.ts';
import { send } from '../send.ts';
import { authorizationPolicy, worldWith } from '../world.fixture.ts';

const proxy = `{apiVersion: v1, kind: Pod, metadata: {name: g, namespace: a, labels: {app: g, istio: eastwestgateway}, annotations: {inject.istio.io/templates: gateway}}, spec: {serviceAccountName: g, containers: [{name: istio-proxy}]}}`;
const gateway = (hosts: string): string =>
  `{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: cross, namespace: a}, spec: {selector: {istio: eastwestgateway}, servers: [{port: {number: 15443, name: tls, protocol: TLS}, hosts: ${hosts}, tls: {mode: AUTO_PASSTHROUGH}}]}}`;
const subsets =
  '{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: d, namespace: b}, spec: {host: s.b.svc.cluster.local, subsets: [{name: v1, labels: {app: s}}]}}';

/** A sidecar of another cluster sends to the gateway, with a server name that spells a cluster. */
function sent(
  sni: string,
  yaml: readonly string[] = [gateway('["*.local"]')],
  alpn: readonly string[] | null = null,
): Trace {
  const identity = 'cluster.local/ns/far/sa/x';
  const request: Request = {
    id: 'r',
    title: '',
    caller: { kind: 'peer', identity, ip: null, alpn, sni },
    target: { kind: 'workload', workload: workloadId('a', 'g'), port: 15443 },
    payload: { kind: 'http', method: 'GET', path: '/', host: 's.b', headers: [], version: '1.1' },
    tls: null,
  };
  const trace = send(worldWith([proxy, ...yaml].join('\n---\n')), request);
  expect(checkTrace(trace)).toEqual([]);
  return trace;
}

const toS = 'outbound_.80_._.s.b.svc.cluster.local';

describe('AUTO_PASSTHROUGH (7.3)', () => {
  it('leads to the service, port and subset that the server name spells, with the TLS of the caller', () => {
    const { delivery, logs } = sent(toS);
    expect(delivery).toMatchObject({ workload: 'b/s', port: 8080, peer: 'cluster.local/ns/far/sa/x' });
    expect(logs[0]).toMatchObject({ side: 'gateway', log: 'tcp', cluster: toS });
    expect(sent(toS.replace('_._', '_.v1_'), [gateway('["*.local"]'), subsets]).delivery?.workload).toBe('b/s');
  });

  it('has no chain for anything else: another name, port, subset or host, or another protocol', () => {
    for (const sni of ['', 's.b', toS.replace('80', '81'), toS.replace('_._', '_.v2_'), toS.replace('s.b', 'x.b')])
      expect([sni, sent(sni).verdict]).toMatchObject([sni, { kind: 'denied', cause: 'noFilterChain' }]);
    expect(sent(toS, [gateway('["*.global"]')]).verdict).toMatchObject({ cause: 'noFilterChain' });
    expect(sent(toS, [gateway('[s.b.svc.cluster.local]')]).verdict.kind).toBe('allowed');
    expect(sent(toS, undefined, ['h2']).verdict).toMatchObject({ cause: 'noFilterChain' });
  });

  it('leads to no endpoint that speaks no mTLS, and to no service outside the mesh', () => {
    const toN = 'outbound_.80_._.n.legacy.svc.cluster.local';
    expect(sent(toN).verdict).toMatchObject({ kind: 'denied', cause: 'noEndpoints' });
    const entry =
      '{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: out, namespace: b}, spec: {hosts: [out.local], location: MESH_EXTERNAL, resolution: DNS, ports: [{number: 80, name: http, protocol: HTTP}]}}';
    expect(sent('outbound_.80_._.out.local', [gateway('["*.local"]'), entry]).verdict).toMatchObject({
      cause: 'noFilterChain',
    });
  });

  it('asks no policy of the gateway, but those of the destination', () => {
    const deny = (namespace: string): string => authorizationPolicy('p', '{action: DENY, rules: [{}]}', namespace);
    expect(sent(toS, [gateway('["*.local"]'), deny('a')]).verdict.kind).toBe('allowed');
    expect(sent(toS, [gateway('["*.local"]'), deny('b')]).verdict).toMatchObject({ cause: 'rbacDenied' });
  });
});
