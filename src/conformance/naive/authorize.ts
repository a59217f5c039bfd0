import type { JsonObject } from '../../core/model/json.ts';
import { acceptsPolicy } from './admission.ts';
import type { Facts } from './facts.ts';
import { at, labelsMatch, map, maps, text } from './json.ts';
import type { Mesh, Pod } from './mesh.ts';
import { type Action, ruleMatches } from './rule.ts';

export type Authorization = 'allowed' | 'deniedByDeny' | 'deniedByAllow';

/** "4. any enforced DENY rule matches → reject. 5. no enforced ALLOW policy → accept. 6. any ALLOW rule matches → accept; else reject." */
export function authorize(mesh: Mesh, pod: Pod, facts: Facts): Authorization {
  const enforced = mesh.authorizationPolicies.filter(
    (policy) => attached(mesh, policy, pod) && acceptsPolicy(policy) && !isDryRun(policy),
  );
  const policies = (action: Action): readonly JsonObject[] =>
    enforced.filter((policy) => (text(at(policy, 'spec', 'action')) || 'ALLOW') === action);
  const hit = (action: Action): boolean =>
    policies(action).some((policy) => {
      const setting = { namespace: text(at(policy, 'metadata', 'namespace')), bundle: mesh.bundle };
      return maps(at(policy, 'spec', 'rules')).some((rule) => ruleMatches(rule, action, facts, setting));
    });
  if (hit('DENY')) return 'deniedByDeny';
  if (policies('ALLOW').length === 0) return 'allowed';
  return hit('ALLOW') ? 'allowed' : 'deniedByAllow';
}

/** "Policies of {root, N}"; "attached iff selector is nil, or every selector label equals the workload's label"; refs: never. */
function attached({ root }: Mesh, policy: JsonObject, pod: Pod): boolean {
  const namespace = text(at(policy, 'metadata', 'namespace'));
  if (namespace !== root && namespace !== pod.namespace) return false;
  if (maps(at(policy, 'spec', 'targetRefs')).length > 0) return false;
  return labelsMatch(map(at(policy, 'spec', 'selector', 'matchLabels')), pod.labels);
}

/** "Parsed by Go `strconv.ParseBool`." */
function isDryRun(policy: JsonObject): boolean {
  const value = at(policy, 'metadata', 'annotations', 'istio.io/dry-run');
  return ['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text(value));
}
