import { send } from '../../../dataplane/send.ts';
import type { Request } from '../../../model/request.ts';
import type { RuleRef, Trace, Verdict } from '../../../model/trace.ts';
import type { Bench, ExactTarget } from '../exact/bench.ts';
import type { Condition, Doubt } from '../exact/condition.ts';
import { reasonOf } from '../exact/formula.ts';
import { contextOf, openIn, type Question } from '../exact/open.ts';
import { openCondition } from '../exact/prove.ts';
import { readingsOf } from '../exact/readings.ts';
import { holdsFor, part, type Region, type Witness, witnessOf } from '../exact/region.ts';
import { ownTlsStarts, type Start, startsOf } from '../exact/starts.ts';

/** A request that ends otherwise in the second world, where one rule is gone. */
export interface Use {
  readonly witness: Request;
  readonly before: Verdict;
  readonly after: Verdict;
}

/** A class of requests for which the rule is of no use. */
export interface Useless {
  readonly witness: Request;
  /** Without the rule. */
  readonly verdict: Verdict;
  /** `matches`: it matches, and nothing changes. `misses`: it does not. `before`: its filter is not reached. */
  readonly rule: 'matches' | 'misses' | 'before';
}

export type Sought =
  | { readonly kind: 'used'; readonly use: Use }
  | { readonly kind: 'unused'; readonly classes: readonly Useless[] }
  | { readonly kind: 'doubt'; readonly doubt: Doubt; readonly witness: Request };

/** More classes than this of one target are not asked. */
const mostClasses = 2000;

interface Open {
  readonly region: Region;
  readonly known: Asked | null;
}

interface Asked {
  readonly witness: Witness;
  readonly request: Request;
  readonly trace: Trace;
}

/**
 * Looks for a request to a target that ends otherwise without a rule; the bench has the world with it, and without it.
 * None, and no doubt: there is none, for what the rule does not match ends alike in both, and of what it matches every class was asked.
 */
export function seekUse(bench: Bench, target: ExactTarget, rule: RuleRef): Sought {
  const classes: Useless[] = [];
  let doubt: Extract<Sought, { kind: 'doubt' }> | null = null;
  for (const start of [...startsOf(bench, target), ...ownTlsStarts(bench, target)]) {
    const found = seekFrom(bench, target, start, rule, classes);
    if (found?.kind === 'used') return found;
    if (found?.kind === 'doubt') doubt ??= found;
  }
  return doubt ?? { kind: 'unused', classes };
}

function seekFrom(bench: Bench, target: ExactTarget, start: Start, rule: RuleRef, classes: Useless[]): Sought | null {
  const open: Open[] = [{ region: start.region, known: null }];
  let doubted: Extract<Sought, { kind: 'doubt' }> | null = null;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { region } = next;
    const known = next.known ?? asked(bench, start, region);
    const { witness, request } = known;
    const caller = target.pod === null ? witness.caller : null;
    const found = look(bench, { region, witness, caller, forwards: start.forwards }, known, rule);
    if (found.kind === 'used') return found;
    if (found.kind === 'split') {
      const wanted = holdsFor(witness, found.condition);
      const mine = part(region, found.condition, wanted, bench.freedom);
      const rest = part(region, found.condition, !wanted, bench.freedom);
      if (mine === 'tooLarge' || rest === 'tooLarge' || mine === null) {
        doubted ??= { kind: 'doubt', doubt: { code: 'tooLarge', name: found.condition.words.field }, witness: request };
        continue;
      }
      if (open.length + classes.length > mostClasses)
        return { kind: 'doubt', doubt: { code: 'tooMany', name: String(mostClasses) }, witness: request };
      // What is more like a match is asked first: one use is enough.
      const both: Open[] = [{ region: mine, known }, ...(rest === null ? [] : [{ region: rest, known: null }])];
      open.push(...(found.misses ? both : both.toReversed()));
      continue;
    }
    if (found.doubt !== null) doubted ??= { kind: 'doubt', doubt: found.doubt, witness: request };
    else classes.push({ witness: request, verdict: found.verdict, rule: found.rule });
  }
  return doubted;
}

function asked(bench: Bench, start: Start, region: Region): Asked {
  const witness = witnessOf(region, bench.freedom);
  const request = start.requestOf(witness);
  return { witness, request, trace: send(bench.sides[0].world, request) };
}

type Looked =
  | { readonly kind: 'used'; readonly use: Use }
  | { readonly kind: 'split'; readonly condition: Condition; readonly misses: boolean }
  | {
      readonly kind: 'settled';
      readonly doubt: Doubt | null;
      readonly rule: Useless['rule'];
      readonly verdict: Verdict;
    };

function look(bench: Bench, question: Question, { request, trace }: Asked, rule: RuleRef): Looked {
  const context = { ...contextOf(bench, question), watched: rule };
  let doubt: Doubt | null = null;
  for (const reading of readingsOf(bench.sides[0].world, trace, context)) {
    if (reading.kind === 'watched') {
      const reason = reasonOf(reading.formula, context.ground);
      if (reason.kind === 'doubt' || reason.holds || reading.seen)
        return lookTwice(bench, question, request, trace, reading.seen);
      const [condition] = reason.open;
      if (condition !== undefined) return { kind: 'split', condition, misses: true };
      // What it does not match walks on alike in both worlds.
      return { kind: 'settled', doubt, rule: 'misses', verdict: trace.verdict };
    }
    const found = openIn(reading, context.ground);
    if (found.kind === 'split') return { ...found, misses: false };
    doubt ??= found.doubt;
  }
  return { kind: 'settled', doubt: doubt ?? limitOf(trace.verdict), rule: 'before', verdict: trace.verdict };
}

/** The rule matches, or may: the other world is asked, too. */
function lookTwice(bench: Bench, question: Question, request: Request, trace: Trace, matches: boolean): Looked {
  const other = send(bench.sides[1].world, request);
  const [before, after] = [trace.verdict, other.verdict];
  const limit = limitOf(before) ?? limitOf(after);
  if (limit === null && before.kind !== after.kind) return { kind: 'used', use: { witness: request, before, after } };
  const found = openCondition(bench, question, [trace, other]);
  if (found.kind === 'split') return { ...found, misses: false };
  return { kind: 'settled', doubt: found.doubt ?? limit, rule: matches ? 'matches' : 'misses', verdict: after };
}

/** Why the engine itself cannot tell; null: it can. */
export function limitOf(verdict: Verdict): Doubt | null {
  return verdict.kind === 'undetermined' ? { code: 'undetermined', name: verdict.limits[0].name } : null;
}
