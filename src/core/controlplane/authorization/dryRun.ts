import type { Resource } from '../../model/resource.ts';
import { isTrue } from '../goBool.ts';

/** Annotation `istio.io/dry-run`, parsed as Go's ParseBool does; unparsable means enforced (1.8). */
export function isDryRun(resource: Resource): boolean {
  return isTrue(resource.annotations['istio.io/dry-run']);
}
