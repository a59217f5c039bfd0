import type { Workload } from '../cluster/types.ts';
import type { WorkloadId } from '../model/resource.ts';
import { selectPolicies } from './authorization/attached.ts';
import { rbacFilters } from './authorization/filters.ts';
import type { RbacFilter } from './authorization/rbac.ts';
import { type CustomFilter, customFilters } from './extAuthz.ts';
import { type JwtProvider, jwtProviders } from './requestAuthentication.ts';
import type { MeshService } from './serviceEntry.ts';
import type { World } from './world.ts';

/** The filters that istiod makes of the policies which are attached to a proxy, or to one service of a waypoint. */
export interface PolicyChain {
  readonly workload: WorkloadId;
  readonly http: readonly RbacFilter[];
  readonly tcp: readonly RbacFilter[];
  /** Providers of the jwt_authn filter, by issuer; none = no such filter. */
  readonly jwt: readonly JwtProvider[];
  /** External authorization, before everything else, by provider name. */
  readonly customHttp: readonly CustomFilter[];
  readonly customTcp: readonly CustomFilter[];
}

/** `service`: that of a waypoint's chain. */
export function policyChain(world: World, workload: Workload, service: MeshService | null = null): PolicyChain {
  const attached = selectPolicies(world, workload, service);
  let http: readonly RbacFilter[] | null = null;
  let tcp: readonly RbacFilter[] | null = null;
  return {
    workload: workload.id,
    // Compiled when a chain of the layer is first taken: most ports have only one of the two.
    get http() {
      return (http ??= rbacFilters(world, attached, 'HTTP'));
    },
    get tcp() {
      return (tcp ??= rbacFilters(world, attached, 'TCP'));
    },
    jwt: jwtProviders(world, workload, service),
    customHttp: customFilters(world, attached, 'HTTP'),
    customTcp: customFilters(world, attached, 'TCP'),
  };
}
