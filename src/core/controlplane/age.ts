import { compareAge, compareText } from '../cluster/age.ts';
import type { Resource } from '../model/resource.ts';

/** Oldest first, then by name, then by namespace (istio `pilot/pkg/model/config.go`). */
export function byAge(a: Resource, b: Resource): number {
  return compareAge(a, b) || compareText(a.name, b.name) || compareText(a.namespace, b.namespace);
}
