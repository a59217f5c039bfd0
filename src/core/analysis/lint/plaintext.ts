import type { Workload } from '../../cluster/types.ts';
import { type PeerMode, workloadPeerMode } from '../../controlplane/peerAuthentication.ts';
import type { Finding, LintCode } from '../../model/lint.ts';
import { askForMtls } from './askForMtls.ts';
import type { Facts, Lint } from './facts.ts';
import { warning } from './finding.ts';
import { actionOf, authorizationPolicies, type PlacedRule, rulesOf } from './policies.ts';
import { selectedBy } from './policyTargets.ts';
import type { RuleField } from './ruleFields.ts';

/** What is read from the client's certificate (4.4). */
const identity: ReadonlySet<string> = new Set([
  'principals',
  'namespaces',
  'serviceAccounts',
  'trustDomains',
  'source.principal',
  'source.namespace',
  'source.serviceAccount',
  'source.trustDomain',
]);

/** Rules that go by the caller's identity, at workloads that take plaintext, which has none. */
export const plaintext: Lint = (facts) =>
  authorizationPolicies(facts.world).flatMap((policy) => {
    const rules = rulesOf(policy).filter(({ fields }) => fields.some(({ name }) => identity.has(name)));
    if (rules.length === 0) return [];
    const workloads = selectedBy(facts, policy).filter(({ proxy }) => proxy === 'sidecar' || proxy === 'ambient');
    return rules.flatMap((rule) => ruleFindings(facts, rule, workloads));
  });

function ruleFindings({ world }: Facts, rule: PlacedRule, workloads: readonly Workload[]): readonly Finding[] {
  const found = surprise(rule);
  if (found === null) return [];
  const concerned = workloads.filter((workload) => {
    const mode = workloadPeerMode(world, workload, null);
    // "STRICT on Envoy proxies is checked earlier: plaintext never reaches RBAC" (4.4).
    return found.code === 'identityNeverThere' ? neverMutual(mode, workload) : mode.mode !== 'STRICT';
  });
  const [first] = concerned;
  if (first === undefined) return [];
  const args = { workload: first.name, field: wordOf(found.field), mode: workloadPeerMode(world, first, null).mode };
  const fix = askForMtls(world, concerned);
  return [warning(found.code, rule.policy.resource, found.field.path, { args, on: 'key', fix })];
}

function surprise({ policy, fields }: PlacedRule): { readonly code: LintCode; readonly field: RuleField } | null {
  const ofCaller = fields.filter(({ name }) => identity.has(name));
  const positive = ofCaller.find(({ negated }) => !negated);
  const negative = ofCaller.find(({ negated }) => negated);
  switch (actionOf(policy)) {
    case 'DENY':
      // "DENY principals/namespaces is bypassed by plaintext." A second, negative field changes nothing of that.
      return positive === undefined ? null : { code: 'denyMissesPlaintext', field: positive };
    case 'ALLOW': {
      if (positive !== undefined && everyWayNeeds(fields)) return { code: 'identityNeverThere', field: positive };
      // "ALLOW notPrincipals/notNamespaces admits every plaintext client", by an entry that asks for nothing else of the caller.
      const alone =
        negative === undefined ? undefined : ofCaller.find((field) => field.negated && isAlone(fields, field));
      return alone === undefined ? null : { code: 'plaintextAdmitted', field: alone };
    }
    case 'AUDIT':
    case 'CUSTOM':
      return null;
  }
}

/** Whether a rule cannot match without an identity: each sender needs one, or a condition does. */
function everyWayNeeds(fields: readonly RuleField[]): boolean {
  const needs = ({ name, negated }: RuleField): boolean => identity.has(name) && !negated;
  if (fields.some((field) => field.part === 'when' && needs(field))) return true;
  const senders = new Set(fields.filter(({ part }) => part === 'from').map(({ entry }) => entry));
  return (
    senders.size > 0 &&
    [...senders].every((entry) =>
      fields.some((field) => field.part === 'from' && field.entry === entry && needs(field)),
    )
  );
}

/** Nothing else in the same sender, nor in the conditions, asks for an identity or an address. */
function isAlone(fields: readonly RuleField[], field: RuleField): boolean {
  const near = fields.filter(
    ({ part, entry }) => part === 'when' || (part === 'from' && (field.part === 'when' || entry === field.entry)),
  );
  const asks = ({ name, negated }: RuleField): boolean =>
    !negated && (identity.has(name) || name.includes('ip') || name.includes('Ip') || name.includes('request'));
  return !near.some(asks);
}

/** "DISABLE: TLS is not terminated" (2.9): no caller ever has an identity there. HBONE is mTLS all the same (2.12, 2.13). */
function neverMutual({ mode }: PeerMode, { proxy, labels }: Workload): boolean {
  return mode === 'DISABLE' && proxy === 'sidecar' && labels['networking.istio.io/tunnel'] !== 'http';
}

function wordOf({ name, negated, part }: RuleField): string {
  return negated && part === 'from' ? `not${name.charAt(0).toUpperCase()}${name.slice(1)}` : name;
}
