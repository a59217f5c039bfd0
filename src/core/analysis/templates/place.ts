import type { World } from '../../controlplane/world.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Edit } from '../../model/lint.ts';
import { type ResourceId, resourceId, type WorkloadId } from '../../model/resource.ts';
import type { TemplateAnswers, TemplateWants } from '../../model/template.ts';
import { freeName, meaning } from '../repair/site.ts';

/** The changes that a template comes to, with the resources that they are of; or what it still has to know. */
export type Drafted =
  | { readonly edits: readonly Edit[]; readonly resources: readonly ResourceId[] }
  | { readonly wants: TemplateWants };

export interface Question {
  readonly world: World;
  readonly answers: TemplateAnswers;
  /** The resource at the end of whose file something new is put. */
  readonly beside: ResourceId;
  /** Public keys, as a text, of an issuer whose tokens the scenario itself signs; null: it is not such a one. */
  readonly jwks: string | null;
}

/** Where a policy lives, whom it selects, and what it is called after. */
export interface Place {
  readonly namespace: string;
  readonly selector: JsonObject | null;
  readonly name: string;
}

/** Null: there is no such workload. A whole mesh is meant from its root namespace. */
export function placeOf({ world, answers: { scope } }: Question): Place | null {
  switch (scope.kind) {
    case 'mesh':
      return { namespace: world.mesh.rootNamespace, selector: null, name: 'mesh' };
    case 'namespace':
      return { namespace: scope.namespace, selector: null, name: scope.namespace };
    case 'workload': {
      const workload = world.cluster.workloads.get(scope.workload);
      if (workload === undefined) return null;
      const { namespace, name } = workload;
      return { namespace, selector: { matchLabels: meaning(workload) }, name };
    }
  }
}

/** The namespace that a caller of the outside lives in: what it is to know is written there. */
export function namespaceOf({ world, answers: { scope } }: Question): string {
  switch (scope.kind) {
    case 'mesh':
      return world.mesh.rootNamespace;
    case 'namespace':
      return scope.namespace;
    case 'workload':
      return namespaceOfWorkload(scope.workload);
  }
}

function namespaceOfWorkload(workload: WorkloadId): string {
  return workload.slice(0, workload.indexOf('/'));
}

export interface NewObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly spec: JsonObject;
}

/** A new resource under a name that is still free. */
export function newObject(
  { world, beside }: Question,
  { apiVersion, kind, namespace, name: wanted, spec }: NewObject,
): { readonly edit: Edit; readonly resource: ResourceId; readonly name: string } {
  const name = freeName(world, kind, namespace, wanted);
  const manifest = { apiVersion, kind, metadata: { name, namespace }, spec };
  return { edit: { op: 'add', beside, manifest }, resource: resourceId(kind, namespace, name), name };
}

/** Several new resources as one change. */
export function drafted(...objects: readonly ReturnType<typeof newObject>[]): Drafted {
  return { edits: objects.map(({ edit }) => edit), resources: objects.map(({ resource }) => resource) };
}
