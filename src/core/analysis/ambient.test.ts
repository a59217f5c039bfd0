import { describe, expect, it } from 'vitest';
import { createMemory, evaluate } from '../scenario/evaluate.ts';

const policy = (name: string, spec: string, namespace = 'shop') => `---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: ${name}, namespace: ${namespace}}
spec: ${spec}
`;
const gets = 'rules: [{to: [{operation: {methods: [GET]}}]}]';
const yaml = (labels: string) => `apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {${labels}}}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
spec: {containers: [{name: app}]}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80}]}
${policy('gets', `{${gets}}`)}
${policy('callers', '{rules: [{from: [{source: {namespaces: [shop]}}]}]}')}
${policy('audit', '{action: AUDIT, rules: [{}]}')}
${policy('bound', `{targetRefs: [{kind: Service, group: '', name: web}], ${gets}}`)}
${policy('elsewhere', `{${gets}}`, 'other')}
`;
const overviewOf = (labels: string) =>
  evaluate({ files: [{ name: 'mesh.yaml', text: yaml(labels) }] }, null, createMemory()).overview;

describe('the overview of a mesh with ambient namespaces', () => {
  const ambient = overviewOf('istio.io/dataplane-mode: ambient');

  it('says which namespaces are ambient', () => {
    expect(ambient.namespaces.find(({ name }) => name === 'shop')).toMatchObject({ injected: false, ambient: true });
    expect(ambient.workloads.find(({ name }) => name === 'web')).toMatchObject({ proxy: 'ambient' });
  });

  it('says what istiod writes on the policies that ztunnel or a waypoint does not just take', () => {
    expect(
      ambient.policies.map(({ name, conditions = [] }) => [name, ...conditions.map(({ reason }) => reason)]),
    ).toEqual([
      ['gets', 'UnsupportedValue'],
      ['callers'],
      ['audit', 'UnsupportedValue'],
      ['bound', 'AncestorNotBound'],
      ['elsewhere'],
    ]);
  });

  it('says nothing of it where nothing is ambient', () => {
    const { policies } = overviewOf('istio-injection: enabled');
    expect(policies.filter(({ conditions }) => conditions !== undefined)).toEqual([]);
  });
});
