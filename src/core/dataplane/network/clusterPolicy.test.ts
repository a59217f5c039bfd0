import { describe, expect, it } from 'vitest';
import { db, policy, under, web } from './network.fixture.ts';

const dropped = 'networkPolicyDropped';

describe('the cluster-wide network policies', () => {
  const admin = (action: string, priority: number, from = '[{namespaces: {}}]'): string =>
    `{apiVersion: policy.networking.k8s.io/v1alpha1, kind: AdminNetworkPolicy, metadata: {name: a${priority}}, spec: {priority: ${priority}, subject: {namespaces: {}}, ingress: [{action: ${action}, from: ${from}}]}}`;
  const baseline =
    '{apiVersion: policy.networking.k8s.io/v1alpha1, kind: BaselineAdminNetworkPolicy, metadata: {name: default}, spec: {subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}}';

  const open = policy(`{${db}, ingress: [{}]}`);
  const closed = policy(`{${db}}`);

  it('tiers Admin → (namespaced NetworkPolicy) → Baseline', () => {
    expect(under(admin('Deny', 1), open)).toBe(dropped);
    expect(under(closed, baseline.replace('Deny', 'Allow'))).toBe(dropped);
    expect(under(baseline)).toBe(dropped);
  });

  it('inside a tier lower priority number first, rules top-down', () => {
    expect(under(admin('Allow', 5), admin('Deny', 1))).toBe(dropped);
    expect(under(admin('Allow', 1), admin('Deny', 5))).toBe('allowed');
    const both = (first: string, second: string) =>
      under(admin(first, 1, `[{namespaces: {}}]}, {action: ${second}, from: [{namespaces: {}}]`));
    expect([both('Deny', 'Allow'), both('Allow', 'Deny')]).toEqual([dropped, 'allowed']);
  });

  it('actions Accept/Deny/Pass (v1alpha1: Allow/Deny/Pass)', () => {
    const newer = (action: string) => admin(action, 1).replace('AdminNetworkPolicy', 'ClusterNetworkPolicy');
    expect([under(newer('Accept'), closed), under(admin('Allow', 1), closed)]).toEqual(['allowed', 'allowed']);
    expect([under(newer('Deny'), open), under(admin('Deny', 1), open)]).toEqual([dropped, dropped]);
    expect([under(newer('Pass'), closed), under(admin('Pass', 1), closed)]).toEqual([dropped, dropped]);
  });

  it('Accept/Deny in Admin ends evaluation for that direction', () => {
    expect(under(admin('Allow', 1), closed)).toBe('allowed');
    expect(under(admin('Deny', 1), open)).toBe(dropped);
    // The other direction is asked all the same.
    expect(under(admin('Allow', 1), policy(`{${web}, policyTypes: [Egress]}`))).toBe(dropped);
  });

  it('Pass jumps to NetworkPolicy', () => {
    expect(under(admin('Pass', 1), admin('Deny', 2), open)).toBe('allowed');
    expect(under(admin('Pass', 1), closed)).toBe(dropped);
    expect(under(admin('Pass', 1), baseline)).toBe(dropped);
  });

  it('if any NetworkPolicy selects the pod in that direction its verdict is final', () => {
    expect(under(baseline, open)).toBe('allowed');
    expect(under(baseline.replace('Deny', 'Allow'), closed)).toBe(dropped);
  });

  it('Baseline is used only for pods no NetworkPolicy selects', () => {
    expect(under(baseline, policy('{podSelector: {matchLabels: {app: other}}, ingress: [{}]}'))).toBe(dropped);
    expect(under(baseline, policy(`{${db}, policyTypes: [Egress], egress: [{}]}`))).toBe(dropped);
    expect(under(baseline, open)).toBe('allowed');
  });

  it('nothing → allow', () => {
    expect(under(admin('Pass', 1))).toBe('allowed');
    expect(under(admin('Deny', 1, '[{namespaces: {matchLabels: {team: none}}}]'))).toBe('allowed');
  });

  it('CNP Admin Deny from ns a, namespaced NetworkPolicy allows → dropped; Admin Pass → NetworkPolicy decides; Baseline Deny ignored (case 98)', () => {
    const fromApp = '[{namespaces: {matchLabels: {kubernetes.io/metadata.name: app}}}]';
    const cnp = (tier: string, action: string) =>
      admin(action, 1, fromApp)
        .replace('AdminNetworkPolicy', 'ClusterNetworkPolicy')
        .replace('{priority', `{tier: ${tier}, priority`);
    expect(under(cnp('Admin', 'Deny'), open)).toBe(dropped);
    expect([under(cnp('Admin', 'Pass'), open), under(cnp('Admin', 'Pass'), closed)]).toEqual(['allowed', dropped]);
    expect([under(cnp('Baseline', 'Deny'), open), under(cnp('Baseline', 'Deny'))]).toEqual(['allowed', dropped]);
  });

  it('networks: cluster-internal traffic will be checked against the rule as well', () => {
    const to = (networks: string) =>
      under(
        `{apiVersion: policy.networking.k8s.io/v1alpha1, kind: AdminNetworkPolicy, metadata: {name: a}, spec: {priority: 1, subject: {namespaces: {}}, egress: [{action: Deny, to: [{networks: [${networks}]}]}]}}`,
      );
    expect([to("'0.0.0.0/0'"), to("'203.0.113.0/24'"), to("'203.0.113.0/24', '10.0.0.0/8'")]).toEqual([
      dropped,
      'allowed',
      dropped,
    ]);
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

  it('leave open what the cluster alone can say: nodes, names, an unknown action', () => {
    const egress = (action: string, to: string): string =>
      under(
        `{apiVersion: policy.networking.k8s.io/v1alpha1, kind: AdminNetworkPolicy, metadata: {name: a}, spec: {priority: 1, subject: {pods: {podSelector: {matchLabels: {app: web}}}}, egress: [{action: ${action}, to: [${to}]}]}}`,
      );
    expect(egress('Deny', '{nodes: {}}')).toBe('undetermined');
    expect(egress('Deny', '{domainNames: ["*.x.com"]}')).toBe('undetermined');
    expect(egress('Deny', '{networks: ["0.0.0.0/0"]}')).toBe('networkPolicyDropped');
    expect(egress('Deny', '{networks: ["203.0.113.0/24"]}')).toBe('allowed');
    expect(egress('Drop', '{namespaces: {}}')).toBe('undetermined');
    expect(egress('Pass', '{namespaces: {}}')).toBe('allowed');
  });

  it('stand in the Admin tier and first in order where they say nothing; equals that disagree are left open', () => {
    const plain = (name: string, action: string, more = ''): string =>
      `{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, metadata: {name: ${name}}, spec: {${more}subject: {namespaces: {}}, ingress: [{action: ${action}, from: [{namespaces: {}}]}]}}`;
    expect(under(plain('a', 'Accept'), policy(`{${db}}`))).toBe('allowed');
    expect(under(plain('a', 'Deny', 'priority: 1, '), plain('b', 'Accept'))).toBe('allowed');
    expect(under(plain('a', 'Deny'), plain('b', 'Deny'))).toBe('networkPolicyDropped');
    expect(under(plain('a', 'Deny'), plain('b', 'Accept'))).toBe('undetermined');
  });
});
