import type { Json, JsonObject } from '../../core/model/json.ts';
import { isObject } from '../../core/model/json.ts';
import { at, labelsMatch, map, maps, oldestFirst, oldestServiceFirst, text, texts } from './json.ts';
import type { Normalization } from './path.ts';

export interface Pod {
  readonly namespace: string;
  readonly name: string;
  readonly labels: JsonObject;
  readonly identity: string;
  readonly ip: string;
  readonly sidecar: boolean;
  readonly ports: readonly number[];
}

export interface ServicePort {
  readonly port: number;
  readonly targetPort: number;
  readonly protocol: 'HTTP' | 'TCP' | 'AUTO';
}

export interface Service {
  readonly namespace: string;
  readonly name: string;
  readonly hostname: string;
  readonly selector: JsonObject;
  readonly ports: readonly ServicePort[];
}

/** The plain objects, sorted by what they are. Everything else is looked up when asked. */
export interface Mesh {
  readonly root: string;
  readonly bundle: readonly string[];
  readonly normalization: Normalization;
  readonly autoMtls: boolean;
  readonly pods: readonly Pod[];
  /** Oldest first. */
  readonly services: readonly Service[];
  readonly authorizationPolicies: readonly JsonObject[];
  /** Oldest first. */
  readonly requestAuthentications: readonly JsonObject[];
  /** Oldest first. */
  readonly peerAuthentications: readonly JsonObject[];
  /** Oldest first. */
  readonly destinationRules: readonly JsonObject[];
}

export function readMesh(objects: readonly JsonObject[], settings: JsonObject): Mesh {
  const domain = text(settings['trustDomain']) || 'cluster.local';
  const of = (kind: string): readonly JsonObject[] => oldestFirst(objects.filter((object) => object['kind'] === kind));
  const normalization = text(at(settings, 'pathNormalization', 'normalization'));
  return {
    root: text(settings['rootNamespace']) || 'istio-system',
    bundle: [...new Set([domain, ...texts(settings['trustDomainAliases'])])],
    normalization:
      normalization === 'NONE' || normalization === 'MERGE_SLASHES' || normalization === 'DECODE_AND_MERGE_SLASHES'
        ? normalization
        : 'BASE',
    autoMtls: settings['enableAutoMtls'] !== false,
    pods: of('Pod').map((pod) => readPod(pod, of('Namespace'), domain)),
    services: oldestServiceFirst(of('Service')).map(readService),
    authorizationPolicies: of('AuthorizationPolicy'),
    requestAuthentications: of('RequestAuthentication'),
    peerAuthentications: of('PeerAuthentication'),
    destinationRules: of('DestinationRule'),
  };
}

function readPod(pod: JsonObject, namespaces: readonly JsonObject[], trustDomain: string): Pod {
  const namespace = text(at(pod, 'metadata', 'namespace'));
  const labels = map(at(pod, 'metadata', 'labels'));
  const account = text(at(pod, 'spec', 'serviceAccountName')) || 'default';
  const home = namespaces.find((each) => at(each, 'metadata', 'name') === namespace);
  const wish = labels['sidecar.istio.io/inject'];
  return {
    namespace,
    name: text(at(pod, 'metadata', 'name')),
    labels,
    identity: `${trustDomain}/ns/${namespace}/sa/${account}`,
    ip: text(at(pod, 'metadata', 'annotations', 'hopwise.dev/ip')),
    // "(ns `enabled` and pod label ≠ "false") or (ns has neither label and pod label = "true")".
    sidecar: at(home, 'metadata', 'labels', 'istio-injection') === 'enabled' ? wish !== 'false' : wish === 'true',
    ports: maps(at(pod, 'spec', 'containers')).flatMap(({ ports }) =>
      maps(ports).map((port) => number(port['containerPort'])),
    ),
  };
}

function readService(service: JsonObject): Service {
  const namespace = text(at(service, 'metadata', 'namespace'));
  const name = text(at(service, 'metadata', 'name'));
  return {
    namespace,
    name,
    hostname: `${name}.${namespace}.svc.cluster.local`,
    selector: map(at(service, 'spec', 'selector')),
    ports: maps(at(service, 'spec', 'ports')).map((port) => ({
      port: number(port['port']),
      targetPort: number(port['targetPort'] ?? port['port']),
      protocol: protocolOf(port),
    })),
  };
}

function number(json: Json | undefined): number {
  return typeof json === 'number' ? json : 0;
}

/** "If `appProtocol` is set it replaces the port name." "The part before the first `-`, lower-cased, looked up." */
function protocolOf(port: JsonObject): ServicePort['protocol'] {
  const given = (text(port['appProtocol']) || text(port['name'])).toLowerCase();
  if (given === 'kubernetes.io/h2c' || given === 'kubernetes.io/ws' || given.startsWith('grpc-web')) return 'HTTP';
  if (given === 'kubernetes.io/wss') return 'TCP';
  const [word = ''] = given.split('-');
  if (['http', 'http2', 'grpc'].includes(word)) return 'HTTP';
  if (['tcp', 'tls', 'https', 'mongo', 'mysql', 'redis', 'udp'].includes(word)) return 'TCP';
  // "Unknown protocol on service port 25, 53, 3306 or 27017 → TCP."
  return [25, 53, 3306, 27017].includes(number(port['port'])) ? 'TCP' : 'AUTO';
}

export function servicesOf(mesh: Mesh, pod: Pod): readonly Service[] {
  return mesh.services.filter(
    ({ namespace, selector }) => namespace === pod.namespace && isObject(selector) && labelsMatch(selector, pod.labels),
  );
}

/** "Keyed by the pod port; when several services share the target port, the protocol of the oldest service wins." */
export function inboundProtocol(mesh: Mesh, pod: Pod, port: number): ServicePort['protocol'] | 'undeclared' {
  const declared = servicesOf(mesh, pod).flatMap(({ ports }) => ports);
  return declared.find(({ targetPort }) => targetPort === port)?.protocol ?? 'undeclared';
}

export function listens(mesh: Mesh, pod: Pod, port: number): boolean {
  return pod.ports.includes(port) || inboundProtocol(mesh, pod, port) !== 'undeclared';
}
