import { describe, expect, it } from 'vitest';
import { workloadId } from '../model/resource.ts';
import { createMemory } from './evaluate.ts';
import { exactDifference } from './exact.ts';
import { reachOfWorkload } from './reach.ts';

const mesh = `
apiVersion: v1
kind: Namespace
metadata: {name: a, labels: {istio-injection: enabled}}
---
apiVersion: v1
kind: Pod
metadata: {name: s, namespace: a, labels: {app: s}}
spec: {serviceAccountName: s, containers: [{name: app, ports: [{containerPort: 8080}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: s, namespace: a}
spec: {selector: {app: s}, ports: [{name: http, port: 80, targetPort: 8080}]}
---
apiVersion: v1
kind: Pod
metadata: {name: t, namespace: a, labels: {app: t}}
spec: {serviceAccountName: t, containers: [{name: app, ports: [{containerPort: 8080}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: t, namespace: a}
spec: {selector: {app: t}, ports: [{name: http, port: 80, targetPort: 8080}]}
---
apiVersion: v1
kind: Pod
metadata: {name: g, namespace: a, labels: {app: g}, annotations: {inject.istio.io/templates: gateway}}
spec: {serviceAccountName: g, containers: [{name: istio-proxy, image: auto}]}
---
apiVersion: v1
kind: Service
metadata: {name: g, namespace: a}
spec: {selector: {app: g}, ports: [{name: http, port: 80, targetPort: 8080}, {name: https, port: 443, targetPort: 8443}]}
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: edge, namespace: a}
spec:
  selector: {app: g}
  servers:
    - {port: {number: 80, name: http, protocol: HTTP}, hosts: ["*.example"]}
    - {port: {number: 443, name: https, protocol: HTTPS}, hosts: [shop.example], tls: {mode: SIMPLE, credentialName: c}}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: v, namespace: a}
spec: {hosts: [shop.example], gateways: [edge], http: [{route: [{destination: {host: s}}]}]}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: w, namespace: a}
spec: {hosts: [other.example], gateways: [edge], http: [{match: [{uri: {prefix: /t}}], route: [{destination: {host: t}}]}]}
---
`;

const deny = (app: string, rule: string): string => `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: p, namespace: a}
spec: {selector: {matchLabels: {app: ${app}}}, action: DENY, rules: [${rule}]}`;

const document = (policy: string) => ({ files: [{ name: 'm.yaml', text: `${mesh}${policy}` }] });
const all = Number.POSITIVE_INFINITY;

describe('requests from outside', () => {
  it('are closed class by class: by their host, their path and their address', () => {
    const refused = deny('g', '{from: [{source: {ipBlocks: [192.0.2.0/24]}}], to: [{operation: {paths: [/t/*]}}]}');
    const { changed, unproved } = exactDifference(document(''), document(refused), all, createMemory());
    expect(unproved).toEqual([]);
    const told = changed.map(({ to, senders, literals, witness: { caller, payload, tls } }) => [
      to,
      senders.kind === 'outside' && senders.tls,
      literals
        .map(({ about, words: { values }, holds }) => `${about} ${holds ? '' : 'not '}${values.join()}`)
        .join(', '),
      caller.kind === 'external' && caller.ip,
      payload.kind === 'http' && `${payload.host}${payload.path}`,
      tls?.sni,
    ]);
    const [address, path] = ['address 192.0.2.0/24', 'path /t/*'];
    const [shop, other] = ['shop.example', 'other.example'];
    expect(told).toEqual([
      ['a/g:80', false, `host ${shop}, ${address}, ${path}`, '192.0.2.0', `${shop}/t/`, undefined],
      ['a/g:80', false, `host ${other}, ${address}, ${path}`, '192.0.2.0', `${other}/t/`, undefined],
      ['a/g:443', true, `sni ${shop}, host ${shop}, ${address}, ${path}`, '192.0.2.0', `${shop}/t/`, shop],
    ]);
  });

  it('reach the workloads to which routes lead, and no other', () => {
    const from = (name: string, policy = '') =>
      reachOfWorkload(document(policy), workloadId('a', name), all, createMemory())?.allowed.flatMap(
        ({ to, senders, literals }) =>
          senders.kind === 'outside' ? [[to, senders.tls, ...literals.map(({ words }) => words.values.join())]] : [],
      );
    expect(from('s')).toEqual([
      ['a/g:80', false, 'shop.example'],
      ['a/g:443', true, 'shop.example', 'shop.example'],
    ]);
    expect(from('t')).toEqual([['a/g:80', false, 'other.example', '/t*']]);
    expect(from('s', deny('g', '{}'))).toEqual([]);
  });
});
