import { describe, expect, it } from 'vitest';
import { db, policy, under, web } from './network.fixture.ts';

const dropped = 'networkPolicyDropped';
const ports = (list: string): string => under(policy(`{${db}, ingress: [{ports: ${list}}]}`));

describe('the ports of a rule (10.9)', () => {
  it('protocol default TCP', () => {
    expect(ports('[{port: 8080}]')).toBe('allowed');
    expect(ports('[{protocol: TCP, port: 8080}]')).toBe('allowed');
    expect(ports('[{protocol: UDP, port: 8080}]')).toBe(dropped);
  });

  it('port absent = all ports of that protocol', () => {
    expect(ports('[{protocol: TCP}]')).toBe('allowed');
    expect(ports('[{protocol: UDP}]')).toBe(dropped);
  });

  it('container port name resolved on the destination pod (per protocol)', () => {
    expect(ports('[{port: http}]')).toBe('allowed');
    expect(ports('[{port: admin}]')).toBe(dropped);
    expect(ports('[{protocol: UDP, port: http}]')).toBe(dropped);
    // In an egress rule too it is the destination's name.
    const egress = (name: string) =>
      under(policy(`{${web}, policyTypes: [Egress], egress: [{ports: [{port: ${name}}]}]}`));
    expect([egress('http'), egress('admin')]).toEqual(['allowed', dropped]);
  });

  it('named port http defined as 8080 on s container → allowed; on a pod lacking the name → not matched (case 91)', () => {
    const nameless =
      '{apiVersion: v1, kind: Pod, metadata: {name: db, namespace: app, labels: {app: db}}, spec: {containers: [{name: app, ports: [{containerPort: 8080}]}]}}';
    const named = policy(`{${db}, ingress: [{ports: [{port: http}]}]}`);
    expect(under(named)).toBe('allowed');
    expect(under(named, nameless)).toBe(dropped);
  });

  it('endPort ≥ port, numeric only: a range with both its ends', () => {
    expect(ports('[{port: 8000, endPort: 8080}]')).toBe('allowed');
    expect(ports('[{port: 8080, endPort: 8080}]')).toBe('allowed');
    expect(ports('[{port: 8081, endPort: 8100}]')).toBe(dropped);
    expect(ports('[{port: 8000, endPort: 8079}]')).toBe(dropped);
  });

  it('Port is the pod port after Service DNAT, not the Service port', () => {
    expect(ports('[{port: 8080}]')).toBe('allowed');
    expect(ports('[{port: 80}]')).toBe(dropped);
  });

  it('s ingress allows port 80 (Service port) but targetPort 8080 → NPDROP (case 90)', () => {
    expect(under(policy(`{${db}, ingress: [{from: [{${web}}], ports: [{port: 80}]}]}`))).toBe(dropped);
    expect(under(policy(`{${web}, policyTypes: [Egress], egress: [{ports: [{port: 80}]}]}`))).toBe(dropped);
  });
});
