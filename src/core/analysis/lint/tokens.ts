import type { Workload } from '../../cluster/types.ts';
import type { Policy } from '../../controlplane/authorization/attached.ts';
import { isDryRun } from '../../controlplane/authorization/dryRun.ts';
import { selectPolicies } from '../../controlplane/authorization/attached.ts';
import { jwtProviders } from '../../controlplane/requestAuthentication.ts';
import { targetRefs } from '../../controlplane/policyAttachment.ts';
import type { World } from '../../controlplane/world.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Edit, Finding } from '../../model/lint.ts';
import type { Resource } from '../../model/resource.ts';
import type { Facts, Lint } from './facts.ts';
import { set, warning } from './finding.ts';
import { nearestName } from './likeness.ts';
import { actionOf, authorizationPolicies, rulesOf } from './policies.ts';
import { enforcedAt } from './policyTargets.ts';
import type { RuleField } from './ruleFields.ts';

/** "RA alone never rejects a missing token" (6.4): some policy must ask for one. */
export const requiredTokens: Lint = (facts) =>
  [...facts.world.requestAuthentications.values()].flat().flatMap((authentication): readonly Finding[] => {
    const { resource, spec } = authentication;
    if ((spec.jwtRules?.length ?? 0) === 0 || targetRefs(spec).length > 0) return [];
    const open = enforcedAt(facts, authentication).filter((workload) => !requiresToken(facts.world, workload));
    const [first] = open;
    if (first === undefined) return [];
    return [
      warning('tokenNotRequired', resource, ['spec', 'jwtRules'], {
        args: { workload: first.name },
        on: 'key',
        fix: requirement(facts, resource, spec.selector?.matchLabels ?? {}, open),
      }),
    ];
  });

/** Whether some policy of a workload looks at tokens at all: what it asks of which path is its own business. */
function requiresToken(world: World, workload: Workload): boolean {
  return selectPolicies(world, workload).some(
    (policy) =>
      !isDryRun(policy.resource) &&
      (actionOf(policy) === 'ALLOW' || actionOf(policy) === 'DENY') &&
      rulesOf(policy).some(({ fields }) => fields.some(isAboutTokens)),
  );
}

function isAboutTokens({ name }: RuleField): boolean {
  return name === 'requestPrincipals' || name.startsWith('request.auth.');
}

/** Istio's recipe: DENY whoever comes without one; on the ports that carry HTTP, as on others it would shut out everybody. */
function requirement(
  { world, declared: portsOf }: Facts,
  { namespace, name, id }: Resource,
  labels: Readonly<Record<string, string>>,
  workloads: readonly Workload[],
): readonly Edit[] {
  const policies = world.authorizationPolicies.get(namespace) ?? [];
  const wanted = `${name}-required`;
  if (policies.some(({ resource }) => resource.name === wanted)) return [];
  const declared = workloads.flatMap((workload) => (workload.proxy === 'sidecar' ? [...portsOf(workload)] : []));
  const http = [...new Set(declared.filter(([, { protocol }]) => protocol !== 'TCP').map(([port]) => String(port)))];
  const mixed = declared.some(([, { protocol }]) => protocol === 'TCP');
  if (mixed && http.length === 0) return [];
  const rule: JsonObject = {
    from: [{ source: { notRequestPrincipals: ['*'] } }],
    ...(mixed ? { to: [{ operation: { ports: http } }] } : {}),
  };
  const selector = Object.keys(labels).length === 0 ? {} : { selector: { matchLabels: { ...labels } } };
  const manifest = {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name: wanted, namespace },
    spec: { ...selector, action: 'DENY', rules: [rule] },
  };
  return [{ op: 'add', beside: id, manifest }];
}

/** Rules about tokens at workloads that check none, or none of that issuer. */
export const checkedTokens: Lint = (facts) =>
  authorizationPolicies(facts.world).flatMap((policy) => {
    const asked = rulesOf(policy).flatMap(({ fields }) => fields.filter(isAboutTokens));
    if (asked.length === 0) return [];
    const workloads = enforcedAt(facts, policy).filter(({ proxy }) => proxy !== 'waypoint');
    const [first] = workloads;
    if (first === undefined) return [];
    const issuers = workloads.map((workload) => jwtProviders(facts.world, workload, null).map(({ issuer }) => issuer));
    // "Without an attached RA, requestPrincipals and request.auth.* never match; negatives always do" (6.5).
    const bare = workloads.find((_, index) => issuers[index]?.length === 0);
    if (bare !== undefined && issuers.every((list) => list.length === 0)) {
      return [
        warning('tokenNeverChecked', policy.resource, asked[0]?.path ?? [], {
          args: { workload: bare.name, action: actionOf(policy) },
          on: 'key',
        }),
      ];
    }
    return asked.flatMap((field) => issuerFindings(facts, policy, field, issuers.flat()));
  });

/** "I/S: iss equals I": an issuer that no RequestAuthentication names. */
function issuerFindings(
  _facts: Facts,
  { resource }: Policy,
  { name, values, path }: RuleField,
  known: readonly (string | null)[],
): readonly Finding[] {
  // "Issuer absent → any issuer accepted" (6.4).
  if (!['requestPrincipals', 'request.auth.principal'].includes(name) || known.includes(null)) return [];
  const issuers = known.flatMap((issuer) => issuer ?? []);
  return values.flatMap((value, index): readonly Finding[] => {
    const slash = value.lastIndexOf('/');
    const issuer = value.slice(0, slash);
    if (slash < 0 || value.startsWith('*') || issuers.includes(issuer) || /^[a-z]+:\/?$/.test(issuer)) return [];
    const near = nearestName(issuer, issuers) ?? (issuers.length === 1 ? issuers[0] : undefined);
    const fix = near === undefined ? [] : [set(resource, [...path, index], `${near}${value.slice(slash)}`)];
    return [warning('issuerUnknown', resource, [...path, index], { args: { value, issuer }, fix })];
  });
}
