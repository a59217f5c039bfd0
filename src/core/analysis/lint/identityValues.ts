import type { Finding } from '../../model/lint.ts';
import type { Path, Resource } from '../../model/resource.ts';
import { acceptedTrustDomains, expandPrincipal } from '../../controlplane/trustDomain.ts';
import type { Facts } from './facts.ts';
import { hint, set, warning } from './finding.ts';
import { nearestName } from './likeness.ts';
import { eachValue, type FieldLint, type PlacedField } from './placedField.ts';
import { enforcedAt } from './policyTargets.ts';

type Look = (facts: Facts, placed: PlacedField, value: string, path: Path) => readonly Finding[];

const looks: Readonly<Record<string, Look>> = {
  principals: principal,
  'source.principal': principal,
  namespaces: namespace,
  'source.namespace': namespace,
  serviceAccounts: account,
  'source.serviceAccount': account,
};

/** Identities that nobody has. */
export const identityValues: FieldLint = (facts, placed) => {
  const look = looks[placed.field.name];
  return look === undefined ? [] : eachValue(placed, (value, path) => look(facts, placed, value, path));
};

function principal(facts: Facts, placed: PlacedField, value: string, path: Path): readonly Finding[] {
  const foreign = trustDomain(facts, placed, value, path);
  if (foreign.length > 0) return foreign;
  const { resource } = placed.policy;
  // TRUST_DOMAIN/ns/NAMESPACE/sa/ACCOUNT, the first three parts perhaps a star.
  const [, before, name, sa] = /^([^/]*)\/ns\/([^/*]+)\/sa\/([^/*]+)$/.exec(value) ?? [];
  if (before === undefined || name === undefined || sa === undefined) return [];
  return nobody(
    facts,
    { resource, path, value },
    { namespace: name, account: sa },
    (near) => `${before}/ns/${near.namespace}/sa/${near.account}`,
  );
}

/** "Peers of foreign trust domains fail the handshake"; "ours or cluster.local is replaced, if there are exactly 5 parts" (5.3, 5.6). */
function trustDomain(facts: Facts, { policy }: PlacedField, value: string, path: Path): readonly Finding[] {
  const [domain = '', second] = value.split('/');
  const { mesh } = facts.world;
  const domains = acceptedTrustDomains(facts.world);
  if (domain === mesh.trustDomain) return [];
  if (second !== 'ns' || domain === '' || domain.includes('*')) return [];
  if (domains === null) return [];
  const accepted = (each: string): boolean => domains.includes(each.split('/')[0] ?? '');
  if (expandPrincipal(value, mesh.trustDomainBundle).some(accepted)) return [];
  // "Gateway servers do not add the trust-domain check" (1.10).
  if (enforcedAt(facts, policy).some(({ proxy }) => proxy === 'gateway')) return [];
  const fix = [set(policy.resource, path, [mesh.trustDomain, ...value.split('/').slice(1)].join('/'))];
  return [
    warning('trustDomainUnknown', policy.resource, path, { args: { value, domain, own: mesh.trustDomain }, fix }),
  ];
}

/** "`ns/sa`, or `sa` = the service account in the policy's own namespace" (2.1). */
function account(facts: Facts, { policy: { resource } }: PlacedField, value: string, path: Path): readonly Finding[] {
  const [first = '', second] = value.split('/');
  const [where, sa] = second === undefined ? [resource.namespace, first] : [first, second];
  return nobody(
    facts,
    { resource, path, value },
    { namespace: where, account: sa },
    (near) => `${near.namespace}/${near.account}`,
  );
}

interface Known {
  readonly namespace: string;
  readonly account: string;
}
interface Written {
  readonly resource: Resource;
  readonly path: Path;
  readonly value: string;
}

/** Whether a service account is nobody's: neither written nor run by a workload. */
function nobody(
  { accounts, world }: Facts,
  { resource, path, value }: Written,
  { namespace, account }: Known,
  write: (near: Known) => string,
): readonly Finding[] {
  if (accounts.get(namespace)?.has(account) === true) return [];
  const near = nearest(accounts, namespace, account);
  const args = { value, namespace, account, near: near === null ? '' : `${near.namespace}/${near.account}` };
  // What lives in a namespace that is not in the text is not for the text to say.
  const say = near === null && !world.cluster.namespaces.has(namespace) ? hint : warning;
  const fix = near === null ? [] : [set(resource, path, write(near))];
  return [say('accountUnknown', resource, path, { args, fix })];
}

function nearest(accounts: Facts['accounts'], namespace: string, account: string): Known | null {
  const alike = nearestName(account, accounts.get(namespace) ?? []);
  if (alike !== null) return { namespace, account: alike };
  // The account is right and the namespace is not.
  const holders = [...accounts].flatMap(([each, names]) => (names.has(account) ? [each] : []));
  const near = holders.length === 1 ? holders[0] : nearestName(namespace, holders);
  return near === null || near === undefined ? null : { namespace: near, account };
}

function namespace(
  { world }: Facts,
  { policy: { resource }, field }: PlacedField,
  value: string,
  path: Path,
): readonly Finding[] {
  // "`*a`, `*sa`, `*/sa` match every identity: the literal segment sa/ follows the namespace" (2.1).
  if (/^\*(?:a|sa|\/sa)$/.test(value)) return [warning('namespaceSpill', resource, path, { args: { value } })];
  const { namespaces } = world.cluster;
  if (/[*/]/.test(value) || namespaces.has(value)) return [];
  const near = nearestName(value, namespaces.keys());
  const taken = near !== null && field.values.includes(near);
  return [
    warning('namespaceUnknown', resource, path, {
      args: { value },
      fix: near === null || taken ? [] : [set(resource, path, near)],
    }),
  ];
}
