import { describe, expect, it } from 'vitest';
import { workloadId } from '../../model/resource.ts';
import { call, db, policy, under, verdictOf, web } from './network.fixture.ts';

const dropped = 'networkPolicyDropped';
const from = (peers: string): string => under(policy(`{${db}, ingress: [{from: ${peers}}]}`));
const named = (namespace: string): string =>
  `namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ${namespace}}}`;
const other = 'podSelector: {matchLabels: {app: other}}';
/** `bare` dials an address outside, under egress rules to these peers. */
const out = (to: string, host: string): string =>
  verdictOf(call('bare', '', 80, { target: { kind: 'host', host, port: 80, via: null } }), [
    policy(`{podSelector: {}, policyTypes: [Egress], egress: ${to}}`),
  ]);
/** A stranger at an address dials `db`, under ingress rules from these peers. */
const into = (rules: string, ip: string): string => {
  const caller = { kind: 'peer', identity: null, ip, alpn: null, sni: null } as const;
  const target = { kind: 'workload', workload: workloadId('app', 'db'), port: 8080 } as const;
  return verdictOf(call('', '', 0, { caller, target }), [policy(`{${db}, ingress: ${rules}}`)]);
};

describe('the rules of a NetworkPolicy (10.6)', () => {
  it('Rule = peers AND ports', () => {
    const rule = (peers: string, port: number) =>
      under(policy(`{${db}, ingress: [{from: [{${peers}}], ports: [{port: ${port}}]}]}`));
    expect(rule(web, 8080)).toBe('allowed');
    expect(rule(web, 9000)).toBe(dropped);
    expect(rule(other, 8080)).toBe(dropped);
  });

  it('Missing/empty from/to = any peer (incl. external)', () => {
    for (const rules of ['[{ports: [{port: 8080}]}]', '[{from: [], ports: [{port: 8080}]}]']) {
      expect(under(policy(`{${db}, ingress: ${rules}}`))).toBe('allowed');
      expect(into(rules, '198.51.100.7')).toBe('allowed');
    }
    expect(out('[{to: []}]', '198.51.100.7')).toBe('allowed');
  });

  it('missing/empty ports = any port/protocol', () => {
    expect(under(policy(`{${db}, ingress: [{from: [{${web}}]}]}`))).toBe('allowed');
    expect(under(policy(`{${db}, ingress: [{from: [{${web}}], ports: []}]}`))).toBe('allowed');
  });

  it('ingress: [{}] = allow all', () => {
    expect(under(policy(`{${db}, ingress: [{}]}`))).toBe('allowed');
    expect(into('[{}]', '198.51.100.7')).toBe('allowed');
  });
});

describe('the peers of a rule (10.7)', () => {
  it('podSelector alone → pods of the policy’s namespace', () => {
    expect(from(`[{${web}}]`)).toBe('allowed');
    expect(from(`[{${other}}]`)).toBe(dropped);
    const visitor =
      '{apiVersion: v1, kind: Pod, metadata: {name: visitor, namespace: elsewhere, labels: {app: web}}, spec: {containers: [{name: app}]}}';
    const request = call('', 'db', 80, { caller: { kind: 'workload', workload: workloadId('elsewhere', 'visitor') } });
    const open = (peer: string) => verdictOf(request, [visitor, policy(`{${db}, ingress: [{from: [{${peer}}]}]}`)]);
    expect(open(web)).toBe(dropped);
    expect(open(`namespaceSelector: {}, ${web}`)).toBe('allowed');
  });

  it('namespaceSelector alone → all pods of matching namespaces', () => {
    expect(from(`[{${named('app')}}]`)).toBe('allowed');
    expect(from('[{namespaceSelector: {matchLabels: {istio-injection: enabled}}}]')).toBe('allowed');
    expect(from('[{namespaceSelector: {matchLabels: {istio-injection: disabled}}}]')).toBe(dropped);
  });

  it('both in one item → AND; as two list items → OR', () => {
    expect(from(`[{${named('app')}, ${other}}]`)).toBe(dropped);
    expect(from(`[{${named('app')}}, {${other}}]`)).toBe('allowed');
  });

  it('from: [{namespaceSelector: a, podSelector: app=c}] vs two list items → AND vs OR (case 89)', () => {
    expect(from(`[{${named('app')}, ${web}}]`)).toBe('allowed');
    expect(from(`[{${named('elsewhere')}, ${web}}]`)).toBe(dropped);
    expect(from(`[{${named('elsewhere')}}, {${web}}]`)).toBe('allowed');
  });

  it('{} selectors match all', () => {
    expect(from('[{podSelector: {}}]')).toBe('allowed');
    expect(from('[{namespaceSelector: {}}]')).toBe('allowed');
    expect(from('[{namespaceSelector: {}, podSelector: {}}]')).toBe('allowed');
  });

  it('Namespace by name: label kubernetes.io/metadata.name', () => {
    expect(from(`[{${named('app')}}]`)).toBe('allowed');
    expect(from(`[{${named('elsewhere')}}]`)).toBe(dropped);
  });

  it('Pod selectors never match external IPs', () => {
    expect(into('[{from: [{podSelector: {}}]}]', '198.51.100.7')).toBe(dropped);
    expect(into('[{from: [{namespaceSelector: {}}]}]', '198.51.100.7')).toBe(dropped);
    expect(out('[{to: [{namespaceSelector: {}}]}]', '198.51.100.7')).toBe(dropped);
  });
});

describe('the ipBlock of a peer (10.8)', () => {
  const block = '{ipBlock: {cidr: 0.0.0.0/0, except: [203.0.113.0/24]}}';

  it('matches peer IP in cidr and in no except', () => {
    expect(out(`[{to: [${block}]}]`, '198.51.100.7')).toBe('allowed');
    expect(out(`[{to: [${block}]}]`, '203.0.113.7')).toBe(dropped);
    expect(into('[{from: [{ipBlock: {cidr: 198.51.100.0/24}}]}]', '198.51.100.7')).toBe('allowed');
    expect(into('[{from: [{ipBlock: {cidr: 198.51.100.0/24}}]}]', '203.0.113.7')).toBe(dropped);
  });

  it('against pod IPs implementations differ: no verdict where it decides, and one where another peer does', () => {
    expect(from(`[${block}]`)).toBe('undetermined');
    expect(from(`[${block}, {podSelector: {}}]`)).toBe('allowed');
    expect(from('[{ipBlock: {cidr: 203.0.113.0/24}}]')).toBe(dropped);
  });

  it('except only removes from that block; another rule may still allow', () => {
    expect(out(`[{to: [${block}]}, {to: [{ipBlock: {cidr: 203.0.113.7/32}}]}]`, '203.0.113.7')).toBe('allowed');
    expect(out(`[{to: [${block}]}, {to: [{ipBlock: {cidr: 203.0.113.7/32}}]}]`, '203.0.113.8')).toBe(dropped);
  });

  it('ipBlock 0.0.0.0/0 except 169.254.169.254/32, second rule to: [] → metadata IP reachable (case 92)', () => {
    const guarded = '{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.169.254/32]}}]}';
    expect(out(`[${guarded}]`, '169.254.169.254')).toBe(dropped);
    expect(out(`[${guarded}, {to: []}]`, '169.254.169.254')).toBe('allowed');
  });
});
