import type { AllowedCaller } from '../../core/model/invariant.ts';
import type { MeshOverview } from '../../core/model/overview.ts';

/** The parts of a mesh that can be chosen. */
export function scopesIn({ namespaces, workloads }: MeshOverview) {
  return {
    namespaces: namespaces.map(({ name }) => ({ kind: 'namespace', namespace: name }) as const),
    workloads: workloads.map(({ id }) => ({ kind: 'workload', workload: id }) as const),
  };
}

/** As a Scenario writes it: unique, and what is shown. */
export function nameOf(scope: AllowedCaller): string {
  switch (scope.kind) {
    case 'all':
      return '*';
    case 'outside':
      return 'outside';
    case 'namespace':
      return scope.namespace;
    case 'workload':
      return scope.workload;
  }
}
