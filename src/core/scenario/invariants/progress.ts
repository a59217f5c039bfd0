import { type Answers, checkSome, nothingFound, resultOf, type Tally } from '../../analysis/invariants/check.ts';
import type { WideDemand } from '../../analysis/invariants/judge.ts';
import { nothingProved, type Proof, proofOf, type ProofTally, proveSome } from '../../analysis/invariants/proof.ts';
import { ownQuestions, type Question, questionsOf } from '../../analysis/invariants/questions.ts';
import type { Mint } from '../../analysis/difference/exact/bench.ts';
import type { InvariantPart } from '../../model/invariant.ts';
import type { Request } from '../../model/request.ts';

/** How far one demand has been checked: first it is tried to be proved, then the requests are asked that are left. */
export interface Progress {
  readonly demand: WideDemand;
  readonly proof: Proof;
  proved: ProofTally;
  /** The next target of the proof; null: it is through. */
  target: number | null;
  /** The document's own requests, whatever is proved; and all others, if it is not. */
  questions: readonly Question[];
  wide: readonly Question[] | null;
  tally: Tally;
  next: number | null;
}

export function progressOf(
  { world, plan }: Answers,
  own: readonly Request[],
  demand: WideDemand,
  mint: Mint,
): Progress {
  const proof = proofOf(world, plan, mint, demand);
  const unsettled = proof.beforehand;
  return {
    demand,
    proof,
    proved: { ...nothingProved, unsettled },
    target: proof.steps.length === 0 ? null : 0,
    questions: ownQuestions(own),
    wide: null,
    tally: nothingFound,
    next: 0,
  };
}

/** Goes on by about `most` requests. */
export function goOn(progress: Progress, answers: Answers, own: readonly Request[], most: number): void {
  if (progress.target !== null) {
    const { tally, next } = proveSome(progress.proof, progress.proved, progress.target, most);
    progress.proved = tally;
    progress.target = next;
    return;
  }
  const { demand } = progress;
  if (progress.next === null) return;
  // "Proved" is of all requests: nobody else needs to be asked, but for what leaves, of which not all parts are classes.
  if (progress.wide === null && (!isProved(progress) || demand.kind === 'egress' || demand.kind === 'noPlaintext')) {
    progress.wide = questionsOf(answers.world, answers.plan, own, demand);
    progress.questions = progress.wide;
    return;
  }
  const { tally, next } = checkSome(answers, demand, progress.questions, progress.tally, progress.next, most);
  progress.tally = tally;
  progress.next = next;
}

function isProved({ proved }: Progress): boolean {
  return proved.found === 0 && proved.unsettled.length === 0 && proved.unclear === null;
}

/** How far it is, with what is known by now. */
export function partOf({ proof, target, proved, tally, next, questions }: Progress): InvariantPart {
  const targets = proof.steps.length;
  const of = targets + questions.length;
  const done = target === null ? targets + (next ?? questions.length) : target;
  return { result: resultOf(tally, proved), done, of, next: target === null && next === null ? null : done };
}
