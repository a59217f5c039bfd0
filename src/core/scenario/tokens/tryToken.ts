import type { Request } from '../../model/request.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import type { TokenFate, TokenTrial } from '../../model/security.ts';
import type { Token } from '../../model/token.ts';
import type { Trace } from '../../model/trace.ts';
import { tell } from '../../story/tell.ts';
import type { EvaluationMemory } from '../memory.ts';
import { prepare } from '../prepare.ts';
import { mint } from './mint.ts';

/** Sends a request that carries a token which is not in the document yet. Never throws. */
export function tryToken(
  document: HopwiseDocument,
  request: Request,
  token: Token,
  memory: EvaluationMemory,
): TokenTrial {
  const { own, sendOf } = prepare(document, memory, token);
  const trace = sendOf(request);
  return {
    minted: mint(token, own.clock),
    fate: fateOf(trace),
    verdict: trace.verdict.kind,
    caller: trace.caller,
    because: tell(trace).because,
  };
}

function fateOf({ hops, verdict, caller }: Trace): TokenFate {
  const steps = hops.flatMap((hop) => hop.steps);
  const step = steps.findLast(({ kind }) => kind === 'jwt');
  if (step === undefined) {
    const last = steps.at(-1);
    // Policies are asked after the JWT filter; whatever else stops a request comes before it.
    const passed = verdict.kind === 'allowed' || last?.kind === 'rbac';
    return { kind: passed ? 'notAsked' : 'notReached' };
  }
  if (step.outcome === 'undetermined') return { kind: 'unknown' };
  if (step.outcome === 'denied') {
    const found = step.checks.find(({ kind, matched }) => kind === 'rule' && !matched)?.actual;
    const error =
      caller.kind === 'http' && caller.body !== '' ? caller.body : found?.kind === 'value' ? found.value : '';
    return { kind: 'refused', error };
  }
  const valid = step.checks.find(
    ({ kind, actual }) => kind === 'rule' && actual.kind === 'value' && actual.value === 'valid',
  );
  return valid === undefined ? { kind: 'overlooked' } : { kind: 'valid', issuer: valid.name };
}
