import { policyConditions } from '../core/controlplane/ambient/conditions.ts';
import type { World } from '../core/controlplane/world.ts';
import type { PolicyCondition } from '../core/model/condition.ts';
import type { JsonObject } from '../core/model/json.ts';
import type { Disagreement } from './compare.ts';
import { list, object } from './vector.ts';

/**
 * The status conditions of all policies of a world beside the recorded ones. "They are incomplete for policies that istiod
 * does not send: one key is shared", so that of several it refuses for ztunnel only one has got its own.
 */
export function compareConditions(world: World, recorded: JsonObject): readonly Disagreement[] {
  const policies = [...world.authorizationPolicies.values()].flat();
  const disagreements: Disagreement[] = [];
  const keys = new Set(Object.keys(recorded));
  for (const policy of policies) {
    const key = `${policy.resource.namespace}/${policy.resource.name}`;
    keys.delete(key);
    const said = policyConditions(world, policy);
    const expected = list(recorded[key]).map((each) => words(object(each, 'a condition')));
    const shared = said.filter(({ type, status }) => type === 'ZtunnelAccepted' && !status);
    const actual = said.filter((each) => expected.length > 0 || !shared.includes(each)).map(wordsOf);
    if (expected.join('\n') !== actual.join('\n'))
      disagreements.push({ field: `conditions ${key}`, expected: expected.join('; '), actual: actual.join('; ') });
  }
  for (const key of keys)
    disagreements.push({ field: `conditions ${key}`, expected: 'some', actual: 'no such policy' });
  return disagreements;
}

function words({ type, status, reason, message }: JsonObject): string {
  return JSON.stringify([type, status, reason, message]);
}

function wordsOf({ type, status, reason, message }: PolicyCondition): string {
  return JSON.stringify([type, status ? 'True' : 'False', reason, message]);
}
