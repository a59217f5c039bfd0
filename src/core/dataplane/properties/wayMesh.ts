import type { Json, JsonObject } from '../../model/json.ts';
import { defined } from './policyArbitrary.ts';

export const namespaces = ['shop', 'edge', 'istio-system'] as const;
export const networking = 'networking.istio.io/v1';

export const plainServer: Json = { port: { number: 80, protocol: 'HTTP', name: 'http' }, hosts: ['*'] };

const pod = (namespace: string, name: string, ip: string, gatewayLabel: string | null): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name,
    namespace,
    labels: defined({ app: name, istio: gatewayLabel ?? undefined }),
    annotations: defined({
      'hopwise.dev/ip': ip,
      'inject.istio.io/templates': gatewayLabel === null ? undefined : 'gateway',
    }),
  },
  spec: {
    serviceAccountName: name,
    containers: [{ name: 'app', ports: [{ containerPort: 8080 }, { containerPort: 9000 }] }],
  },
});

const service = (namespace: string, name: string, ports: readonly JsonObject[]): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace },
  spec: { selector: { app: name }, ports },
});

const doors = [
  { name: 'http', port: 80, targetPort: 8080 },
  { name: 'https', port: 443, targetPort: 8443 },
  { name: 'tcp', port: 9000, targetPort: 9000 },
];

/** Two workloads with sidecars, an ingress gateway and an egress gateway. */
export const kubernetes: readonly JsonObject[] = [
  ...namespaces.map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: name === 'shop' ? { 'istio-injection': 'enabled' } : {} },
  })),
  pod('shop', 'a', '10.244.1.1', null),
  pod('shop', 'b', '10.244.1.2', null),
  pod('istio-system', 'ingress', '10.244.1.3', 'ingressgateway'),
  pod('edge', 'egress', '10.244.1.4', 'egressgateway'),
  service('shop', 'a', doors),
  service('shop', 'b', [
    { name: 'web', port: 80, targetPort: 8080 },
    { name: 'https', port: 443, targetPort: 8443 },
  ]),
  service('istio-system', 'ingress', doors),
  service('edge', 'egress', doors),
];

/** A way in that works, unless something random stands in it. */
export const openDoor: readonly JsonObject[] = [
  {
    apiVersion: networking,
    kind: 'Gateway',
    metadata: { name: 'in', namespace: 'istio-system' },
    spec: { selector: { istio: 'ingressgateway' }, servers: [plainServer] },
  },
  {
    apiVersion: networking,
    kind: 'VirtualService',
    metadata: { name: 'open', namespace: 'shop' },
    spec: {
      hosts: ['*.example.com'],
      gateways: ['istio-system/in'],
      http: [{ route: [{ destination: { host: 'a.shop.svc.cluster.local', port: { number: 80 } } }] }],
    },
  },
];
