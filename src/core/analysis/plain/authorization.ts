import type { Policy } from '../../controlplane/authorization/attached.ts';
import { selectPolicies } from '../../controlplane/authorization/attached.ts';
import { isDryRun } from '../../controlplane/authorization/dryRun.ts';
import { operationFields, sourceFields } from '../../controlplane/authorization/fields.ts';
import { attachment, chainOf, targetRefs } from '../../controlplane/policyAttachment.ts';
import { ztunnelAttached } from '../../controlplane/ambient/ztunnelPolicies.ts';
import type { Workload } from '../../cluster/types.ts';
import type { World } from '../../controlplane/world.ts';
import type { Plain, PlainEntry, PlainField, PlainRule } from '../../model/plain.ts';
import { targetsOf } from './targets.ts';

type Rule = NonNullable<Policy['spec']['rules']>[number];

export function plainAuthorization(world: World, policy: Policy): Plain {
  const { resource, spec } = policy;
  const action = spec.action ?? 'ALLOW';
  const dryRun = isDryRun(resource);
  return {
    kind: 'AuthorizationPolicy',
    action,
    dryRun,
    provider: spec.provider?.name ?? '',
    targets: targetsOf(world, policy),
    rules: (spec.rules ?? []).map(plainRule),
    others: action === 'ALLOW' && !dryRun ? otherAllows(world, policy) : [],
  };
}

/** "ALLOW policies are OR'ed": those of the same workloads, whatever their namespaces (3.7), that may allow anything. */
function otherAllows(world: World, policy: Policy): readonly string[] {
  const names = new Set<string>();
  const note = ({ resource, spec }: Policy): void => {
    const may = (spec.action ?? 'ALLOW') === 'ALLOW' && (spec.rules?.length ?? 0) > 0 && !isDryRun(resource);
    if (may && resource.id !== policy.resource.id) names.add(resource.name);
  };
  if (targetRefs(policy.spec).length > 0) atWaypoints(world, policy).forEach(note);
  else for (const workload of world.cluster.workloads.values()) enforcedOn(world, policy, workload).forEach(note);
  return [...names];
}

const wide: readonly (string | undefined)[] = ['Gateway', 'GatewayClass'];

/** Policies that may stand on a chain of the same waypoint: for the same target, or for a whole Gateway. */
function atWaypoints(world: World, { resource, spec }: Policy): readonly Policy[] {
  const own = targetRefs(spec);
  return [...world.authorizationPolicies.values()].flat().filter((other) => {
    const refs = targetRefs(other.spec);
    const near = other.resource.namespace === resource.namespace;
    const same = near && refs.some((ref) => own.some(({ kind, name }) => ref.kind === kind && ref.name === name));
    return same || (refs.length > 0 && [...refs, ...own].some(({ kind }) => wide.includes(kind)));
  });
}

/** The policies of a workload, if this one is among them. */
function enforcedOn(world: World, { resource, spec }: Policy, workload: Workload): readonly Policy[] {
  if (workload.proxy === 'none' || workload.proxy === 'waypoint') return [];
  if (workload.proxy === 'ambient') {
    const all = ztunnelAttached(world, workload);
    return all.some((each) => each.resource.id === resource.id) ? all : [];
  }
  return attachment(resource, spec, workload, chainOf(world)).attached ? selectPolicies(world, workload) : [];
}

function plainRule({ from, to, when }: Rule): PlainRule {
  return {
    from: (from ?? []).map(({ source }) => entryOf(source ?? {}, Object.keys(sourceFields))),
    to: (to ?? []).map(({ operation }) => entryOf(operation ?? {}, Object.keys(operationFields))),
    when: (when ?? []).flatMap(({ key, values, notValues }): PlainField[] => [
      ...(values?.length ? [{ name: key, negated: false, values }] : []),
      ...(notValues?.length ? [{ name: key, negated: true, values: notValues }] : []),
    ]),
  };
}

function entryOf(entry: Readonly<Record<string, readonly string[] | undefined>>, names: readonly string[]): PlainEntry {
  return names.flatMap((name): PlainField[] => {
    const negative = entry[`not${name.charAt(0).toUpperCase()}${name.slice(1)}`];
    const positive = entry[name];
    return [
      ...(positive?.length ? [{ name, negated: false, values: positive }] : []),
      ...(negative?.length ? [{ name, negated: true, values: negative }] : []),
    ];
  });
}
