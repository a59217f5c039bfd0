import { describe, expect, it } from 'vitest';
import { send } from '../send.ts';
import { call, db, fixtureWorld, policy, said, under, verdictOf, web } from './network.fixture.ts';

const dropped = 'networkPolicyDropped';
const closed = policy(`{${db}}`);
const denial =
  '{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: no, namespace: app}, spec: {selector: {matchLabels: {app: db}}, action: DENY, rules: [{}]}}';
const strict =
  '{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: default, namespace: app}, spec: {mtls: {mode: STRICT}}}';

describe('what a client notices (10.10)', () => {
  it('spec says nothing; nearly all CNIs drop → NPDROP: a timeout, or 503 from the client’s own proxy', () => {
    const world = fixtureWorld([closed]);
    expect(send(world, call('bare', 'db', 80)).caller).toEqual({ kind: 'timeout' });
    const trace = send(world, call('web', 'db', 80));
    expect(trace).toMatchObject({ caller: { kind: 'http', status: 503 } });
    expect(trace.logs).toMatchObject([{ proxy: 'app/web', flags: ['URX', 'UF'] }]);
  });
});

describe('NetworkPolicy beside Istio (10.11)', () => {
  it('evaluated on pod IPs/real ports outside Envoy, before Istio inbound and after Istio outbound', () => {
    const trace = send(fixtureWorld([policy(`{${db}, ingress: [{}]}`)]), call('web', 'db', 80));
    const places = trace.hops.flatMap(({ at, steps }) =>
      steps.flatMap(({ kind }) =>
        kind === 'transport' || kind === 'networkPolicy' || kind === 'filterChain' ? [[at.kind, kind]] : [],
      ),
    );
    expect(places).toEqual([
      ['sidecar', 'transport'],
      ['network', 'networkPolicy'],
      ['sidecar', 'filterChain'],
    ]);
  });

  it('destination port on the wire = app target port (mTLS does not change it); 15001/15006 never appear in policies', () => {
    const port = (number: number) => under(strict, policy(`{${db}, ingress: [{ports: [{port: ${number}}]}]}`));
    expect(port(8080)).toBe('allowed');
    expect(port(15006)).toBe(dropped);
    expect(under(strict, policy(`{${web}, policyTypes: [Egress], egress: [{ports: [{port: 15001}]}]}`))).toBe(dropped);
  });

  it('Peer selectors see real pods (or the gateway pod when traffic goes through a gateway)', () => {
    const from = (app: string) => policy(`{${db}, ingress: [{from: [{podSelector: {matchLabels: {app: ${app}}}}]}]}`);
    const reader = call('', '', 80, {
      caller: { kind: 'external', ip: '198.51.100.7' },
      target: { kind: 'host', host: 'db.example', port: 80, via: 'app/door' },
    });
    expect(verdictOf(reader, [...gateway, from('door')])).toBe('allowed');
    expect(verdictOf(reader, [...gateway, from('web')])).toBe(dropped);
    const block = policy(`{${db}, ingress: [{from: [{ipBlock: {cidr: 198.51.100.0/24}}]}]}`);
    expect(verdictOf(reader, [...gateway, block])).toBe(dropped);
  });

  it('NetworkPolicy allow never overrides Istio deny and vice versa (both must allow)', () => {
    expect(under(policy(`{${db}, ingress: [{}]}`), denial)).toBe('rbacDenied');
    expect(under(policy(`{${db}, ingress: [{}]}`))).toBe('allowed');
  });

  it('NetworkPolicy allows, AP denies → 403; NetworkPolicy denies, AP allows → NPDROP (case 97)', () => {
    const open = policy(`{${db}, ingress: [{}]}`);
    expect(send(fixtureWorld([open, denial]), call('web', 'db', 80)).caller).toMatchObject({ status: 403 });
    const allow = denial.replace('DENY', 'ALLOW');
    expect(under(closed, allow)).toBe(dropped);
  });

  it('NetworkPolicy applied, sidecar bypassed via UID 1337 → direct Internet → SYN dropped, timeout (case 80)', () => {
    const rogue =
      '{apiVersion: v1, kind: Pod, metadata: {name: rogue, namespace: app, labels: {app: rogue}}, spec: {containers: [{name: app, securityContext: {runAsUser: 1337}}]}}';
    const onlyGateway = policy(
      '{podSelector: {}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {app: door}}}]}]}',
    );
    const target = { kind: 'host', host: '198.51.100.7', port: 443, via: null } as const;
    const trace = send(fixtureWorld([rogue, onlyGateway]), call('rogue', '', 443, { target }));
    expect([said(trace), trace.caller]).toEqual([dropped, { kind: 'timeout' }]);
    expect(verdictOf(call('rogue', '', 443, { target }), [rogue])).toBe('allowed');
  });
});

const gateway = [
  '{apiVersion: v1, kind: Pod, metadata: {name: door, namespace: app, labels: {app: door}, annotations: {inject.istio.io/templates: gateway}}, spec: {containers: [{name: istio-proxy, ports: [{containerPort: 8080}]}]}}',
  '{apiVersion: v1, kind: Service, metadata: {name: door, namespace: app}, spec: {selector: {app: door}, ports: [{name: http, port: 80, targetPort: 8080}]}}',
  '{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: door, namespace: app}, spec: {selector: {app: door}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [db.example]}]}}',
  '{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: door, namespace: app}, spec: {hosts: [db.example], gateways: [door], http: [{route: [{destination: {host: db}}]}]}}',
];
