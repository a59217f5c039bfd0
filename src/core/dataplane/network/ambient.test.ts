import { describe, expect, it } from 'vitest';
import { workloadId } from '../../model/resource.ts';
import { call, policy, verdictOf } from './network.fixture.ts';

const pods = ['one', 'two'].map(
  (name) =>
    `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: elsewhere, labels: {app: ${name}, istio.io/dataplane-mode: ambient}}, spec: {containers: [{name: app, ports: [{containerPort: 8080}]}]}}`,
);
const two = { kind: 'workload', workload: workloadId('elsewhere', 'two'), port: 8080 } as const;

/** `from` calls a pod of the ambient mesh whose ingress is open for these ports and peers alone. */
function toAmbient(from: string, ingress: string): string {
  const closed = policy(`{podSelector: {matchLabels: {app: two}}, ingress: [${ingress}]}`, 'elsewhere');
  const [namespace = '', name = ''] = from.split('/');
  const caller = { kind: 'workload', workload: workloadId(namespace, name) } as const;
  return verdictOf(call('', '', 0, { caller, target: two }), [...pods, closed]);
}

describe('NetworkPolicy and ambient (10.11), of which the ports are not modelled', () => {
  it('pod→pod mesh traffic is TCP 15008: no policy of another port is held against it, nor is it called allowed', () => {
    for (const port of [8080, 15008]) {
      expect(toAmbient('elsewhere/one', `{ports: [{port: ${port}}]}`)).toBe('undetermined');
      expect(toAmbient('app/web', `{ports: [{port: ${port}}]}`)).toBe('undetermined');
    }
  });

  it('ambient pair, s ingress allows only 8080 → HBONE 15008 dropped: undetermined, with and without 15008 (case 95)', () => {
    expect(toAmbient('elsewhere/one', '{ports: [{port: 8080}]}')).toBe('undetermined');
    expect(toAmbient('elsewhere/one', '{ports: [{port: 8080}, {port: 15008}]}')).toBe('undetermined');
  });

  it('ambient + waypoint, s ingress from client pods:15008 only → blocked (source is waypoint pod): undetermined (case 96)', () => {
    expect(
      toAmbient('elsewhere/one', '{from: [{podSelector: {matchLabels: {app: one}}}], ports: [{port: 15008}]}'),
    ).toBe('undetermined');
  });

  it('a pod outside the mesh dials an ambient pod’s own port, and policies decide', () => {
    expect(toAmbient('app/bare', '{ports: [{port: 15008}]}')).toBe('networkPolicyDropped');
    expect(toAmbient('app/bare', '{ports: [{port: 8080}]}')).toBe('undetermined');
  });
});
