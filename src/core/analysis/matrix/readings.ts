import { objectAt, objectsAt, textAt, valueAt } from '../../cluster/fields.ts';
import { matchesSelector } from '../../cluster/selectors.ts';
import type { Workload } from '../../cluster/types.ts';
import { addressIn, parseCidr } from '../../controlplane/authorization/cidr.ts';
import { targetRefs } from '../../controlplane/policyAttachment.ts';
import { labelMisses } from '../../controlplane/selector.ts';
import type { Admitted, World } from '../../controlplane/world.ts';
import type { JsonObject } from '../../model/json.ts';
import type { AuthorizationPolicySpec } from '../../yaml/schema/authorizationPolicy.ts';

/** What the policies of a place compare of a caller that its kin does not share. */
export interface Readings {
  /** Last parts of the identities that they name, such as service accounts; in lower case. */
  readonly names: Set<string>;
  readonly ranges: Set<string>;
  readonly pods: JsonObject[];
  /** They may look at an identity, or an address, in other ways. */
  anything: boolean;
}

export function noReadings(): Readings {
  return { names: new Set(), ranges: new Set(), pods: [], anything: false };
}

/** What the policies that may act at a workload's proxy, or before it, read of who calls. */
export function readingsAt(world: World, workload: Workload): Readings {
  const readings = noReadings();
  for (const policy of authorizations(world, workload)) readPolicy(policy.spec, readings);
  readNetwork(world, workload.namespace, workload.labels, readings);
  return readings;
}

/** What the network policies before a workload read of who calls. */
export function networkReadingsAt(world: World, workload: Workload): Readings {
  const readings = noReadings();
  readNetwork(world, workload.namespace, workload.labels, readings);
  return readings;
}

/** What decides whether a caller gets an answer from the cluster's DNS. */
export function readingsOfDns(world: World): Readings {
  const readings = noReadings();
  readNetwork(world, 'kube-system', null, readings);
  return readings;
}

/** More than attach: any policy with target references may act at a gateway or a waypoint. */
export function* authorizations(world: World, workload: Workload): Iterable<Admitted<AuthorizationPolicySpec>> {
  const near = new Set([workload.namespace, world.mesh.rootNamespace]);
  const gateway = workload.proxy === 'gateway' || workload.proxy === 'waypoint';
  for (const [namespace, policies] of world.authorizationPolicies) {
    for (const policy of policies) {
      const referring = targetRefs(policy.spec).length > 0;
      if (referring ? gateway : near.has(namespace) && labelMisses(policy.spec, workload).length === 0) yield policy;
    }
  }
}

const identities = ['principals', 'notPrincipals', 'serviceAccounts', 'notServiceAccounts'] as const;
const addresses = ['ipBlocks', 'notIpBlocks', 'remoteIpBlocks', 'notRemoteIpBlocks'] as const;

function readPolicy({ action, rules }: AuthorizationPolicySpec, readings: Readings): void {
  // An authorizer sees everything that the proxy knows.
  if (action === 'CUSTOM') readings.anything = true;
  for (const { from, when } of rules ?? []) {
    for (const { source } of from ?? []) {
      for (const field of identities) for (const value of source?.[field] ?? []) readIdentity(value, readings);
      for (const field of addresses) for (const value of source?.[field] ?? []) readRange(value, readings);
    }
    for (const { key, values, notValues } of when ?? []) {
      const read = key.endsWith('.ip') ? readRange : key.startsWith('source.') ? readIdentity : null;
      for (const value of [...(values ?? []), ...(notValues ?? [])]) read?.(value, readings);
    }
  }
}

/** `x` and `…/x` can only be told from others of the kin by x; `*` and `td/ns/x/*` not at all. */
function readIdentity(value: string, readings: Readings): void {
  if (!value.includes('*')) readings.names.add(lastPart(value));
  else if (value !== '*' && !/^[^*]*\*$/.test(value)) readings.anything = true;
  else if (/\/sa\/./.test(value.slice(0, -1))) readings.anything = true;
}

function readRange(value: string, readings: Readings): void {
  if (parseCidr(value) === null) readings.anything = true;
  else readings.ranges.add(value);
}

function readNetwork(
  world: World,
  namespace: string,
  labels: Workload['labels'] | null,
  { pods, ranges }: Readings,
): void {
  for (const { resource } of world.networkPolicies.get(namespace) ?? []) {
    const spec = objectAt(resource.body, 'spec');
    if (labels !== null && !matchesSelector(objectAt(spec, 'podSelector'), labels)) continue;
    for (const peer of objectsAt(spec, 'ingress').flatMap((rule) => objectsAt(rule, 'from'))) {
      if ('podSelector' in peer) pods.push(objectAt(peer, 'podSelector'));
      if (!('ipBlock' in peer)) continue;
      ranges.add(textAt(peer, 'ipBlock', 'cidr') ?? '');
      const except = valueAt(peer, ['ipBlock', 'except']);
      for (const range of Array.isArray(except) ? except : []) if (typeof range === 'string') ranges.add(range);
    }
  }
}

/** What all of it says of one caller: callers of one kin with equal marks are treated alike by these policies. */
export function markOf({ names, ranges, pods, anything }: Readings, { serviceAccount, ip, labels }: Workload): string {
  const marks: string[] = [];
  if (anything) marks.push(serviceAccount, ip);
  if (names.has(lastPart(serviceAccount))) marks.push(serviceAccount);
  for (const range of ranges) marks.push(addressIn(ip, range) ? 'in' : 'out');
  for (const selector of pods) marks.push(matchesSelector(selector, labels) ? 'yes' : 'no');
  return marks.join(' ');
}

function lastPart(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1).toLowerCase();
}
