import type { World } from '../../controlplane/world.ts';
import type { InvariantResult, Witness } from '../../model/invariant.ts';
import type { MatrixPlan } from '../../model/matrix.ts';
import type { Request } from '../../model/request.ts';
import type { Asker } from '../matrix/alike.ts';
import { questionOf } from '../matrix/ask.ts';
import type { End } from './ends.ts';
import { judge, type WideDemand } from './judge.ts';
import type { ProofTally } from './proof.ts';
import type { Question } from './questions.ts';

/** What of a proof its result is made of. */
type ProofResult = Pick<ProofTally, 'classes' | 'found' | 'witnesses' | 'unsettled' | 'unclear' | 'bySidecar'>;

/** As many witnesses as are told. */
const mostTold = 10;

/** Answers of one world, for all demands that are made of it. */
export interface Answers {
  readonly world: World;
  readonly plan: MatrixPlan;
  readonly asker: Asker<readonly End[]>;
  /** All ends of one request that is asked by nobody else. */
  readonly endsOf: (request: Request) => readonly End[];
  readonly resolve: (request: Request) => Request;
}

/** What has been found out about a demand so far. */
export interface Tally {
  readonly asked: number;
  readonly found: number;
  readonly witnesses: readonly Witness[];
  /** The first one of which the engine cannot tell whether it breaks the demand. */
  readonly unclear: Witness | null;
}

export const nothingFound: Tally = { asked: 0, found: 0, witnesses: [], unclear: null };

/** Asks questions from `from` on, until at least `most` requests have been asked; `next` is where to go on. */
export function checkSome(
  answers: Answers,
  demand: WideDemand,
  questions: readonly Question[],
  before: Tally,
  from: number,
  most: number,
): { readonly tally: Tally; readonly next: number | null } {
  const witnesses = [...before.witnesses];
  let { asked, found, unclear } = before;
  const limit = asked + most;
  let next = from;
  for (; next < questions.length && asked < limit; next += 1) {
    const question = questions[next];
    if (question === undefined) break;
    for (const { request, ends } of answersTo(answers, question)) {
      asked += 1;
      const wrong = ends.find((end) => judge(answers.world, demand, request, end) === 'breaks');
      if (wrong !== undefined) {
        found += 1;
        if (witnesses.length < mostTold) witnesses.push(witnessOf(request, wrong));
        continue;
      }
      const open =
        unclear === null ? ends.find((end) => judge(answers.world, demand, request, end) === 'unclear') : undefined;
      if (open !== undefined) unclear = witnessOf(request, open);
    }
  }
  return { tally: { asked, found, witnesses, unclear }, next: next < questions.length ? next : null };
}

function* answersTo(
  { plan, asker, endsOf, resolve }: Answers,
  question: Question,
): Iterable<{ readonly request: Request; readonly ends: readonly End[] }> {
  if (question.kind === 'one') {
    yield { request: question.request, ends: endsOf(question.request) };
    return;
  }
  const { node, key, probe } = question;
  for (const row of plan.rows) {
    if (row.caller === node) continue;
    const request = questionOf(row, probe, undefined);
    yield { request, ends: asker.ask(key, row.caller, () => resolve(request)) };
  }
}

/** A request that ends so also when it is asked again: by name, and with what must be drawn. */
function witnessOf(request: Request, { at, outside, draws }: End): Witness {
  const reached = outside === null ? at : `external:${outside}`;
  return { request: draws === undefined ? request : { ...request, draws }, reached };
}

/** A tally as an answer. A breach is one whatever else is unclear; `proved`: what classes said, null: there is nothing to prove. */
export function resultOf({ asked, found, witnesses, unclear }: Tally, proved: ProofResult): InvariantResult {
  if (found > 0) return { kind: 'broken', by: 'asking', asked, found, witnesses };
  if (proved.found > 0)
    return { kind: 'broken', by: 'proof', asked: proved.classes, found: proved.found, witnesses: proved.witnesses };
  const open = unclear ?? proved.unclear;
  if (open !== null) return { kind: 'unclear', reason: 'undetermined', asked, witness: open };
  const { unsettled, classes, bySidecar } = proved;
  return unsettled.length === 0
    ? { kind: 'held', by: 'proof', asked, classes, bySidecar }
    : { kind: 'held', by: 'asking', asked, unsettled };
}
