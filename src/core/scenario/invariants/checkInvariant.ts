import type { Answers } from '../../analysis/invariants/check.ts';
import { type End, endsOf } from '../../analysis/invariants/ends.ts';
import { isThere } from '../../analysis/invariants/questions.ts';
import { askerBy } from '../../analysis/matrix/alike.ts';
import type { World } from '../../controlplane/world.ts';
import type { Demand, Invariant, InvariantPart, InvariantResult, UnclearReason } from '../../model/invariant.ts';
import type { Request } from '../../model/request.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import { sideOf } from '../side.ts';
import { isThere as callerIsThere } from '../lessons/grade.ts';
import type { EvaluationMemory } from '../memory.ts';
import { prepare, type Prepared } from '../prepare.ts';
import { mintOf } from '../exact.ts';
import { goOn, partOf, type Progress, progressOf } from './progress.ts';

/** A world is built anew for each text, so what is found out about it stays true. */
const known = new WeakMap<World, { readonly answers: Answers; readonly progress: Map<string, Progress> }>();

/**
 * Checks an invariant of a document: proved where classes of requests can prove it, else asked. About `most` requests at a time, so that other questions get their turn in between:
 * `from` is 0 or what was `next` before. Never throws.
 */
export function checkPart(
  document: HopwiseDocument,
  { demand }: Pick<Invariant, 'demand'>,
  from: number,
  most: number,
  memory: EvaluationMemory,
): InvariantPart {
  const prepared = prepare(document, memory);
  const whole = (result: InvariantResult): InvariantPart => ({ result, done: 1, of: 1, next: null });
  if (prepared.parsed.diagnostics.some(({ severity }) => severity === 'error')) return whole(unclear('unreadable'));
  if (demand.kind === 'unknown') return whole(unclear('unknownKind'));
  if (demand.kind === 'flow') return whole(checkFlow(demand, prepared));
  if (!isThere(prepared.world, demand)) return whole(unclear('nobody'));
  const { answers, progress } = knownOf(document, prepared, memory);
  const { requests } = prepared.own;
  const key = JSON.stringify(demand);
  const own = progress.get(key) ?? progressOf(answers, requests, demand, mintOf(document, memory));
  progress.set(key, own);
  // Asked again from a place that is behind: what is known is told.
  if (from <= partOf(own).done) goOn(own, answers, requests, most);
  return partOf(own);
}

/** The same in one go. */
export function checkInvariant(
  document: HopwiseDocument,
  invariant: Pick<Invariant, 'demand'>,
  memory: EvaluationMemory,
): InvariantResult {
  let part = checkPart(document, invariant, 0, Number.POSITIVE_INFINITY, memory);
  while (part.next !== null) part = checkPart(document, invariant, part.next, Number.POSITIVE_INFINITY, memory);
  return part.result;
}

function unclear(reason: UnclearReason): InvariantResult {
  return { kind: 'unclear', reason, asked: 0, witness: null };
}

function checkFlow(
  { asks: request, wants }: Extract<Demand, { readonly kind: 'flow' }>,
  prepared: Prepared,
): InvariantResult {
  if (!callerIsThere(request, prepared)) return unclear('noCaller');
  const ends = sentWith(prepared)(request);
  const witness = ({ draws, at, outside }: End) => ({
    request: draws === undefined ? request : { ...request, draws },
    reached: outside === null ? at : `external:${outside}`,
  });
  const other = ends.find(({ verdict }) => verdict !== wants && verdict !== 'undetermined');
  if (other !== undefined) return { kind: 'broken', by: 'asking', asked: 1, found: 1, witnesses: [witness(other)] };
  const open = ends.find(({ verdict }) => verdict === 'undetermined');
  if (open !== undefined) return { kind: 'unclear', reason: 'undetermined', asked: 1, witness: witness(open) };
  return { kind: 'held', by: 'request', asked: 1 };
}

/** At the time at which a request is sent, with its tokens; one that says what is drawn is taken at its word. */
function sentWith({ worldFor, resolve }: Prepared): (request: Request) => readonly End[] {
  return (request) => endsOf(worldFor(request), resolve(request)).answer;
}

function knownOf(document: HopwiseDocument, prepared: Prepared, memory: EvaluationMemory) {
  const { world, resolve } = prepared;
  const before = known.get(world);
  if (before !== undefined) return before;
  const answers: Answers = {
    world,
    plan: sideOf(document, memory).plan,
    asker: askerBy(world, (request) => endsOf(world, request)),
    endsOf: onceFor(sentWith(prepared)),
    resolve,
  };
  const made = { answers, progress: new Map<string, Progress>() };
  known.set(world, made);
  return made;
}

function onceFor(send: (request: Request) => readonly End[]): (request: Request) => readonly End[] {
  const sent = new Map<string, readonly End[]>();
  return (request) => {
    const key = JSON.stringify(request);
    const before = sent.get(key);
    if (before !== undefined) return before;
    const ends = send(request);
    sent.set(key, ends);
    return ends;
  };
}
