import { describe, expect, it } from 'vitest';
import type { Expectation } from '../../model/lesson.ts';
import { createMemory } from '../memory.ts';
import { grade } from './grade.ts';

const mesh = `apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio-injection: enabled } }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { containers: [{ name: web, image: web, ports: [{ containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: api, namespace: shop, labels: { app: api } }
spec: { containers: [{ name: api, image: api, ports: [{ containerPort: 8080 }] }] }
`;
const scenario = `apiVersion: hopwise.dev/v1
kind: Scenario
metadata: { name: test }
spec:
  requests:
    - { id: web-api, from: { workload: shop/web }, to: { workload: shop/api, port: 8080 } }
---
`;
const nothing = `---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: nothing, namespace: shop }
spec: {}
`;
const of = (text: string) => ({ files: [{ name: 'a.yaml', text }] });
const start = of(scenario + mesh);
const allowed: Expectation = { request: 'web-api', wants: 'allowed' };
const denied: Expectation = { request: 'web-api', wants: 'denied' };
const kinds = (text: string, ...expectations: Expectation[]) =>
  grade(of(text), start, expectations, createMemory()).map(({ kind }) => kind);

describe('grade', () => {
  it('asks the engine how each request ends', () => {
    expect(kinds(scenario + mesh, allowed, denied)).toEqual(['met', 'failed']);
    expect(kinds(scenario + mesh + nothing, allowed, denied)).toEqual(['failed', 'met']);
  });

  it('asks for the requests of the start, whatever has become of them', () => {
    expect(kinds(mesh, allowed)).toEqual(['met']);
    expect(kinds(scenario.replace('workload: shop/web', 'external: 203.0.113.9') + mesh + nothing, denied)).toEqual([
      'met',
    ]);
  });

  it('takes a request that is written with the expectation', () => {
    const request = { from: { workload: 'shop/api' }, to: { workload: 'shop/web', port: 8080 } };
    expect(kinds(mesh, { request, wants: 'allowed' })).toEqual(['met']);
  });

  it('says nothing of what cannot be checked', () => {
    expect(kinds(`${scenario + mesh}---\na: [`, allowed)).toEqual(['unknown']);
    expect(kinds(scenario + mesh.replace('name: web, namespace', 'name: other, namespace'), allowed)).toEqual([
      'unknown',
    ]);
    expect(kinds(mesh, { request: 'nobody', wants: 'allowed' })).toEqual(['unknown']);
    expect(kinds(mesh, { request: { from: 'web' }, wants: 'allowed' })).toEqual(['unknown']);
  });
});
