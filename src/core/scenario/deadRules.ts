import { findingsOf } from '../analysis/difference/rules/findings.ts';
import type { DeadRules, Problem } from '../model/lint.ts';
import type { RuleProof } from '../model/proof.ts';
import type { HopwiseDocument } from '../model/scenario.ts';
import type { ParsedDocument } from '../yaml/parse.ts';
import type { EvaluationMemory } from './memory.ts';
import { prepare } from './prepare.ts';
import { placed, problemsOf } from './problems.ts';
import { rulesOf } from './reach.ts';

/** What the text alone shows: the same as long as the text is. */
const shown = new WeakMap<ParsedDocument, readonly Problem[]>();

/**
 * The rules and policies of a document that are proved to decide nothing, after so many questions, as far as its text does
 * not show it by itself. Asked for more and more it goes on where it was. Never throws.
 */
export function deadRules(document: HopwiseDocument, until: number, memory: EvaluationMemory): DeadRules {
  const { parsed, world } = prepare(document, memory);
  // A part that cannot be read may hold what a rule is of use for.
  if (parsed.diagnostics.some(({ severity }) => severity === 'error')) return { rules: 0, asked: 0, problems: [] };
  const known = shown.get(parsed) ?? problemsOf(document, memory);
  shown.set(parsed, known);
  const { rules, asked, proofs } = rulesOf(document, null, until, memory);
  const count = ({ resource, namespace }: RuleProof['policy']): number =>
    world.authorizationPolicies.get(namespace)?.find((each) => each.resource.id === resource)?.spec.rules?.length ?? 0;
  const problems = findingsOf(proofs, known, count).flatMap((finding) => placed(parsed, finding));
  return { rules, asked, problems };
}
