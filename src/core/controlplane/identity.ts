import type { Workload } from '../cluster/types.ts';
import type { MeshConfig } from './meshConfig.ts';

/**
 * A workload's identity without `spiffe://`: `<trust domain>/ns/<namespace>/sa/<service account>`.
 * `@` in the trust domain becomes `.` (istio `pkg/spiffe`).
 */
export function principalOf(
  mesh: Pick<MeshConfig, 'trustDomain'>,
  workload: Pick<Workload, 'namespace' | 'serviceAccount'>,
): string {
  return `${mesh.trustDomain.replaceAll('@', '.')}/ns/${workload.namespace}/sa/${workload.serviceAccount}`;
}
