import type { World } from '../../controlplane/world.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Resource } from '../../model/resource.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import { isOfAnyProxy, plainLabels, withoutSidecar } from '../ladder/injection.ts';
import { leaveOut } from '../ladder/leaveOut.ts';
import { type Setting, setEach } from '../ladder/setEach.ts';
import type { EvaluationMemory } from '../memory.ts';
import { prepare } from '../prepare.ts';
import { withFile } from './addFile.ts';
import { boundTo } from './boundTo.ts';

/** `waypoints`: with one in each namespace, and its policies bound to it; else with ztunnel alone. */
export type AmbientForm = 'ztunnel' | 'waypoints';

const waypoint = 'waypoint';
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
  const policies = form === 'waypoints' ? resources.filter(({ kind }) => bound.has(kind)) : [];
  const rebound = new Map(policies.map((each) => [each.id, boundTo(world, each, enrolled, waypoint)] as const));
  const settings = resources.flatMap((resource): readonly Setting[] => {
    if (resource.kind === 'Namespace') return relabelled(resource, enrolled.has(resource.name) ? form : null);
    return rebound.get(resource.id)?.settings ?? withoutSidecar(resource, gateways.has(resource.id), isOfAnyProxy);
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
    ...[...rebound.values()].flatMap((each) => each.added),
  ];
  const set = setEach(document, settings);
  const left = [...rebound.values()].some(({ goes }) => goes)
    ? leaveOut(set, ({ id }) => rebound.get(id)?.goes === true)
    : set;
  return withFile(left, fileName, added);
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
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: waypoint, namespace, labels: { 'istio.io/waypoint-for': 'service' } },
    spec: { gatewayClassName: 'istio-waypoint', listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }] },
  };
}

/** Kinds that a waypoint takes only by targetRefs: "Waypoint, no refs: never attached" (1.3). */
const bound: ReadonlySet<string> = new Set(['AuthorizationPolicy', 'RequestAuthentication']);
