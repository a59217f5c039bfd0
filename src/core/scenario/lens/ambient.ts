import { valueAt } from '../../cluster/fields.ts';
import type { World } from '../../controlplane/world.ts';
import type { JsonObject } from '../../model/json.ts';
import { isObject } from '../../model/json.ts';
import type { Resource } from '../../model/resource.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import { plainLabels, withoutSidecar } from '../ladder/injection.ts';
import { type Setting, setEach } from '../ladder/setEach.ts';
import type { EvaluationMemory } from '../memory.ts';
import { prepare } from '../prepare.ts';
import { withFile } from './addFile.ts';

/** `waypoints`: with one in each namespace, and its policies bound to it; else with ztunnel alone. */
export type AmbientForm = 'ztunnel' | 'waypoints';

const waypoint = 'waypoint';
const gatewayApi = 'gateway.networking.k8s.io';
const fileName = 'ambient.yaml';

/**
 * The mesh with its sidecars taken away and the same namespaces in ambient mode. All else stays as it is written, so that
 * what no longer holds shows. Never throws.
 */
export function asAmbient(document: HopwiseDocument, form: AmbientForm, memory: EvaluationMemory): HopwiseDocument {
  const { world, resources } = prepare(document, memory);
  const enrolled = enrolledNamespaces(world);
  const gateways = new Set(
    [...world.cluster.workloads.values()].flatMap((each) => (each.proxy === 'gateway' ? [each.resource.id] : [])),
  );
  const settings = resources.flatMap((resource): readonly Setting[] => {
    if (resource.kind === 'Namespace') return relabelled(resource, enrolled.has(resource.name) ? form : null);
    if (form === 'waypoints' && bound.has(resource.kind)) return boundTo(world, resource, enrolled);
    return withoutSidecar(resource, gateways.has(resource.id));
  });
  const written = resources.filter(({ kind }) => kind === 'Namespace').map(({ name }) => name);
  const missing = [...enrolled].filter((name) => !written.includes(name));
  const added: JsonObject[] = [
    ...missing.map((name) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: { ...labelsOf(form) } },
    })),
    ...(form === 'waypoints' ? [...enrolled].map(waypointIn) : []),
  ];
  return withFile(setEach(document, settings), fileName, added);
}

function enrolledNamespaces(world: World): ReadonlySet<string> {
  return new Set(
    [...world.cluster.workloads.values()].flatMap((each) => (each.proxy === 'sidecar' ? [each.namespace] : [])),
  );
}

function labelsOf(form: AmbientForm): Readonly<Record<string, string>> {
  return {
    'istio.io/dataplane-mode': 'ambient',
    ...(form === 'waypoints' ? { 'istio.io/use-waypoint': waypoint } : {}),
  };
}

function relabelled(resource: Resource, form: AmbientForm | null): readonly Setting[] {
  const plain = plainLabels(resource);
  const had = Object.keys(resource.labels).length;
  if (form === null && Object.keys(plain).length === had) return [];
  const value = { ...plain, ...(form === null ? {} : labelsOf(form)) };
  return [{ resource, path: ['metadata', 'labels'], value }];
}

function waypointIn(namespace: string): JsonObject {
  return {
    apiVersion: `${gatewayApi}/v1`,
    kind: 'Gateway',
    metadata: { name: waypoint, namespace, labels: { 'istio.io/waypoint-for': 'service' } },
    spec: { gatewayClassName: 'istio-waypoint', listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }] },
  };
}

/** Kinds that a waypoint takes only by targetRefs: "Waypoint, no refs: never attached" (1.3). */
const bound: ReadonlySet<string> = new Set(['AuthorizationPolicy', 'RequestAuthentication']);

/** A selector becomes the Services in front of what it selects; none, the waypoint as a whole. */
function boundTo(world: World, resource: Resource, enrolled: ReadonlySet<string>): readonly Setting[] {
  const spec = valueAt(resource.body, ['spec']);
  const { namespace } = resource;
  const root = namespace === world.mesh.rootNamespace;
  if (!(root || enrolled.has(namespace)) || (isObject(spec) && 'targetRefs' in spec)) return [];
  const rest = isObject(spec) ? Object.fromEntries(Object.entries(spec).filter(([key]) => key !== 'selector')) : {};
  const selector = valueAt(resource.body, ['spec', 'selector', 'matchLabels']);
  const labels = Object.entries(isObject(selector) ? selector : {});
  if (labels.length === 0) {
    const kind = root ? 'GatewayClass' : 'Gateway';
    const name = root ? 'istio-waypoint' : waypoint;
    return [{ resource, path: ['spec'], value: { targetRefs: [{ group: gatewayApi, kind, name }], ...rest } }];
  }
  const services = [...world.cluster.workloads.values()]
    .filter((each) => each.namespace === namespace && labels.every(([key, value]) => each.labels[key] === value))
    .flatMap(({ id }) => world.cluster.servicesOf(id))
    .map(({ name }) => name);
  // Nothing stands in front of these pods: the selector stays, for ztunnel.
  if (services.length === 0) return [];
  const targetRefs = [...new Set(services)].map((name) => ({ group: '', kind: 'Service', name }));
  return [{ resource, path: ['spec'], value: { targetRefs, ...rest } }];
}
