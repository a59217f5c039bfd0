import type { PolicyCondition } from '../../model/condition.ts';
import type { Policy } from '../authorization/attached.ts';
import type { World } from '../world.ts';
import { waypointCondition } from './waypointCondition.ts';
import { ztunnelCondition } from './ztunnelCondition.ts';

/** The status conditions that istiod writes on an AuthorizationPolicy where ambient runs (10.4). */
export function policyConditions(world: World, policy: Policy): readonly PolicyCondition[] {
  return [ztunnelCondition(world, policy), waypointCondition(world, policy)].filter((each) => each !== null);
}
