import type { RuleProof, RuleReport, RuleUse } from '../../../model/proof.ts';
import type { WorkloadId } from '../../../model/resource.ts';
import type { RuleRef } from '../../../model/trace.ts';
import type { Bench } from '../exact/bench.ts';
import { seekAcross, seekDifference } from './across.ts';
import { whyDead } from './dead.ts';
import { type Enforced, enforcedPolicies } from './policies.ts';
import { type Removed, withPolicy, withRule, worldWithout } from './removal.ts';
import { seekUse, type Sought } from './seek.ts';

/** How far the question of what each rule is of use for has come. */
export interface RuleRun {
  readonly bench: Bench;
  readonly questions: readonly Question[];
  /** What is dead so far: the world without it answers every request as before. */
  removed: Removed;
  readonly proofs: RuleProof[];
  /** How many questions are answered. */
  asked: number;
}

interface Question {
  readonly of: Enforced;
  /** Null: the policy as a whole, after its rules. */
  readonly rule: RuleRef | null;
}

/** The bench has one world on both sides. `only`: what the rules are of use for at one workload. */
export function ruleRun(bench: Bench, only: WorkloadId | null): RuleRun {
  const { world } = bench.sides[0];
  const questions = enforcedPolicies(world, only)
    .toReversed()
    .flatMap((of): readonly Question[] => {
      const { resource, spec } = of.policy;
      const policy = { resource: resource.id, namespace: resource.namespace, name: resource.name };
      const rules = (spec.rules ?? []).map((_, rule): Question => ({ of, rule: { ...policy, rule } }));
      return [...rules.toReversed(), { of, rule: null }];
    });
  return { bench, questions, removed: new Map(), proofs: [], asked: 0 };
}

/** Goes on until so many questions are answered. */
export function askRules(run: RuleRun, until: number): RuleReport {
  for (const question of run.questions.slice(run.asked, until)) {
    const proof = answer(run, question);
    if (proof !== null) run.proofs.push(proof);
    run.asked += 1;
  }
  return { rules: run.questions.length, asked: run.asked, proofs: [...run.proofs] };
}

function answer(run: RuleRun, { of, rule }: Question): RuleProof | null {
  const { resource } = of.policy;
  const policy = { resource: resource.id, namespace: resource.namespace, name: resource.name };
  const base = { policy, action: of.action, rule: rule?.rule ?? null };
  if (rule === null) {
    const use = policyUse(run, of);
    if (use?.kind === 'dead') run.removed = withPolicy(run.removed, resource.id);
    return use === null ? null : { ...base, use };
  }
  const use = unasked(of) ?? ruleUse(run, of, rule);
  if (use.kind === 'dead') run.removed = withRule(run.removed, rule);
  return { ...base, use };
}

/** What needs no request to be said. */
function unasked({ action, policy, pods, gateways, other }: Enforced): RuleUse | null {
  if (pods.length === 0 && gateways.length === 0 && other === null) return { kind: 'nowhere' };
  if (action === 'CUSTOM') return { kind: 'doubt', code: 'authorizer', name: policy.resource.name, witness: null };
  return null;
}

function ruleUse({ bench, removed }: RuleRun, of: Enforced, rule: RuleRef): RuleUse {
  const { world } = bench.sides[0];
  const [before, after] = [worldWithout(world, removed), worldWithout(world, withRule(removed, rule))];
  const sought = seekAcross(bench, of, before, after, (beside, target) => seekUse(beside, target, rule));
  if (sought.kind !== 'unused') return told(sought);
  if (of.other !== null) return { kind: 'doubt', code: 'place', name: of.other, witness: null };
  return { kind: 'dead', ...whyDead({ bench, removed }, of, rule, sought.classes) };
}

function told(sought: Exclude<Sought, { kind: 'unused' }>): RuleUse {
  if (sought.kind === 'doubt') return { kind: 'doubt', ...sought.doubt, witness: sought.witness };
  const { witness, before, after } = sought.use;
  return { kind: 'used', witness, before: before.kind, after: after.kind };
}

/**
 * Of use by being there, once none of its rules decides anything: an ALLOW refuses what no rule lets in. Null: a rule is of
 * use, or may be.
 */
function policyUse({ bench, removed, proofs }: RuleRun, of: Enforced): RuleUse | null {
  const { resource, spec } = of.policy;
  // They were asked right before.
  const own = proofs.slice(proofs.findLastIndex((proof) => proof.policy.resource !== resource.id) + 1);
  if (own.some(({ use }) => use.kind !== 'dead')) return null;
  const before = unasked(of);
  if (before !== null) return before;
  if (of.action !== 'DENY') {
    // "DENY: never matches" without a rule; an ALLOW that is attached refuses (1.7).
    const { world } = bench.sides[0];
    const without = worldWithout(world, withPolicy(removed, resource.id));
    const sought = seekAcross(bench, of, worldWithout(world, removed), without, seekDifference);
    if (sought.kind !== 'unused') return told(sought);
  }
  if (of.other !== null) return { kind: 'doubt', code: 'place', name: of.other, witness: null };
  const [only, ...more] = own;
  if (only?.use.kind === 'dead' && more.length === 0) return only.use;
  // Each once; that its own rules stand in for each other says nothing.
  const others = own
    .flatMap(({ use }) => (use.kind === 'dead' ? use.by : []))
    .filter((each) => each.resource !== resource.id);
  const by = [...new Map(others.map((each) => [`${each.resource} ${String(each.rule)}`, each])).values()];
  const why = (spec.rules ?? []).length === 0 || by.length === 0 ? 'other' : 'shadowed';
  return { kind: 'dead', why, by, witness: null };
}
