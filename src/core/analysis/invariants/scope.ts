import type { Scope } from '../../model/invariant.ts';
import type { WorkloadId } from '../../model/resource.ts';

/** Whether a workload is in a part of the mesh; null, whoever is no workload, is in none but all of it. */
export function inScope(scope: Scope, workload: WorkloadId | null): boolean {
  if (scope.kind === 'all') return workload !== null;
  if (workload === null) return false;
  return scope.kind === 'workload' ? scope.workload === workload : workload.startsWith(`${scope.namespace}/`);
}
