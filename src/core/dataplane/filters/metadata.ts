import type { RbacFilter, RbacResult } from '../../controlplane/authorization/rbac.ts';
import { ruleId } from '../../controlplane/authorization/ruleId.ts';
import { isObject, type JsonObject } from '../../model/json.ts';

type Layer = 'HTTP' | 'TCP';

/** The names under which the RBAC filters of a chain leave what they have found. */
const filterNames = { HTTP: 'envoy.filters.http.rbac', TCP: 'envoy.filters.network.rbac' } as const;

export function isRbacMetadata(filter: string): boolean {
  return filter === filterNames.HTTP || filter === filterNames.TCP;
}

const dryRunPrefixes = { ALLOW: 'istio_dry_run_allow_', DENY: 'istio_dry_run_deny_' } as const;

/** A verdict in the two fields of Envoy; what an earlier filter left stays where this one has nothing to say. */
function verdict(prefix: string, result: 'allowed' | 'denied', rule: string | null): JsonObject {
  const policy = rule === null ? {} : { [`${prefix}effective_policy_id`]: rule };
  return { [`${prefix}engine_result`]: result, ...policy };
}

function left(before: JsonObject | null, layer: Layer, fields: JsonObject): JsonObject {
  const name = filterNames[layer];
  const own = before?.[name];
  return { ...before, [name]: { ...(isObject(own) ? own : {}), ...fields } };
}

/**
 * What the shadow filter of a CUSTOM provider leaves for ext_authz, and for later `experimental.envoy.filters` conditions
 * to see: a verdict on every request, `denied` by the rule that matches, else `allowed` (2.4, 7.2).
 */
export function afterCustom(before: JsonObject | null, layer: Layer, rule: string | null): JsonObject {
  return left(before, layer, verdict('istio_ext_authz_shadow_', rule === null ? 'allowed' : 'denied', rule));
}

/** A broken provider's rules are enforced, so they leave what enforced rules leave (7.3). */
export function afterBroken(before: JsonObject | null, layer: Layer): JsonObject | null {
  return layer === 'HTTP' ? left(before, layer, verdict('enforced_', 'allowed', null)) : before;
}

/** "Result visible as dynamic metadata" (1.8): of the dry-run policies of a filter that passes, and over HTTP of the enforced ones. */
export function afterRbac(before: JsonObject | null, filter: RbacFilter, result: RbacResult): JsonObject | null {
  const shadow = result.shadow.map((each) =>
    verdict(`${dryRunPrefixes[each.action]}shadow_`, each.result, each.rule === null ? null : ruleId(each.rule)),
  );
  const enforced =
    filter.layer === 'HTTP' && filter.enforcing.length > 0
      ? [verdict('enforced_', 'allowed', result.rule === null ? null : ruleId(result.rule))]
      : [];
  const fields: JsonObject = Object.assign({}, ...shadow, ...enforced);
  return Object.keys(fields).length === 0 ? before : left(before, filter.layer, fields);
}
