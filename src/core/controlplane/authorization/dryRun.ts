import type { Resource } from '../../model/resource.ts';

const truthy: readonly string[] = ['1', 't', 'T', 'TRUE', 'true', 'True'];

/** Annotation `istio.io/dry-run`, parsed as Go's ParseBool does; unparsable means enforced (1.8). */
export function isDryRun(resource: Resource): boolean {
  return truthy.includes(resource.annotations['istio.io/dry-run'] ?? '');
}
