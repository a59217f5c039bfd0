import type { JsonObject } from '../../../core/model/json.ts';
import type { Request } from '../../../core/model/request.ts';
import { at, map, maps, text } from '../json.ts';

/** A pod, as far as the network knows it. */
export interface NetworkPod {
  readonly key: string;
  readonly namespace: string;
  readonly namespaceLabels: JsonObject;
  readonly labels: JsonObject;
  readonly ip: string;
  readonly ports: readonly { readonly name: string; readonly number: number; readonly protocol: string }[];
}

/** One end of a connection: a pod, or an address that is no pod's. */
export interface End {
  readonly ip: string;
  readonly pod: NetworkPod | null;
}

/** A connection as it is on the wire between two ends. */
export interface Connection {
  readonly from: End;
  readonly to: End;
  readonly protocol: 'TCP' | 'UDP';
  readonly port: number;
}

export function podsOf(objects: readonly JsonObject[]): readonly NetworkPod[] {
  const namespaces = new Map(
    objects
      .filter(({ kind }) => kind === 'Namespace')
      .map((object) => [text(at(object, 'metadata', 'name')), map(at(object, 'metadata', 'labels'))]),
  );
  return objects
    .filter(({ kind }) => kind === 'Pod')
    .map((object) => {
      const namespace = text(at(object, 'metadata', 'namespace'));
      return {
        key: `${namespace}/${text(at(object, 'metadata', 'name'))}`,
        namespace,
        // "Namespace by name: label `kubernetes.io/metadata.name`", which the API server sets.
        namespaceLabels: { ...namespaces.get(namespace), 'kubernetes.io/metadata.name': namespace },
        labels: map(at(object, 'metadata', 'labels')),
        ip: text(at(object, 'metadata', 'annotations', 'hopwise.dev/ip')),
        ports: maps(at(object, 'spec', 'containers')).flatMap(({ ports }) =>
          maps(ports).map((port) => ({
            name: text(port['name']),
            number: Number(port['containerPort']),
            protocol: text(port['protocol']) || 'TCP',
          })),
        ),
      };
    });
}

/** The connection that a request makes between pods; null where this model has no opinion. */
export function connectionOf(objects: readonly JsonObject[], request: Request): Connection | null {
  const pods = podsOf(objects);
  const from = callerOf(pods, request);
  const { target } = request;
  if (from === null) return null;
  if (target.kind === 'workload') {
    const pod = pods.find(({ key }) => key === target.workload);
    return pod === undefined ? null : { from, to: { ip: pod.ip, pod }, protocol: 'TCP', port: target.port };
  }
  if (target.via !== null || from.pod === null) return null;
  const service = objects.find(
    (object) =>
      object['kind'] === 'Service' &&
      `${text(at(object, 'metadata', 'name'))}.${text(at(object, 'metadata', 'namespace'))}` === target.host,
  );
  if (service !== undefined) return throughService(pods, service, from, target.port);
  if (!/^\d+\.\d+\.\d+\.\d+$/.test(target.host)) return null;
  const pod = pods.find(({ ip }) => ip === target.host) ?? null;
  return { from, to: { ip: target.host, pod }, protocol: 'TCP', port: target.port };
}

/** "Pods with egress isolation must allow DNS": the question that a caller asks first; null: it dials an address. */
export function questionOf({ from }: Connection, { target }: Request): Connection | null {
  if (target.kind === 'workload' || /^\d+\.\d+\.\d+\.\d+$/.test(target.host)) return null;
  return { from, to: { ip: dns.ip, pod: dns }, protocol: 'UDP', port: 53 };
}

/** As kubeadm and its like install it. */
const dns: NetworkPod = {
  key: 'kube-system/kube-dns',
  namespace: 'kube-system',
  namespaceLabels: { 'kubernetes.io/metadata.name': 'kube-system' },
  labels: { 'k8s-app': 'kube-dns' },
  ip: '10.244.0.2',
  ports: [
    { name: 'dns', number: 53, protocol: 'UDP' },
    { name: 'dns-tcp', number: 53, protocol: 'TCP' },
  ],
};

function callerOf(pods: readonly NetworkPod[], { caller }: Request): End | null {
  if (caller.kind === 'workload') {
    const pod = pods.find(({ key }) => key === caller.workload);
    return pod === undefined ? null : { ip: pod.ip, pod };
  }
  // Whose address a stranger with the address of a pod is, only the network's implementation knows.
  if (caller.kind === 'kubelet' || caller.ip === null || pods.some(({ ip }) => ip === caller.ip)) return null;
  return { ip: caller.ip, pod: null };
}

/** "Port is the **pod** port after Service DNAT, not the Service port." */
function throughService(pods: readonly NetworkPod[], service: JsonObject, from: End, port: number): Connection | null {
  const servicePort = maps(at(service, 'spec', 'ports')).find((each) => each['port'] === port);
  const backends = pods.filter(
    ({ namespace, labels }) =>
      namespace === at(service, 'metadata', 'namespace') &&
      Object.entries(map(at(service, 'spec', 'selector'))).every(([key, value]) => labels[key] === value),
  );
  const [pod, ...more] = backends;
  if (servicePort === undefined || pod === undefined || more.length > 0) return null;
  const wanted = servicePort['targetPort'] ?? port;
  const number =
    typeof wanted === 'number'
      ? wanted
      : pod.ports.find(({ name, protocol }) => name === wanted && protocol === 'TCP')?.number;
  return number === undefined ? null : { from, to: { ip: pod.ip, pod }, protocol: 'TCP', port: number };
}
