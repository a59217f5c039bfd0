import { expect, test } from 'vitest';
import type { PodFacts } from './injection.ts';
import { decideProxy } from './injection.ts';

const plain: PodFacts = {
  namespace: 'n',
  namespaceLabels: {},
  labels: {},
  annotations: {},
  hostNetwork: false,
  spec: {},
};
const decide = (pod: Partial<PodFacts>) => {
  const { proxy, injection } = decideProxy({ ...plain, ...pod }, (revision) => revision === 'default');
  return `${proxy} ${injection.reason}`;
};
const inject = 'sidecar.istio.io/inject';
const enabled = { 'istio-injection': 'enabled' };

test.each<[string, Partial<PodFacts>]>([
  ['none notEnabled', {}],
  ['sidecar namespaceLabel', { namespaceLabels: enabled }],
  ['none podOptOut', { namespaceLabels: enabled, labels: { [inject]: 'false' } }],
  ['none podOptOut', { namespaceLabels: enabled, labels: { [inject]: 'disabled' } }],
  ['none annotationOptOut', { namespaceLabels: enabled, annotations: { [inject]: 'false' } }],
  [
    'sidecar namespaceLabel',
    { namespaceLabels: enabled, labels: { [inject]: 'true' }, annotations: { [inject]: 'false' } },
  ],
  ['sidecar podLabel', { labels: { [inject]: 'true' } }],
  ['none notEnabled', { annotations: { [inject]: 'true' } }],
  ['none namespaceDisabled', { namespaceLabels: { 'istio-injection': 'disabled' }, labels: { [inject]: 'true' } }],
  ['sidecar revisionLabel', { namespaceLabels: { 'istio.io/rev': 'default' } }],
  ['none notEnabled', { namespaceLabels: { 'istio.io/rev': 'other' } }],
  ['none podOptOut', { namespaceLabels: { 'istio.io/rev': 'default' }, labels: { [inject]: 'false' } }],
  ['sidecar namespaceLabel', { namespaceLabels: { ...enabled, 'istio.io/rev': 'other' } }],
  ['sidecar revisionLabel', { labels: { 'istio.io/rev': 'default' } }],
  ['none notEnabled', { labels: { 'istio.io/rev': 'other', [inject]: 'true' } }],
  ['none hostNetwork', { namespaceLabels: enabled, hostNetwork: true }],
  ['none systemNamespace', { namespace: 'kube-system', namespaceLabels: enabled }],
  ['sidecar present', { spec: { containers: [{ name: 'app' }, { name: 'istio-proxy' }] } }],
  ['sidecar present', { spec: { initContainers: [{ name: 'istio-proxy', restartPolicy: 'Always' }] } }],
  ['gateway gatewayTemplate', { annotations: { 'inject.istio.io/templates': 'gateway' } }],
  ['gateway gatewayTemplate', { labels: { istio: 'egressgateway' } }],
  ['gateway gatewayTemplate', { spec: { containers: [{ name: 'istio-proxy', args: ['proxy', 'router'] }] } }],
  ['waypoint present', { labels: { 'gateway.istio.io/managed': 'istio.io-mesh-controller' } }],
  ['ambient notEnabled', { namespaceLabels: { 'istio.io/dataplane-mode': 'ambient' } }],
  [
    'none notEnabled',
    { namespaceLabels: { 'istio.io/dataplane-mode': 'ambient' }, labels: { 'istio.io/dataplane-mode': 'none' } },
  ],
  ['ambient notEnabled', { labels: { 'istio.io/dataplane-mode': 'ambient' } }],
  ['sidecar namespaceLabel', { namespaceLabels: { ...enabled, 'istio.io/dataplane-mode': 'ambient' } }],
  ['none notEnabled', { namespaceLabels: { 'istio.io/dataplane-mode': 'ambient' }, hostNetwork: true }],
])('%s: %j', (expected, pod) => {
  expect(decide(pod)).toBe(expected);
});
