import type { JsonObject } from '../../src/core/model/json.ts';

/** What a mesh is made on, with or without a sidecar. */
type Drawn = readonly [
  namespace: string,
  name: string,
  labels: Readonly<Record<string, string>>,
  sidecar: boolean,
  ports: Readonly<Record<string, number>>,
];

/** A mesh to be asked about. */
export interface MadeWorld {
  readonly name: string;
  readonly base: string;
  readonly policies: readonly JsonObject[];
  readonly mesh?: JsonObject;
}

const http = { http: 8080, 'http-admin': 9090 };
const full: readonly Drawn[] = [
  ['shop', 'web', { app: 'web', tier: 'front' }, true, http],
  ['pay', 'api', { app: 'api', tier: 'back' }, true, http],
  ['pay', 'db', { app: 'db', tier: 'back' }, true, http],
  ['tools', 'probe', { app: 'probe' }, true, http],
];

export const topologies: Readonly<Record<string, readonly Drawn[]>> = {
  /** Everybody has a sidecar, every port is HTTP. */
  http: full,
  /** One port is a TCP port, where no proxy reads methods and paths. */
  tcp: full.map(([namespace, name, labels, sidecar]) => [namespace, name, labels, sidecar, { http: 8080, tcp: 9090 }]),
  /** One workload has no sidecar: no identity, and nobody who enforces. */
  bare: full.map(([namespace, name, labels, sidecar, ports]) => [
    namespace,
    name,
    labels,
    namespace !== 'tools' && sidecar,
    ports,
  ]),
};

/** A topology as Kubernetes resources. */
export function resourcesOf(base: string): readonly JsonObject[] {
  const workloads = topologies[base] ?? [];
  const namespaces = [
    ...new Set(['istio-config', 'istio-system', 'kube-system', ...workloads.map(([namespace]) => namespace)]),
  ];
  return [
    ...namespaces.map((name) => {
      const meshed = workloads.some(([namespace, , , sidecar]) => namespace === name && sidecar);
      const labels = { team: name, ...(meshed ? { 'istio-injection': 'enabled' } : {}) };
      return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
    }),
    ...workloads.flatMap(([namespace, name, labels, , ports]) => [
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name, namespace, labels },
        spec: {
          serviceAccountName: name,
          containers: [
            { name: 'app', image: 'app', ports: Object.values(ports).map((containerPort) => ({ containerPort })) },
          ],
        },
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name, namespace },
        spec: { selector: labels, ports: Object.entries(ports).map(([portName, port]) => ({ name: portName, port })) },
      },
    ]),
  ];
}
