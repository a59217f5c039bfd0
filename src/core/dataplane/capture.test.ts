import { describe, expect, it } from 'vitest';
import type { Check, Trace } from '../model/trace.ts';
import { becauseOf } from '../story/because.ts';
import { checkTrace } from './checkTrace.ts';
import { send } from './send.ts';
import { call, peerAuthentication, worldWith } from './world.fixture.ts';

/** `a/x` calls, and is called: a sidecar's pod with these annotations and this spec. */
function pod(annotations: string, spec = '{containers: [{name: app, ports: [{containerPort: 8080}]}]}', more = '') {
  return worldWith(`apiVersion: v1
kind: Pod
metadata: {name: x, namespace: a, labels: {app: x}, annotations: {${annotations}}}
spec: ${spec}
---
apiVersion: v1
kind: Service
metadata: {name: x, namespace: a}
spec: {selector: {app: x}, ports: [{name: http, port: 80, targetPort: 8080}]}
${more}`);
}

const istio = (name: string, text: string) => `traffic.sidecar.istio.io/${name}: "${text}"`;
const out = (world: ReturnType<typeof pod>, to = 's.b') => send(world, call({ from: 'a/x', to }));
const into = (world: ReturnType<typeof pod>) => send(world, call({ to: 'x.a' }));

/** Why iptables let it past: the field, the reason, where it stands, what it names and what there was. */
function past(trace: Trace): readonly (readonly unknown[])[] {
  expect(checkTrace(trace)).toEqual([]);
  const steps = trace.hops.flatMap((hop) => hop.steps).filter((step) => step.kind === 'capture' && !step.captured);
  return steps.flatMap(({ checks }) => checks.map(told));
}

function told({ name, note, source, expected, actual }: Check): readonly unknown[] {
  const [wanted, had] = [expected, actual].map((term) =>
    term.kind === 'values' ? term.values.join() : term.kind === 'value' ? term.value : term.kind,
  );
  return [name, note?.key, source?.path.join('.') ?? null, wanted, had];
}

const proxies = (trace: Trace) =>
  trace.hops.filter(({ at }) => at.kind === 'sidecar').map(({ at }) => at.kind === 'sidecar' && at.side);

describe('an outgoing connection is captured', () => {
  it('unless its port is excluded', () => {
    const trace = out(pod(istio('excludeOutboundPorts', '443, 80')));
    const path = 'metadata.annotations.traffic.sidecar.istio.io/excludeOutboundPorts';
    expect(past(trace)).toEqual([['excludeOutboundPorts', 'capture.excludedPort', path, '443,80', '80']]);
    expect(proxies(trace)).toEqual(['inbound']);
    expect(past(out(pod(istio('excludeOutboundPorts', '443'))))).toEqual([]);
  });

  it('unless its address is in an excluded range', () => {
    const [row] = past(out(pod(istio('excludeOutboundIPRanges', '10.0.0.0/8'))));
    expect(row?.slice(0, 2)).toEqual(['excludeOutboundIPRanges', 'capture.excludedRange']);
    expect(past(out(pod(istio('excludeOutboundIPRanges', '192.0.2.0/24,nonsense'))))).toEqual([]);
  });

  it('if its address is in an included range or its port is included, where ranges are listed', () => {
    const ranges = istio('includeOutboundIPRanges', '192.0.2.0/24');
    expect(past(out(pod(ranges)))).toMatchObject(
      [['includeOutboundIPRanges', 'capture.notIncluded', {}, '192.0.2.0/24', {}]].map(([a, b, , d]) => [
        a,
        b,
        expect.any(String),
        d,
        expect.any(String),
      ]),
    );
    expect(past(out(pod(`${ranges}, ${istio('includeOutboundPorts', '80')}`)))).toEqual([]);
    expect(past(out(pod(istio('includeOutboundIPRanges', '*'))))).toEqual([]);
    expect(past(out(pod(istio('includeOutboundIPRanges', '10.0.0.0/8'))))).toEqual([]);
  });

  it('unless the application runs as the user or the group 1337; its container has the last word', () => {
    const spec = (pods: string, container: string) =>
      `{securityContext: ${pods}, containers: [{name: app, securityContext: ${container}}]}`;
    const reasons = (pods: string, container: string) => past(out(pod('', spec(pods, container))));
    expect(reasons('{}', '{runAsUser: 1337}')).toEqual([
      ['runAsUser', 'capture.proxyUser', 'spec.containers.0.securityContext.runAsUser', '1337', '1337'],
    ]);
    expect(reasons('{runAsGroup: 1337}', '{}')).toEqual([
      ['runAsGroup', 'capture.proxyUser', 'spec.securityContext.runAsGroup', '1337', '1337'],
    ]);
    expect(reasons('{runAsUser: 1337}', '{runAsUser: 1000}')).toEqual([]);
    expect(reasons('{}', '{runAsUser: 1000}')).toEqual([]);
  });

  it('not by what the proxy’s own container says', () => {
    const spec = '{containers: [{name: istio-proxy, securityContext: {runAsUser: 1337}}, {name: app}]}';
    expect(past(out(pod('', spec)))).toEqual([]);
  });

  it('and one that goes past its sidecar is plaintext to a server that wants mTLS, with that as the reason', () => {
    const trace = out(pod(istio('excludeOutboundPorts', '80'), undefined, `---\n${peerAuthentication('STRICT')}`));
    expect(trace.verdict).toMatchObject({ kind: 'denied', cause: 'plaintextRefused' });
    expect(becauseOf(trace)).toMatchObject({ args: { goesPast: true, proxied: false } });
  });

  it('and where nothing stands at the other end either, that is what the verdict is about', () => {
    const trace = out(pod(istio('excludeOutboundPorts', '80')), 'paste.example');
    expect(becauseOf(trace)).toMatchObject({ key: 'because.goesPast', args: { workload: 'x', side: 'outbound' } });
  });
});

describe('an incoming connection is captured', () => {
  it('unless its pod port is excluded: then nothing checks who comes in', () => {
    const trace = into(
      pod(istio('excludeInboundPorts', '8080'), undefined, `---\n${peerAuthentication('DISABLE', 'a')}`),
    );
    expect(past(trace).map((row) => row.slice(0, 2))).toEqual([['excludeInboundPorts', 'capture.excludedPort']]);
    expect(proxies(trace)).toEqual(['outbound']);
    expect(becauseOf(trace)).toMatchObject({ key: 'because.goesPast', args: { workload: 'x', side: 'inbound' } });
  });

  it('only on included ports, where there is a list; an empty list captures nothing', () => {
    const mode = `---\n${peerAuthentication('DISABLE', 'a')}`;
    const reasons = (list: string) => past(into(pod(istio('includeInboundPorts', list), undefined, mode)));
    expect(reasons('8080')).toEqual([]);
    expect(reasons('*')).toEqual([]);
    expect(reasons('9090')).toMatchObject(
      [['includeInboundPorts', 'capture.notIncluded']].map(([a, b]) => [a, b, expect.any(String), '9090', '8080']),
    );
    expect(reasons('')).toMatchObject([
      [expect.any(String), 'capture.notIncluded', expect.any(String), 'none', '8080'],
    ]);
  });

  it('but on the ports of Istio’s agent', () => {
    const spec = '{containers: [{name: app, ports: [{containerPort: 15020}]}]}';
    const world = pod(
      '',
      spec,
      '---\n{apiVersion: v1, kind: Service, metadata: {name: stats, namespace: a}, spec: {selector: {app: x}, ports: [{name: http, port: 80, targetPort: 15020}]}}',
    );
    expect(past(send(world, call({ from: 'legacy/n', to: 'stats.a' })))).toEqual([
      ['port', 'capture.agentPort', null, '15020', '15020'],
    ]);
  });
});
