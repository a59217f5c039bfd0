import type { JsonObject } from './json.ts';

/** Keys and indices from the root of one resource to a value in it: `['spec', 'rules', 0, 'to']`. */
export type Path = readonly (string | number)[];

/** `Kind/namespace/name`, or `Kind//name` for cluster-scoped kinds. Unique in a world. */
export type ResourceId = string & { readonly __brand: 'ResourceId' };

/** `namespace/name` of a workload (a Pod, or the controller that makes pods). */
export type WorkloadId = string & { readonly __brand: 'WorkloadId' };

/** Points at one value of one resource. Lines are looked up when shown, never stored. */
export interface SourceRef {
  readonly resource: ResourceId;
  readonly path: Path;
}

/** One Kubernetes object, as read from YAML. `body` is the whole object, metadata included. */
export interface Resource {
  readonly id: ResourceId;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** RFC 3339, or null where the YAML has none: all such resources are of one age. */
  readonly creationTimestamp: string | null;
  readonly body: JsonObject;
  /** File name in the document, and the index of the YAML document (or List item) in it. */
  readonly file: string;
  readonly index: number;
}

export function resourceId(kind: string, namespace: string, name: string): ResourceId {
  return `${kind}/${namespace}/${name}` as ResourceId;
}

export function workloadId(namespace: string, name: string): WorkloadId {
  return `${namespace}/${name}` as WorkloadId;
}
