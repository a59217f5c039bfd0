import type { JsonObject } from '../model/json.ts';
import type { Path, Resource } from '../model/resource.ts';
import { numberAt, objectAt, objectsAt, textAt, valueAt } from './fields.ts';

/** Where in a resource of each kind the pod's own metadata and spec are. */
const podPaths: Readonly<Record<string, Path>> = {
  Pod: [],
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** A workload to be: the resource it is called after, and the one that says what its pod is like. */
export interface PodSource {
  readonly owner: Resource;
  /** The owner itself, or a pod that it owns and that is given too. */
  readonly pod: Resource;
  readonly running: boolean;
}

export function podPathOf(resource: Resource): Path | undefined {
  return Object.hasOwn(podPaths, resource.kind) ? podPaths[resource.kind] : undefined;
}

/** The workloads among the resources, in their order. Pods and controllers whose own controller is given are part of that. */
export function podSources(resources: readonly Resource[]): readonly PodSource[] {
  const makers = resources.filter((resource) => podPathOf(resource) !== undefined);
  const byName = new Map(
    makers.map((resource) => [nameKey(resource.namespace, resource.kind, resource.name), resource]),
  );
  const podsOf = new Map<Resource, Resource[]>();
  const owners: Resource[] = [];
  for (const resource of makers) {
    const top = topOwner(resource, byName);
    if (top === resource) owners.push(resource);
    if (resource.kind === 'Pod' && top !== resource) podsOf.set(top, [...(podsOf.get(top) ?? []), resource]);
  }
  return owners.map((owner) => sourceOf(owner, podsOf.get(owner) ?? []));
}

function sourceOf(owner: Resource, pods: readonly Resource[]): PodSource {
  const pod = pods.find(isRunning) ?? pods[0] ?? owner;
  return { owner, pod, running: isRunning(pod) };
}

function nameKey(namespace: string, kind: string, name: string): string {
  return `${namespace}/${kind}/${name}`;
}

function topOwner(resource: Resource, byName: ReadonlyMap<string, Resource>): Resource {
  let top = resource;
  // An owner's owner, and so on; the bound is for owners that own each other.
  for (let i = 0; i < 5; i++) {
    const next = ownerOf(top, byName);
    if (next === null || next === resource) return top;
    top = next;
  }
  return top;
}

function ownerOf(resource: Resource, byName: ReadonlyMap<string, Resource>): Resource | null {
  const references = objectsAt(resource.body, 'metadata', 'ownerReferences');
  const controller = references.find((reference) => reference['controller'] === true) ?? references[0];
  if (controller === undefined) return null;
  const kind = textAt(controller, 'kind') ?? '';
  const name = textAt(controller, 'name') ?? '';
  const given = byName.get(nameKey(resource.namespace, kind, name));
  if (given !== undefined) return given;
  // A Deployment names its ReplicaSets after itself and the hash that its pods carry as a label.
  const hash = `-${resource.labels['pod-template-hash'] ?? ''}`;
  if (kind !== 'ReplicaSet' || hash === '-' || !name.endsWith(hash)) return null;
  return byName.get(nameKey(resource.namespace, 'Deployment', name.slice(0, -hash.length))) ?? null;
}

/** Whether there is a pod that serves: one that runs and is ready, or a controller that wants one. */
function isRunning({ kind, body }: Resource): boolean {
  switch (kind) {
    case 'Pod':
      return podRuns(objectAt(body, 'status'));
    case 'CronJob':
    case 'Job':
      return valueAt(body, ['spec', 'suspend']) !== true && textAt(body, 'status', 'completionTime') === null;
    default:
      return numberAt(body, 'spec', 'replicas') !== 0;
  }
}

function podRuns(status: JsonObject): boolean {
  const phase = textAt(status, 'phase') ?? 'Running';
  const ready = objectsAt(status, 'conditions').find(({ type }) => type === 'Ready');
  return phase === 'Running' && ready?.['status'] !== 'False';
}
