import type { SourceRef } from './resource.ts';

/** A text that stands for one value of one resource: the key of `Evaluation.ranges`. */
export function refKey({ resource, path }: SourceRef): string {
  return `${resource}#${JSON.stringify(path)}`;
}
