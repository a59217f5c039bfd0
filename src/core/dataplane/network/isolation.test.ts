import { describe, expect, it } from 'vitest';
import { workloadId } from '../../model/resource.ts';
import { call, db, fixtureWorld, policy, said, under, verdictOf, web } from './network.fixture.ts';
import { send } from '../send.ts';

const dropped = 'networkPolicyDropped';
const pod = (name: string) => ({ kind: 'workload', workload: workloadId('app', name), port: 8080 }) as const;
const address = (ip: string) => ({ target: { kind: 'host', host: ip, port: 8080, via: null } }) as const;

describe('which pods a NetworkPolicy closes (10.1 to 10.3)', () => {
  it('policy selects pods in its own namespace by podSelector (empty = all)', () => {
    expect(under(policy(`{${db}}`))).toBe(dropped);
    expect(under(policy('{podSelector: {}}'))).toBe(dropped);
    expect(under(policy('{podSelector: {matchLabels: {app: other}}}'))).toBe('allowed');
    expect(under(policy('{podSelector: {}}', 'elsewhere'))).toBe('allowed');
  });

  it('policy selects pods by expressions over labels too', () => {
    const where = (expression: string) => under(policy(`{podSelector: {matchExpressions: [${expression}]}}`));
    expect(where('{key: app, operator: In, values: [db, cache]}')).toBe(dropped);
    expect(where('{key: app, operator: NotIn, values: [db]}')).toBe('allowed');
    expect(where('{key: tier, operator: NotIn, values: [db]}')).toBe(dropped);
    expect(where('{key: app, operator: Exists}')).toBe(dropped);
    expect(where('{key: app, operator: DoesNotExist}')).toBe('allowed');
  });

  it('hostNetwork pods out of model: a policy does not close them, and cannot be told to choose them', () => {
    const host =
      '{apiVersion: v1, kind: Pod, metadata: {name: node-agent, namespace: app, labels: {app: node-agent}}, spec: {hostNetwork: true, containers: [{name: app, ports: [{containerPort: 8080}]}]}}';
    const toHost = call('bare', '', 8080, { target: pod('node-agent') });
    expect(verdictOf(toHost, [host, policy('{podSelector: {matchLabels: {app: node-agent}}}')])).toBe('allowed');
    const fromHost = call('node-agent', 'db', 80);
    expect(verdictOf(fromHost, [host, policy(`{${db}, ingress: [{from: [{podSelector: {}}]}]}`)])).toBe('undetermined');
  });

  it('if omitted: Ingress always, Egress only if egress has ≥1 rule', () => {
    expect(under(policy(`{${db}}`))).toBe(dropped);
    expect(under(policy(`{${web}}`))).toBe('allowed');
    expect(under(policy(`{${web}, egress: [{ports: [{port: 53}]}]}`))).toBe(dropped);
  });

  it('Present-but-empty egress: [] with no policyTypes ⇒ Ingress only', () => {
    expect(under(policy(`{${web}, egress: []}`))).toBe('allowed');
    expect(under(policy(`{${db}, egress: []}`))).toBe(dropped);
  });

  it('policy selects s, policyTypes omitted, only egress rules → ingress becomes isolated with no allow (case 87)', () => {
    expect(under(policy(`{${db}, egress: [{}]}`))).toBe(dropped);
  });

  it('policyTypes [Egress] only, egress [] → s cannot open connections, inbound fine (case 88)', () => {
    const closed = policy(`{${db}, policyTypes: [Egress], egress: []}`);
    expect(verdictOf(call('db', '', 8080, address('198.51.100.7')), [closed])).toBe(dropped);
    expect(under(closed)).toBe('allowed');
  });

  it('a pod is ingress-isolated iff some policy with type Ingress selects it; egress likewise', () => {
    expect(under(policy(`{${db}, policyTypes: [Ingress]}`))).toBe(dropped);
    expect(under(policy(`{${db}, policyTypes: [Egress]}`))).toBe('allowed');
    expect(under(policy(`{${web}, policyTypes: [Egress]}`))).toBe(dropped);
    expect(under(policy(`{${web}, policyTypes: [Ingress]}`))).toBe('allowed');
  });

  it('Non-isolated direction = everything allowed', () => {
    expect(under()).toBe('allowed');
    const outside = call('bare', '', 8080, address('198.51.100.7'));
    expect(verdictOf(outside, [policy('{podSelector: {}, policyTypes: [Ingress]}')])).toBe('allowed');
  });
});

describe('how NetworkPolicies add up (10.4, 10.5)', () => {
  const open = policy(`{${db}, ingress: [{from: [{${web}}]}]}`, 'app', 'open');
  const closed = policy(`{${db}}`, 'app', 'closed');

  it('allowed iff any rule of any selecting policy of that type matches', () => {
    const other = '{from: [{podSelector: {matchLabels: {app: other}}}]}';
    expect(under(policy(`{${db}, ingress: [${other}, {from: [{${web}}]}]}`))).toBe('allowed');
    expect(under(policy(`{${db}, ingress: [${other}]}`), open)).toBe('allowed');
    expect(under(policy(`{${db}, ingress: [${other}]}`))).toBe(dropped);
  });

  it('Order irrelevant, no deny rules', () => {
    expect(under(closed, open)).toBe('allowed');
    expect(under(open, closed)).toBe('allowed');
  });

  it('A selected pod with no rules = deny all in that direction', () => {
    expect(under(closed)).toBe(dropped);
    expect(under(policy(`{${db}, ingress: []}`))).toBe(dropped);
  });

  it('connection allowed iff source egress allows and destination ingress allows (an external end never blocks)', () => {
    const out = policy(`{${web}, policyTypes: [Egress], egress: [{}]}`, 'app', 'out');
    const shut = policy(`{${web}, policyTypes: [Egress]}`, 'app', 'shut');
    expect(under(out, open)).toBe('allowed');
    expect(under(shut, open)).toBe(dropped);
    expect(under(out, closed)).toBe(dropped);
    const outside = call('bare', '', 8080, address('198.51.100.7'));
    expect(verdictOf(outside, [policy('{podSelector: {}, policyTypes: [Egress], egress: [{}]}')])).toBe('allowed');
  });

  it('c egress allows s, s ingress allows only d → NPDROP, at the ingress of s (case 94)', () => {
    const toDb = policy(`{${web}, policyTypes: [Egress], egress: [{to: [{${db}}]}]}`, 'app', 'out');
    const fromBare = policy(`{${db}, ingress: [{from: [{podSelector: {matchLabels: {app: bare}}}]}]}`);
    const trace = send(fixtureWorld([toDb, fromBare]), call('web', 'db', 80));
    expect(said(trace)).toBe(dropped);
    expect(trace.hops.at(-1)?.steps.at(-1)).toMatchObject({ kind: 'networkPolicy', direction: 'ingress' });
    expect(verdictOf(call('bare', 'db', 80), [toDb, fromBare])).toBe('allowed');
  });

  it('Replies are implicitly allowed: a pod that may open nothing still answers', () => {
    expect(under(policy(`{${db}, policyTypes: [Egress]}`))).toBe('allowed');
    expect(under(policy(`{${web}, policyTypes: [Ingress]}`))).toBe('allowed');
  });

  it('a pod cannot block access to itself', () => {
    expect(verdictOf(call('bare', '', 8080, { target: pod('bare') }), [policy('{podSelector: {}, egress: []}')])).toBe(
      'allowed',
    );
  });

  it('by way of its own Service either, and policies of the cluster are no exception', () => {
    const all = policy('{podSelector: {}, policyTypes: [Ingress, Egress]}');
    const deny = [
      'ingress: [{action: Deny, from: [{namespaces: {}}]}]',
      'egress: [{action: Deny, to: [{namespaces: {}}]}]',
    ];
    const cluster = `{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, metadata: {name: c}, spec: {tier: Admin, priority: 1, subject: {namespaces: {}}, ${deny.join(', ')}}}`;
    expect(verdictOf(call('db', 'db', 80), [all])).toBe('allowed');
    expect(verdictOf(call('db', 'db', 80), [cluster])).toBe('allowed');
    expect([verdictOf(call('bare', 'db', 80), [all]), verdictOf(call('bare', 'db', 80), [cluster])]).toEqual([
      dropped,
      dropped,
    ]);
  });
});
