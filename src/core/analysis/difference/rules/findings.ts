import type { LintCode, Problem, ProvedFinding } from '../../../model/lint.ts';
import type { DeadReason, Decider, RuleProof } from '../../../model/proof.ts';

type Dead = Extract<RuleProof['use'], { readonly kind: 'dead' }>;
type Known = Pick<Problem, 'code' | 'resource' | 'path'>;

/** So many of those that decide instead are named. */
const mostNamed = 3;

/**
 * What is proved to decide nothing, as something to say about the text: a policy as a whole in the place of its rules.
 * `known`: what the text alone has shown; the same is not said again. `rulesOf`: how many rules a policy has.
 */
export function findingsOf(
  proofs: readonly RuleProof[],
  known: readonly Known[],
  rulesOf: (policy: RuleProof['policy']) => number,
): readonly ProvedFinding[] {
  const whole = new Set(proofs.filter(({ use, rule }) => rule === null && use.kind === 'dead').map(idOf));
  return proofs.toReversed().flatMap((proof): readonly ProvedFinding[] => {
    const { use, rule, policy } = proof;
    if (use.kind !== 'dead' || (rule !== null && whole.has(policy.resource))) return [];
    if (known.some((each) => saysSo(each, proof, use.why))) return [];
    return [findingOf(proof, use, rulesOf(policy))];
  });
}

function idOf({ policy }: RuleProof): string {
  return policy.resource;
}

function findingOf({ policy, action, rule }: RuleProof, use: Dead, rules: number): ProvedFinding {
  const { resource } = policy;
  const named = use.by.slice(0, mostNamed);
  const args = {
    action,
    why: use.why,
    by: named.map(nameOf).join(', '),
    more: String(use.by.length - named.length),
  };
  const common = {
    severity: severityOf(action, use.why),
    resource,
    proof: { by: use.by, witness: use.witness },
  } as const;
  if (rule === null)
    return {
      ...common,
      code: 'policyDecidesNothing',
      path: ['spec'],
      on: 'key',
      args,
      fix: [{ op: 'remove', resource, path: [] }],
    };
  return {
    ...common,
    code: 'ruleDecidesNothing',
    path: ['spec', 'rules', rule],
    on: 'value',
    args: { ...args, rule: String(rule + 1) },
    // "rules: []" still refuses (1.7): the policy stays one that lets nothing in.
    fix: [
      rules === 1
        ? { op: 'set', resource, path: ['spec', 'rules'], value: [] }
        : { op: 'remove', resource, path: ['spec', 'rules', rule] },
    ],
  };
}

function nameOf({ namespace, name, rule }: Decider): string {
  return rule === null ? `${namespace}/${name}` : `${namespace}/${name} ${rule + 1}`;
}

/** A second lock may well be meant; a rule that was to let in, or never matches, hardly. */
function severityOf(action: RuleProof['action'], why: DeadReason): ProvedFinding['severity'] {
  const neverMatches = why === 'tcp' || why === 'port' || why === 'unmatched';
  return why === 'other' || (action === 'DENY' && !neverMatches) ? 'hint' : 'warning';
}

/** Say of a whole policy that it decides nothing. */
const ofPolicies: ReadonlySet<Problem['code']> = new Set<LintCode>(['allowedAnyway', 'deniedAnyway']);

/** Say why a rule never matches: of all of it, or of a value, or a field, that no request has. */
const ofMatches: ReadonlySet<Problem['code']> = new Set<LintCode>([
  'ruleLostOnTcp',
  'servicePortInRule',
  'portUnused',
  'identityNeverThere',
  'tokenNeverChecked',
  'spiffePrefix',
  'methodCase',
  'pathWithQuery',
  'pathWithoutSlash',
  'anyTokenTwice',
  'issuerAlone',
  'issuerUnknown',
  'trustDomainUnknown',
  'claimWithDot',
  'hostByPort',
]);

function saysSo({ code, resource, path }: Known, { policy, rule }: RuleProof, why: DeadReason): boolean {
  if (resource !== policy.resource) return false;
  if (ofPolicies.has(code)) return true;
  const inRule = path[0] === 'spec' && path[1] === 'rules' && (rule === null || path[2] === rule);
  if (!inRule) return false;
  if (code === 'ruleCovered') return rule !== null;
  return ofMatches.has(code) && (why === 'unmatched' || why === 'port' || why === 'tcp');
}
