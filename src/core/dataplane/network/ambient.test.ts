import { describe, expect, it } from 'vitest';
import { workloadId } from '../../model/resource.ts';
import { call, policy, verdictOf } from './network.fixture.ts';

const pods = ['one', 'two'].map(
  (name) =>
    `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: elsewhere, labels: {app: ${name}, istio.io/dataplane-mode: ambient}}, spec: {containers: [{name: app, ports: [{containerPort: 8080}]}]}}`,
);
const two = { kind: 'workload', workload: workloadId('elsewhere', 'two'), port: 8080 } as const;

/** The same behind a waypoint that takes what is addressed to pods. */
const waypointed = [
  ...pods.map((pod) => pod.replace('dataplane-mode: ambient', 'dataplane-mode: ambient, istio.io/use-waypoint: w')),
  '{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: w, namespace: elsewhere, labels: {istio.io/waypoint-for: workload}}, spec: {gatewayClassName: istio-waypoint, listeners: [{name: mesh, port: 15008, protocol: HBONE}]}}',
];

/** `from` calls a pod of the ambient mesh whose ingress is open for these ports and peers alone. */
function toAmbient(from: string, ingress: string, members: readonly string[] = pods): string {
  const closed = policy(`{podSelector: {matchLabels: {app: two}}, ingress: [${ingress}]}`, 'elsewhere');
  const [namespace = '', name = ''] = from.split('/');
  const caller = { kind: 'workload', workload: workloadId(namespace, name) } as const;
  return verdictOf(call('', '', 0, { caller, target: two }), [...members, closed]);
}

describe('NetworkPolicy and ambient (10.11)', () => {
  it('pod→pod mesh traffic is TCP 15008, whatever port is meant inside (case 95)', () => {
    expect(toAmbient('elsewhere/one', '{ports: [{port: 8080}]}')).toBe('networkPolicyDropped');
    expect(toAmbient('elsewhere/one', '{ports: [{port: 15008}]}')).toBe('allowed');
    expect(toAmbient('elsewhere/one', '{ports: [{port: 8080}, {port: 15008}]}')).toBe('allowed');
  });

  it('a sidecar that dials a pod’s own address knows no tunnel, and comes to the pod’s own port', () => {
    expect(toAmbient('app/web', '{ports: [{port: 8080}]}')).toBe('allowed');
    expect(toAmbient('app/web', '{ports: [{port: 15008}]}')).toBe('networkPolicyDropped');
  });

  it('so does a pod outside the mesh', () => {
    expect(toAmbient('app/bare', '{ports: [{port: 15008}]}')).toBe('networkPolicyDropped');
    expect(toAmbient('app/bare', '{ports: [{port: 8080}]}')).toBe('allowed');
  });

  it('with a waypoint the server sees the waypoint’s pod, not the client’s (case 96)', () => {
    const client = '{from: [{podSelector: {matchLabels: {app: one}}}], ports: [{port: 15008}]}';
    const waypoint =
      '{from: [{podSelector: {matchLabels: {gateway.networking.k8s.io/gateway-name: w}}}], ports: [{port: 15008}]}';
    expect(toAmbient('elsewhere/one', client)).toBe('allowed');
    expect(toAmbient('elsewhere/one', client, waypointed)).toBe('networkPolicyDropped');
    expect(toAmbient('elsewhere/one', waypoint, waypointed)).toBe('allowed');
  });
});
