import { describe, expect, it } from 'vitest';
import { authorizationPolicy, stepOf } from '../world.fixture.ts';
import { bound, edge, sent, tls } from './gateway.fixture.ts';

const tcp = '{port: {number: 443, name: tcp, protocol: TCP}, hosts: ["*"]}';
const to = (port: number, list = 'tcp: [', more = ''): string =>
  bound(
    `hosts: [any.example], ${list}{${more}route: [{destination: {host: s.b.svc.cluster.local, port: {number: ${port}}}}]}]`,
  );
const deny = authorizationPolicy('no', '{action: DENY, rules: [{}]}', 'a');
const bytes = { port: 443, tcp: true } as const;

describe('bytes through a gateway (0.7)', () => {
  it('arrive with the gateway as their peer, over a connection of its own', () => {
    const trace = sent([edge(tcp), to(9000)], bytes);
    expect(trace.caller).toEqual({ kind: 'connected' });
    expect(trace.delivery).toMatchObject({ workload: 'b/s', port: 9000, peer: 'cluster.local/ns/a/sa/g' });
    expect(trace.logs).toMatchObject([
      { proxy: 'a/g', side: 'gateway', log: 'tcp', flags: [], cluster: 'outbound|9000||s.b.svc.cluster.local' },
      { proxy: 'b/s', side: 'inbound', log: 'tcp' },
    ]);
    expect(stepOf(trace, 'a/g/gateway/route')).toMatchObject({
      virtualHost: 'v',
      route: null,
      outcome: 'passed',
      checks: [{ kind: 'route', name: 'v', matched: true, source: { path: ['spec', 'tcp', 0] } }],
    });
  });

  it('are seen by policies of the server with the address of the gateway', () => {
    const trace = sent([edge(tcp), to(9000)], bytes);
    const arrived = trace.hops.find(({ at }) => at.kind === 'sidecar')?.steps[0].packet;
    expect(arrived?.source.workload).toBe('a/g');
    const from = (ip: string): string =>
      authorizationPolicy('from', `{rules: [{from: [{source: {ipBlocks: ["${ip}"]}}]}]}`);
    expect(sent([edge(tcp), to(9000), from(arrived?.source.ip ?? '')], bytes).verdict.kind).toBe('allowed');
    expect(sent([edge(tcp), to(9000), from('198.51.100.7')], bytes).verdict).toMatchObject({ cause: 'rbacNotAllowed' });
  });

  it('that a policy of the gateway refuses have opened the connection to the server, whose proxy logs it', () => {
    const trace = sent([edge(tcp), to(9000), deny], bytes);
    expect(trace.verdict).toMatchObject({ cause: 'rbacDenied', step: 'a/g/gateway/rbac-deny' });
    expect(trace.caller).toEqual({ kind: 'closed' });
    expect(trace.logs).toMatchObject([
      {
        proxy: 'a/g',
        log: 'tcp',
        cluster: 'outbound|9000||s.b.svc.cluster.local',
        connectionTermination: 'rbac_access_denied_matched_policy[ns[a]-policy[no]-rule[0]]',
      },
      { proxy: 'b/s', side: 'inbound', log: 'tcp' },
    ]);
  });

  it('of which the server has seen none where the gateway greets it in plaintext', () => {
    const plaintext =
      '{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: d, namespace: b}, spec: {host: s.b.svc.cluster.local, trafficPolicy: {tls: {mode: DISABLE}}}}';
    const { logs } = sent([edge(tcp), to(9000), deny, plaintext], bytes);
    expect(logs.map(({ proxy }) => proxy)).toEqual(['a/g']);
  });

  it('leave only the lines of tcp_proxy at the server, whatever the port is', () => {
    const { logs } = sent([edge(tcp), to(80), deny], bytes);
    expect(logs.map(({ proxy, log }) => [proxy, log])).toEqual([['a/g', 'tcp']]);
  });

  it('are closed before any policy where the cluster is missing or empty', () => {
    const missing = sent([edge(tcp), to(1), deny], bytes);
    expect(missing.verdict).toMatchObject({ cause: 'clusterMissing', step: 'a/g/gateway/cluster' });
    expect(missing.caller).toEqual({ kind: 'closed' });
    expect(missing.logs).toMatchObject([{ log: 'tcp', flags: ['NC'], cluster: null, status: null }]);
    expect(missing.hops.flatMap(({ steps }) => steps.map(({ kind }) => kind))).not.toContain('rbac');
  });

  it('behind TLS that passes through go by the server name that a route takes', () => {
    const through = (sni: string, match: string) =>
      sent([edge(tls('["*"]', 'PASSTHROUGH', 'TLS')), to(9000, 'tls: [', `match: [${match}], `)], { port: 443, sni });
    const trace = through('any.example', '{sniHosts: [any.example]}');
    expect(stepOf(trace, 'a/g/gateway/route')).toMatchObject({
      checks: [{ source: { resource: 'VirtualService/a/v', path: ['spec', 'tls', 0] } }],
    });
    expect(through('x.example', '{sniHosts: [any.example]}').verdict).toMatchObject({ cause: 'noFilterChain' });
    expect(through('any.example', '{sniHosts: [any.example], port: 1}').verdict).toMatchObject({
      cause: 'connectionRefused',
    });
  });
});
