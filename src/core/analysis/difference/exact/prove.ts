import { send } from '../../../dataplane/send.ts';
import type { Request } from '../../../model/request.ts';
import type { WorkloadId } from '../../../model/resource.ts';
import type { StepKind, Trace, Verdict } from '../../../model/trace.ts';
import type { Bench, ExactTarget } from './bench.ts';
import type { Doubt } from './condition.ts';
import { contextOf, type Found, openIn, type Question } from './open.ts';
import { readingsOf } from './readings.ts';
import { holdsFor, part, type Region, type Witness, witnessOf } from './region.ts';
import { type Start, startsOf } from './starts.ts';

/** One class of requests, and how it ends in both worlds. */
export interface ProvedClass {
  readonly start: Start;
  readonly region: Region;
  readonly witness: Request;
  readonly before: Verdict;
  readonly after: Verdict;
  /** Where it comes in the end, in the second world; null: nowhere, or out of the mesh. */
  readonly reached: WorkloadId | null;
  /** Why nothing is claimed of the others of its class; null: they all end as the witness does. */
  readonly doubt: Doubt | null;
}

/** What became of all requests to one target. */
export interface TargetProof {
  readonly target: ExactTarget;
  readonly classes: number;
  /** How many requests have been sent. */
  readonly sent: number;
  /** Those that differ or are in doubt; all of them, where that was asked for. */
  readonly told: readonly ProvedClass[];
}

/** More classes than this of one target are not asked. */
const mostClasses = 4000;

interface Open {
  readonly region: Region;
  /** Known of the part that its witness is in. */
  readonly known: { readonly witness: Witness; readonly request: Request; readonly traces: readonly Trace[] } | null;
}

interface Proof {
  classes: number;
  sent: number;
  readonly told: ProvedClass[];
}

/**
 * Parts all requests to one target into classes that every policy of either world takes alike, and asks one request of
 * each class in both. `whole`: the classes that end alike are told, too.
 */
export function proveTarget(bench: Bench, target: ExactTarget, whole = false): TargetProof {
  const proof: Proof = { classes: 0, sent: 0, told: [] };
  if (!whole && bench.alike(target)) return { target, ...proof };
  for (const start of startsOf(bench, target)) proveStart(bench, target, start, proof, whole);
  return { target, ...proof };
}

function proveStart(bench: Bench, target: ExactTarget, start: Start, proof: Proof, whole: boolean): void {
  const open: Open[] = [{ region: start.region, known: null }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { region } = next;
    const known = next.known ?? asked(bench, start, region, proof);
    const { witness, traces } = known;
    const question = { region, witness, caller: target.pod === null ? witness.caller : null, forwards: start.forwards };
    const found = openCondition(bench, question, traces);
    if (found.kind === 'split') {
      const wanted = holdsFor(witness, found.condition);
      const mine = part(region, found.condition, wanted, bench.freedom);
      const rest = part(region, found.condition, !wanted, bench.freedom);
      if (mine !== null && mine !== 'tooLarge' && rest !== 'tooLarge' && proof.classes + open.length < mostClasses) {
        if (rest !== null) open.push({ region: rest, known: null });
        open.push({ region: mine, known });
        continue;
      }
      const many = mine !== 'tooLarge' && rest !== 'tooLarge';
      const doubt: Doubt = many
        ? { code: 'tooMany', name: String(mostClasses) }
        : { code: 'tooLarge', name: found.condition.words.field };
      settle(start, region, known, doubt, proof, whole);
      // Of the classes that are left over nothing is claimed, either.
      if (many)
        for (const each of open)
          settle(start, each.region, asked(bench, start, each.region, proof), doubt, proof, whole);
      if (many) return;
      continue;
    }
    settle(start, region, known, found.doubt, proof, whole);
  }
}

function asked(bench: Bench, start: Start, region: Region, proof: Proof) {
  const witness = witnessOf(region, bench.freedom);
  const request = start.requestOf(witness);
  const [before, after] = bench.sides;
  const first = send(before.world, request);
  const same = before.world === after.world || (bench.policiesAlone && isBeforePolicies(first));
  proof.sent += same ? 1 : 2;
  return { witness, request, traces: [first, same ? first : send(after.world, request)] };
}

const beforePolicies: readonly StepKind[] = [
  'dns',
  'networkPolicy',
  'listener',
  'filterChain',
  'handshake',
  'codec',
  'jwt',
];

/** Refused before any policy is asked: where nothing else differs, the other world refuses it at the same step. */
function isBeforePolicies({ verdict, hops }: Trace): boolean {
  const last = hops.at(-1)?.steps.at(-1);
  if (verdict.kind !== 'denied' || last === undefined || last.id !== verdict.step) return false;
  return beforePolicies.includes(last.kind) && !hops.some(({ steps }) => steps.some(({ kind }) => kind === 'rbac'));
}

/** What the two walks read that is not the same for the whole class. */
export function openCondition(bench: Bench, question: Question, traces: readonly Trace[]): Found {
  const context = contextOf(bench, question);
  let doubt: Doubt | null = null;
  for (const [index, trace] of traces.entries()) {
    const world = bench.sides[index]?.world;
    if (world === undefined || (index > 0 && trace === traces[0])) continue;
    for (const reading of readingsOf(world, trace, context)) {
      const found = openIn(reading, context.ground);
      if (found.kind === 'split') return found;
      doubt ??= found.doubt;
    }
  }
  if (doubt === null && bench.normalization && question.region.texts.has('path'))
    doubt = { code: 'rewrite', name: 'pathNormalization' };
  return { kind: 'settled', doubt };
}

function settle(
  start: Start,
  region: Region,
  { request, traces }: NonNullable<Open['known']>,
  doubt: Doubt | null,
  proof: Proof,
  whole: boolean,
): void {
  const [before, after] = traces.map(({ verdict }) => verdict);
  if (before === undefined || after === undefined) return;
  const reached = traces[1]?.delivery?.workload ?? null;
  proof.classes += 1;
  const unsure = before.kind === 'undetermined' || after.kind === 'undetermined';
  if (whole || unsure || doubt !== null || before.kind !== after.kind)
    proof.told.push({ start, region, witness: request, before, after, reached, doubt });
}
