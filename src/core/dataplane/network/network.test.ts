import { describe, expect, it } from 'vitest';
import type { Request } from '../../model/request.ts';
import { workloadId } from '../../model/resource.ts';
import type { Trace } from '../../model/trace.ts';
import { checkTrace } from '../checkTrace.ts';
import { send } from '../send.ts';
import { fixtureWorld } from './network.fixture.ts';

const call = (from: string, to: string, port: number, more: Partial<Request> = {}): Request => ({
  id: 'r',
  title: '',
  caller: { kind: 'workload', workload: workloadId('app', from) },
  target: { kind: 'host', host: `${to}.app`, port, via: null },
  payload: { kind: 'http', method: 'GET', path: '/', host: null, headers: [], version: '1.1' },
  tls: null,
  ...more,
});
const said = ({ verdict }: Trace): string => (verdict.kind === 'denied' ? verdict.cause : verdict.kind);
/** The verdict of `web` calling `db` on its service port 80 (pod port 8080) under these policies. */
const under = (...policies: readonly string[]): string => {
  const trace = send(fixtureWorld(policies), call('web', 'db', 80));
  expect(checkTrace(trace)).toEqual([]);
  return said(trace);
};
const policy = (spec: string, namespace = 'app'): string =>
  `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: ${namespace}}, spec: ${spec}}`;
const db = 'podSelector: {matchLabels: {app: db}}';

describe('NetworkPolicy', () => {
  it('leaves a pod open that no policy selects (10.3)', () => {
    expect(under()).toBe('allowed');
    expect(under(policy('{podSelector: {matchLabels: {app: other}}}'))).toBe('allowed');
    expect(under(policy(`{${db}}`, 'elsewhere'))).toBe('allowed');
  });

  it('closes a selected pod but for its rules (10.4, 10.6)', () => {
    expect(under(policy(`{${db}}`))).toBe('networkPolicyDropped');
    expect(under(policy(`{${db}, ingress: [{}]}`))).toBe('allowed');
    expect(under(policy(`{${db}}`), policy(`{${db}, ingress: [{from: []}]}`))).toBe('allowed');
  });

  it('takes the types as Kubernetes defaults them (10.2)', () => {
    expect(under(policy(`{${db}, policyTypes: [Egress]}`))).toBe('allowed');
    expect(under(policy('{podSelector: {matchLabels: {app: web}}, egress: []}'))).toBe('allowed');
    expect(under(policy('{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]}'))).toBe(
      'networkPolicyDropped',
    );
    expect(under(policy('{podSelector: {matchLabels: {app: web}}, egress: [{ports: [{port: 53}]}]}'))).toBe(
      'networkPolicyDropped',
    );
  });

  it('chooses peers by pod, by namespace, and by both in one item (10.7)', () => {
    const from = (peers: string) => under(policy(`{${db}, ingress: [{from: ${peers}}]}`));
    expect(from('[{podSelector: {matchLabels: {app: web}}}]')).toBe('allowed');
    expect(from('[{podSelector: {matchLabels: {app: other}}}]')).toBe('networkPolicyDropped');
    expect(from('[{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: app}}}]')).toBe('allowed');
    expect(from('[{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: elsewhere}}}]')).toBe(
      'networkPolicyDropped',
    );
    expect(from('[{namespaceSelector: {}, podSelector: {matchLabels: {app: other}}}]')).toBe('networkPolicyDropped');
    expect(from('[{namespaceSelector: {}}, {podSelector: {matchLabels: {app: other}}}]')).toBe('allowed');
  });

  it('looks at the pod’s port, by number, range or name, never at the service’s (10.9)', () => {
    const ports = (list: string) => under(policy(`{${db}, ingress: [{ports: ${list}}]}`));
    expect(ports('[{port: 8080}]')).toBe('allowed');
    expect(ports('[{port: 80}]')).toBe('networkPolicyDropped');
    expect(ports('[{port: http}]')).toBe('allowed');
    expect(ports('[{port: admin}]')).toBe('networkPolicyDropped');
    expect(ports('[{port: 8000, endPort: 8100}]')).toBe('allowed');
    expect(ports('[{port: 8081, endPort: 8100}]')).toBe('networkPolicyDropped');
    expect(ports('[{protocol: UDP, port: 8080}]')).toBe('networkPolicyDropped');
    expect(ports('[{protocol: TCP}]')).toBe('allowed');
  });

  it('cannot tell what an ipBlock means for pods, and can for the outside (10.8)', () => {
    const block = '{ipBlock: {cidr: 0.0.0.0/0, except: [203.0.113.0/24]}}';
    expect(under(policy(`{${db}, ingress: [{from: [${block}]}]}`))).toBe('undetermined');
    expect(under(policy(`{${db}, ingress: [{from: [${block}, {podSelector: {}}]}]}`))).toBe('allowed');
    const out = (host: string) => {
      const target = { kind: 'host', host, port: 80, via: null } as const;
      const world = fixtureWorld([policy(`{podSelector: {}, egress: [{to: [${block}]}]}`)]);
      return said(send(world, call('bare', '', 80, { target })));
    };
    expect(out('198.51.100.7')).toBe('allowed');
    expect(out('203.0.113.7')).toBe('networkPolicyDropped');
  });

  it('shows as a 503 after timeouts behind a sidecar, and as a timeout without one (NPDROP)', () => {
    const world = fixtureWorld([policy(`{${db}}`)]);
    expect(send(world, call('web', 'db', 80))).toMatchObject({
      caller: { kind: 'http', status: 503 },
      logs: [{ proxy: 'app/web', flags: ['URX', 'UF'] }],
    });
    expect(send(world, call('bare', 'db', 80)).caller).toEqual({ kind: 'timeout' });
  });

  it('never overrides Istio, nor Istio it: both must allow', () => {
    const denied =
      '{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: no, namespace: app}, spec: {selector: {matchLabels: {app: db}}, action: DENY, rules: [{}]}}';
    expect(under(policy(`{${db}, ingress: [{}]}`), denied)).toBe('rbacDenied');
    expect(under(policy(`{${db}}`), denied)).toBe('networkPolicyDropped');
  });
});

describe('the cluster-wide network policies', () => {
  const admin = (action: string, priority: number, from = '[{namespaces: {}}]'): string =>
    `{apiVersion: policy.networking.k8s.io/v1alpha1, kind: AdminNetworkPolicy, metadata: {name: a${priority}}, spec: {priority: ${priority}, subject: {namespaces: {}}, ingress: [{action: ${action}, from: ${from}}]}}`;
  const baseline =
    '{apiVersion: policy.networking.k8s.io/v1alpha1, kind: BaselineAdminNetworkPolicy, metadata: {name: default}, spec: {subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}}';

  it('go by tier and priority; Pass leaves it to NetworkPolicy, Baseline acts on pods that none selects (10.12)', () => {
    expect(under(admin('Deny', 1), policy(`{${db}, ingress: [{}]}`))).toBe('networkPolicyDropped');
    expect(under(admin('Allow', 1), policy(`{${db}}`))).toBe('allowed');
    expect(under(admin('Allow', 5), admin('Deny', 1))).toBe('networkPolicyDropped');
    expect(under(admin('Pass', 1), policy(`{${db}}`))).toBe('networkPolicyDropped');
    expect(under(admin('Pass', 1), baseline)).toBe('networkPolicyDropped');
    expect(under(baseline)).toBe('networkPolicyDropped');
    expect(under(baseline, policy(`{${db}, ingress: [{}]}`))).toBe('allowed');
    expect(under(admin('Pass', 1))).toBe('allowed');
  });

  it('cannot tell where a peer is of a kind that is not modelled', () => {
    expect(under(admin('Deny', 1, '[{nodes: {}}]'))).toBe('undetermined');
  });

  it('take ClusterNetworkPolicy in either tier', () => {
    const tiered = (tier: string, action: string, port: number): string =>
      `{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, metadata: {name: c}, spec: {tier: ${tier}, priority: 1, subject: {pods: {podSelector: {matchLabels: {app: db}}}}, ingress: [{action: ${action}, from: [{pods: {podSelector: {matchLabels: {app: web}}}}], protocols: [{tcp: {destinationPort: {number: ${port}}}}]}]}}`;
    expect(under(tiered('Admin', 'Deny', 8080))).toBe('networkPolicyDropped');
    expect(under(tiered('Admin', 'Deny', 9999))).toBe('allowed');
    expect(under(tiered('Baseline', 'Deny', 8080))).toBe('networkPolicyDropped');
    expect(under(tiered('Admin', 'Accept', 8080), policy(`{${db}}`))).toBe('allowed');
  });

  it('choose by port in every form of either version', () => {
    const at = (list: string): string =>
      under(
        `{apiVersion: policy.networking.k8s.io/v1alpha1, kind: AdminNetworkPolicy, metadata: {name: a}, spec: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}], ${list}}]}}`,
      );
    const dropped = [
      'ports: [{portNumber: {port: 8080}}]',
      'ports: [{portNumber: {protocol: TCP, port: 8080}}]',
      'ports: [{portRange: {start: 8000, end: 9000}}]',
      'ports: [{namedPort: http}]',
      'protocols: [{tcp: {destinationPort: {range: {start: 8080, end: 8081}}}}]',
      'protocols: [{destinationNamedPort: http}]',
    ];
    for (const list of dropped) expect([list, at(list)]).toEqual([list, 'networkPolicyDropped']);
    const open = [
      'ports: [{portNumber: {port: 80}}]',
      'ports: [{portNumber: {protocol: UDP, port: 8080}}]',
      'ports: [{portRange: {protocol: UDP, start: 8000, end: 9000}}]',
      'ports: [{portRange: {start: 8081, end: 9000}}]',
      'ports: [{namedPort: other}]',
      'protocols: [{udp: {destinationPort: {number: 8080}}}]',
      'protocols: [{tcp: {destinationPort: {range: {start: 1, end: 8079}}}}]',
    ];
    for (const list of open) expect([list, at(list)]).toEqual([list, 'allowed']);
  });

  it('leave open what the cluster alone can say: nodes, names, ranges over pods, an unknown action', () => {
    const egress = (action: string, to: string): string =>
      under(
        `{apiVersion: policy.networking.k8s.io/v1alpha1, kind: AdminNetworkPolicy, metadata: {name: a}, spec: {priority: 1, subject: {pods: {podSelector: {matchLabels: {app: web}}}}, egress: [{action: ${action}, to: [${to}]}]}}`,
      );
    expect(egress('Deny', '{nodes: {}}')).toBe('undetermined');
    expect(egress('Deny', '{domainNames: ["*.x.com"]}')).toBe('undetermined');
    expect(egress('Deny', '{networks: ["0.0.0.0/0"]}')).toBe('undetermined');
    expect(egress('Deny', '{networks: ["203.0.113.0/24"]}')).toBe('allowed');
    expect(egress('Drop', '{namespaces: {}}')).toBe('undetermined');
    expect(egress('Pass', '{namespaces: {}}')).toBe('allowed');
  });

  it('stand in the Admin tier and first in order where they say nothing, by name among equals', () => {
    const plain = (name: string, action: string, more = ''): string =>
      `{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, metadata: {name: ${name}}, spec: {${more}subject: {namespaces: {}}, ingress: [{action: ${action}, from: [{namespaces: {}}]}]}}`;
    expect(under(plain('a', 'Accept'), policy(`{${db}}`))).toBe('allowed');
    expect(under(plain('a', 'Deny', 'priority: 1, '), plain('b', 'Accept'))).toBe('allowed');
    expect(under(plain('b', 'Deny'), plain('a', 'Accept'))).toBe('allowed');
    expect(under(plain('b', 'Accept'), plain('a', 'Deny'))).toBe('networkPolicyDropped');
  });
});
