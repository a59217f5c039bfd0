import { describe, expect, it } from 'vitest';
import type { HopwiseDocument } from '../../model/scenario.ts';
import { compareDocuments } from '../compare.ts';
import { createMemory } from '../memory.ts';
import { asAmbient } from './ambient.ts';

const pod = (id: string, labels = '') => {
  const [namespace = '', name = ''] = id.split('/');
  return [
    `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: ${namespace}, labels: {app: ${name}${labels}}}, spec: {serviceAccountName: ${name}, containers: [{name: app, ports: [{containerPort: 8080}]}]}}`,
    `{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: ${namespace}}, spec: {selector: {app: ${name}}, ports: [{name: http, port: 80, targetPort: 8080}]}}`,
  ];
};
// A sidecar passes on plaintext to a pod's address; between networks nobody can tell what a ztunnel does.
const policy = (name: string, spec: string) =>
  `{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: ${name}, namespace: a}, spec: ${spec}}`;

const text = [
  '{apiVersion: v1, kind: Namespace, metadata: {name: a, labels: {istio-injection: enabled}}}',
  ...pod('a/caller'),
  ...pod('a/reads'),
  ...pod('a/shut'),
  ...pod('a/far', ', topology.istio.io/network: two'),
  ...pod('legacy/batch').slice(0, 1),
  policy('gets', '{selector: {matchLabels: {app: reads}}, rules: [{to: [{operation: {methods: [GET]}}]}]}'),
  policy(
    'no-gets',
    '{selector: {matchLabels: {app: shut}}, action: DENY, rules: [{to: [{operation: {methods: [GET]}}]}]}',
  ),
  '{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: strict, namespace: a}, spec: {mtls: {mode: STRICT}}}',
].join('\n---\n');
const mesh: HopwiseDocument = { files: [{ name: 'mesh.yaml', text }] };

describe('the list of flows that end otherwise', () => {
  const { flows, counts } = compareDocuments(mesh, asAmbient(mesh, 'ztunnel', createMemory()), createMemory()).flows;
  const told = flows.map(
    ({ change, caller, to, words, before, after }) => `${change}: ${caller} → ${to} ${words}, ${before} → ${after}`,
  );

  it('has each of them once, with what it was and what it is', () => {
    expect(told).toEqual([
      'reason: legacy/batch → a/caller GET /, denied → denied',
      'closed: a/caller → a/reads GET /, allowed → denied',
      'closed: a/shut → a/reads GET /, allowed → denied',
      'reason: legacy/batch → a/reads GET /, denied → denied',
      'opened: a/caller → a/shut GET /, denied → allowed',
      'opened: a/reads → a/shut GET /, denied → allowed',
      'reason: legacy/batch → a/shut GET /, denied → denied',
      'reason: legacy/batch → a/far GET /, denied → denied',
      'unclear: a/far → legacy/batch GET /, allowed → undetermined',
    ]);
  });

  it('counts them', () => {
    expect(counts).toEqual({ opened: 2, closed: 2, unclear: 1, reason: 4 });
  });
});
