import { describe, expect, it } from 'vitest';
import { blockers } from '../../analysis/blockers.ts';
import type { Request } from '../../model/request.ts';
import { checkTrace } from '../checkTrace.ts';
import { send } from '../send.ts';
import { call, fixtureWorld, policy, said, web } from './network.fixture.ts';

const byName = (from = 'web', host = 'db.app'): Request =>
  call(from, 'db', 80, { target: { kind: 'host', host, port: 80, via: null } });
const toDb = '{to: [{podSelector: {matchLabels: {app: db}}}], ports: [{port: 8080}]}';
const dnsNamespace = 'namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}';
const out = (...rules: readonly string[]): string =>
  policy(`{${web}, policyTypes: [Egress], egress: [${[toDb, ...rules].join(', ')}]}`);
const verdict = (request: Request, ...policies: readonly string[]): string => {
  const trace = send(fixtureWorld(policies), request);
  expect(checkTrace(trace)).toEqual([]);
  return said(trace);
};

describe('the names of a pod whose way out is shut (10.11)', () => {
  it('c egress isolated, allows only s:8080 → name fails (curl 6) (case 93)', () => {
    const trace = send(fixtureWorld([out()]), byName());
    expect([said(trace), trace.caller, trace.logs]).toEqual(['dnsFailure', { kind: 'dnsError' }, []]);
    expect(trace.hops.at(-1)?.steps.at(-1)).toMatchObject({ kind: 'dns', address: null, outcome: 'denied' });
    expect(trace.verdict).toMatchObject({
      determining: { name: 'NetworkPolicy', value: 'egress', ref: { path: ['spec', 'podSelector'] } },
    });
  });

  it('must allow DNS: UDP 53 to anybody, to the namespace, to the pods, or by the name of their port', () => {
    for (const rule of [
      '{ports: [{protocol: UDP, port: 53}]}',
      `{to: [{${dnsNamespace}}]}`,
      `{to: [{${dnsNamespace}, podSelector: {matchLabels: {k8s-app: kube-dns}}}], ports: [{protocol: UDP, port: 53}]}`,
      '{ports: [{protocol: UDP, port: dns}]}',
      '{to: [{namespaceSelector: {}}]}',
    ])
      expect([rule, verdict(byName(), out(rule))]).toEqual([rule, 'allowed']);
    for (const rule of [
      '{ports: [{port: 53}]}',
      '{ports: [{protocol: UDP, port: 54}]}',
      '{ports: [{protocol: UDP, port: dns-tcp}]}',
      `{to: [{podSelector: {matchLabels: {k8s-app: kube-dns}}}]}`,
      `{to: [{${dnsNamespace}, podSelector: {matchLabels: {app: kube-dns}}}]}`,
    ])
      expect([rule, verdict(byName(), out(rule))]).toEqual([rule, 'dnsFailure']);
  });

  it('an address needs no name, and neither do pods that no policy isolates', () => {
    expect(verdict(call('web', 'db', 80), out())).toBe('allowed');
    expect(verdict(byName('bare'), out())).toBe('allowed');
    expect(verdict(byName(), policy(`{${web}, policyTypes: [Ingress]}`))).toBe('allowed');
  });

  it('both ends: a policy of kube-system can shut out who asks', () => {
    const dns = (ingress: string) =>
      policy(`{podSelector: {matchLabels: {k8s-app: kube-dns}}, ingress: [${ingress}]}`, 'kube-system');
    expect(verdict(byName(), dns(''))).toBe('dnsFailure');
    expect(verdict(byName(), dns('{ports: [{protocol: UDP, port: 53}]}'))).toBe('allowed');
    expect(verdict(byName(), dns('{from: [{namespaceSelector: {matchLabels: {a: b}}}]}'))).toBe('dnsFailure');
  });

  it('the DNS of the text is asked at its own pods and port', () => {
    const dns = [
      '{apiVersion: v1, kind: Pod, metadata: {name: coredns, namespace: kube-system, labels: {k8s-app: kube-dns, tier: infra}}, spec: {containers: [{name: dns, ports: [{name: asked, containerPort: 5353, protocol: UDP}]}]}}',
      '{apiVersion: v1, kind: Service, metadata: {name: kube-dns, namespace: kube-system}, spec: {selector: {k8s-app: kube-dns}, ports: [{name: dns, port: 53, protocol: UDP, targetPort: asked}]}}',
    ];
    const infra = `{to: [{${dnsNamespace}, podSelector: {matchLabels: {tier: infra}}}], ports: [{protocol: UDP, port: 5353}]}`;
    expect(verdict(byName(), out(infra), ...dns)).toBe('allowed');
    expect(verdict(byName(), out(infra))).toBe('dnsFailure');
    expect(verdict(byName(), out('{ports: [{protocol: UDP, port: 53}]}'), ...dns)).toBe('dnsFailure');
  });

  it('cluster-wide policies decide as for any connection', () => {
    const admin = (action: string, ports: string) =>
      `{apiVersion: policy.networking.k8s.io/v1alpha1, kind: AdminNetworkPolicy, metadata: {name: names}, spec: {priority: 1, subject: {namespaces: {}}, egress: [{action: ${action}, to: [{namespaces: {}}], ports: [${ports}]}]}}`;
    const udp = '{portNumber: {protocol: UDP, port: 53}}';
    expect(verdict(byName(), admin('Deny', udp))).toBe('dnsFailure');
    expect(verdict(byName(), admin('Deny', '{portNumber: {port: 53}}'))).toBe('allowed');
    expect(verdict(byName(), admin('Allow', udp), out())).toBe('allowed');
    const newer = `{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, metadata: {name: names}, spec: {tier: Admin, priority: 1, subject: {namespaces: {}}, egress: [{action: Deny, to: [{namespaces: {}}], protocols: [{udp: {destinationPort: {number: 53}}}]}]}}`;
    expect(verdict(byName(), newer)).toBe('dnsFailure');
  });

  it('a range over pods is left open here too', () => {
    expect(verdict(byName(), out('{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}'))).toBe('undetermined');
  });

  it('with DNS capture the agent answers what it knows from within the pod; the rest is forwarded', () => {
    const pod = (name: string, more: string) =>
      `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: app, ${more}}, spec: {containers: [{name: app}]}}`;
    const pods = [
      policy('{podSelector: {}, policyTypes: [Egress], egress: [{to: [{podSelector: {}}]}]}'),
      pod('asks', 'annotations: {proxy.istio.io/config: "proxyMetadata: {ISTIO_META_DNS_CAPTURE: \\"true\\"}"}'),
      pod('ztunnels', 'labels: {sidecar.istio.io/inject: "false", istio.io/dataplane-mode: ambient}'),
    ];
    expect(verdict(byName(), ...pods)).toBe('dnsFailure');
    expect(verdict(byName('asks'), ...pods)).toBe('allowed');
    expect(verdict(byName('asks', 'github.com'), ...pods)).toBe('dnsFailure');
    // ztunnel does so for every pod of its node.
    expect(verdict(byName('ztunnels'), ...pods)).toBe('allowed');
    expect(verdict(byName('ztunnels', 'github.com'), ...pods)).toBe('dnsFailure');
  });

  it('what else would stop it is asked as if the name resolved', () => {
    const world = fixtureWorld([policy(`{${web}, policyTypes: [Egress]}`)]);
    const request = byName();
    expect(blockers(world, request, send(world, request)).map(({ step }) => step)).toEqual([
      'network/networkPolicy-egress',
    ]);
    const nobody = byName('web', 'nobody.app');
    expect(blockers(world, nobody, send(world, nobody))).toEqual([]);
  });
});

describe('the names that a proxy asks for itself', () => {
  const entry = (resolution: string, more = ''): string =>
    `{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: e, namespace: app}, spec: {hosts: [db.example], addresses: [240.0.0.9], ports: [{number: 80, name: http, protocol: HTTP}], resolution: ${resolution}${more}}}`;
  const toEntry = call('web', '', 80, { target: { kind: 'host', host: '240.0.0.9', port: 80, via: null } });
  const shut = policy(`{${web}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 198.18.0.0/15}}]}]}`);
  const asking = policy(
    `{${web}, policyTypes: [Egress], egress: [{ports: [{protocol: UDP, port: 53}]}]}`,
    'app',
    'dns',
  );

  it('STRICT_DNS clusters have no endpoint without DNS: 503 UH, whatever address the application dials', () => {
    const trace = send(fixtureWorld([entry('DNS'), shut]), toEntry);
    expect([said(trace), trace.caller]).toMatchObject(['noEndpoints', { status: 503, body: 'no healthy upstream' }]);
    expect(trace.verdict).toMatchObject({ determining: { name: 'NetworkPolicy', value: 'egress' } });
    expect(verdict(toEntry, entry('DNS'), shut, asking)).toBe('allowed');
    expect(verdict(toEntry, entry('DNS'))).toBe('allowed');
  });

  it('those whose endpoints are addresses, or whose address is the dialled one, ask nobody', () => {
    const open = policy(
      `{${web}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 198.51.100.7/32}}, {ipBlock: {cidr: 240.0.0.9/32}}]}]}`,
    );
    expect(verdict(toEntry, entry('STATIC', ', endpoints: [{address: 198.51.100.7}]'), open)).toBe('allowed');
    expect(verdict(toEntry, entry('DNS', ', endpoints: [{address: 198.51.100.7}]'), open)).toBe('allowed');
    expect(verdict(toEntry, entry('DNS', ', endpoints: [{address: db.example}]'), open)).toBe('noEndpoints');
    expect(verdict(toEntry, entry('NONE'), open)).toBe('allowed');
  });

  it('what hangs on how the network reads a range is left open', () => {
    const range = policy(`{${web}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}`);
    expect(verdict(toEntry, entry('DNS'), range)).toBe('undetermined');
  });
});
