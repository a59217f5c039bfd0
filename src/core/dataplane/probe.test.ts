import { describe, expect, it } from 'vitest';
import type { Request } from '../model/request.ts';
import { workloadId } from '../model/resource.ts';
import type { Trace } from '../model/trace.ts';
import { becauseOf } from '../story/because.ts';
import { checkTrace } from './checkTrace.ts';
import { send } from './send.ts';
import { authorizationPolicy, call, peerAuthentication, worldWith } from './world.fixture.ts';

const kubelet = (to = 'b/s', port = 8080, more: Partial<Request> = {}): Request => {
  const [namespace = '', name = ''] = to.split('/');
  const target = { kind: 'workload', workload: workloadId(namespace, name), port } as const;
  return { ...call({ path: '/healthz' }), caller: { kind: 'kubelet' }, target, ...more };
};
const probed = (yaml: readonly string[], request: Request): Trace => {
  const trace = send(worldWith(yaml.join('\n---\n')), request);
  expect(checkTrace(trace)).toEqual([]);
  return trace;
};
const said = ({ verdict }: Trace): string => (verdict.kind === 'denied' ? verdict.cause : verdict.kind);
const places = ({ hops }: Trace) => hops.map(({ at }) => at.kind);
const pod = (metadata: string, container: string): string =>
  `{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: b, ${metadata}}, spec: {containers: [{name: app, ports: [{name: web, containerPort: 8080}], ${container}}]}}`;
const unchanged = pod('annotations: {sidecar.istio.io/rewriteAppHTTPProbers: "false"}', 'image: x');
const shut = [peerAuthentication('STRICT'), authorizationPolicy('nothing', '{}')];

describe('kubelet probes of a pod with a sidecar (9.10)', () => {
  it('http probes are rewritten to agent port 15020 /app-health/…: node → agent → app on localhost, no Envoy (11.G)', () => {
    const trace = probed(shut, kubelet());
    expect(said(trace)).toBe('allowed');
    expect(places(trace)).toEqual(['client', 'network', 'app']);
    expect(trace.hops[1]?.steps[0].packet).toMatchObject({
      destination: { port: 15020 },
      http: { path: '/app-health/app/readyz' },
    });
    expect(trace.delivery).toMatchObject({ port: 8080, path: '/healthz', workload: 'b/s' });
    expect(becauseOf(trace)).toMatchObject({ key: 'because.goesPast', args: { workload: 's', side: 'agentProbe' } });
  });

  it('tcp and grpc probes as well', () => {
    expect(said(probed(shut, kubelet('b/s', 9000, { payload: { kind: 'tcp' } })))).toBe('allowed');
    const headers = [['content-type', 'application/grpc']] as const;
    const path = '/grpc.health.v1.Health/Check';
    const grpc = { kind: 'http', method: 'POST', path, host: null, headers, version: '2' } as const;
    expect(said(probed(shut, kubelet('b/s', 9000, { payload: grpc })))).toBe('allowed');
  });

  it('an https probe is plain HTTP as far as the agent, which speaks TLS to the application', () => {
    const tls = pod('annotations: {hopwise.dev/app: tls}', 'image: x');
    const trace = probed([...shut, tls], kubelet('b/p', 8080, { tls: { sni: null, alpn: [] } }));
    expect(trace.hops[1]?.steps[0].packet.wire).toEqual({ kind: 'plaintext' });
    expect([said(trace), trace.delivery?.tls]).toEqual(['allowed', '']);
  });

  it('the probe that the pod declares is named, with its own path at the agent', () => {
    const declared = pod('labels: {a: b}', 'livenessProbe: {httpGet: {path: /healthz, port: web}}');
    const trace = probed([declared], kubelet('b/p'));
    expect(trace.hops[1]?.steps[0].packet.http?.path).toBe('/app-health/app/livez');
    expect(trace.hops[2]?.steps[0].checks).toMatchObject([
      { name: 'livenessProbe', source: { path: ['spec', 'containers', 0, 'livenessProbe'] } },
    ]);
    const other = probed([declared], kubelet('b/p', 8080, { payload: call().payload }));
    expect(other.hops[2]?.steps[0].checks).toMatchObject([{ name: 'probe', source: null }]);
  });

  it('a declared probe is the one of its port, by number or name, and of its path, by default `/`', () => {
    const named = (httpGet: string, port: number, path = '/'): readonly unknown[] => {
      const declared = pod('labels: {a: b}', `readinessProbe: {httpGet: ${httpGet}}`);
      const trace = probed([declared], kubelet('b/p', port, { payload: call({ path }).payload }));
      return trace.hops[2]?.steps[0].checks.map(({ name }) => name) ?? [];
    };
    expect(named('{port: 8080}', 8080)).toEqual(['readinessProbe']);
    expect(named('{port: 8080}', 8080, '/x')).toEqual(['probe']);
    expect(named('{path: /x, port: 8081}', 8080, '/x')).toEqual(['probe']);
    expect(named('{port: web}', 8080)).toEqual(['readinessProbe']);
    expect(named('{port: other}', 8080)).toEqual(['probe']);
  });

  it('Without rewrite, STRICT makes probes fail', () => {
    const trace = probed([unchanged, shut[0] ?? ''], kubelet('b/p'));
    expect([said(trace), trace.caller]).toEqual(['plaintextRefused', { kind: 'closed' }]);
    expect(trace.verdict).toMatchObject({ determining: { name: 'mtls.mode', value: 'STRICT' } });
    expect(said(probed([unchanged], kubelet('b/p')))).toBe('allowed');
    expect(said(probed([unchanged, authorizationPolicy('nothing', '{}')], kubelet('b/p')))).toBe('rbacNotAllowed');
  });

  it('annotation override: what is no boolean leaves the rewriting on', () => {
    const annotated = (value: string) => unchanged.replace('"false"', `"${value}"`);
    for (const value of ['true', 'no', '', '1'])
      expect(said(probed([annotated(value), ...shut], kubelet('b/p')))).toBe('allowed');
    for (const value of ['0', 'F', 'False'])
      expect(said(probed([annotated(value), ...shut], kubelet('b/p')))).toBe('plaintextRefused');
  });

  it('a probe of a port that nothing serves is refused', () => {
    expect(said(probed(shut, kubelet('b/s', 7000)))).toBe('connectionRefused');
  });
});

describe('kubelet probes of other pods', () => {
  const network = (namespace: string) =>
    `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: shut, namespace: ${namespace}}, spec: {podSelector: {}}}`;

  it('node-local kubelet traffic to a pod is allowed (10.5)', () => {
    expect(said(probed([network('legacy')], kubelet('legacy/n')))).toBe('allowed');
    expect(said(probed([network('b')], kubelet()))).toBe('allowed');
    expect(
      said(
        probed(
          [network('b')],
          kubelet('b/s', 8080, { caller: { kind: 'peer', identity: null, ip: null, alpn: null, sni: null } }),
        ),
      ),
    ).toBe('networkPolicyDropped');
  });

  it('ztunnel does not see what comes from the node itself', () => {
    const ambient =
      '{apiVersion: v1, kind: Pod, metadata: {name: z, namespace: legacy, labels: {istio.io/dataplane-mode: ambient}}, spec: {containers: [{name: app, ports: [{containerPort: 8080}]}]}}';
    const trace = probed([ambient, peerAuthentication('STRICT', 'legacy')], kubelet('legacy/z'));
    expect([said(trace), places(trace)]).toEqual(['allowed', ['client', 'network', 'app']]);
    expect(becauseOf(trace)).toMatchObject({ args: { side: 'hostProbe' } });
  });

  it('a pod without a proxy is probed as it is', () => {
    const trace = probed([], kubelet('legacy/n'));
    expect(trace.delivery).toMatchObject({ port: 8080, path: '/healthz' });
    expect(becauseOf(trace)).toMatchObject({ key: 'because.notEnforced' });
  });
});
