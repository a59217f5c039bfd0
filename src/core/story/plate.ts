import type { Plate } from '../model/story.ts';
import type { Check, Step, Term, Trace } from '../model/trace.ts';
import { enforced, isRule, met, nearestMiss, rulesOf } from './conditions.ts';

/** What stands under the shut gate: the first condition that was not met, beside what the request has. */
export function plateOf(trace: Trace): Plate | null {
  const { verdict } = trace;
  if (verdict.kind !== 'denied') return null;
  const step = trace.hops.flatMap(({ steps }) => steps).find(({ id }) => id === verdict.step);
  // An authorizer's answer has no condition: its rules only say when it is asked.
  if (step === undefined || step.kind === 'extAuthz') return null;
  if (step.kind === 'rbac')
    return step.action === 'DENY' ? refused(step) : notAllowed(enforced(step.checks, verdict.determining));
  if (verdict.cause === 'plaintextRefused') {
    return { field: 'mtls.mode', asks: ['mTLS'], negated: false, has: 'plaintext', more: 0 };
  }
  return failing(step);
}

/** The nearest rule's first unmet condition. */
function notAllowed(checks: readonly Check[]): Plate | null {
  const missed = nearestMiss(checks)?.missed ?? [];
  const [first] = missed;
  return first === undefined ? null : plate(first, false, missed.length - 1);
}

/** The first condition of the rule that matched: what the gate refuses. */
function refused({ checks, rule: hit }: Extract<Step, { kind: 'rbac' }>): Plate | null {
  const rule = hit === null ? undefined : rulesOf(checks).find((each) => isRule(each.rule, hit))?.rule;
  // What is left out on a TCP port is no condition.
  const conditions = rule === undefined ? [] : met(rule).filter(({ kind }) => kind !== 'httpOnly');
  const [first] = conditions;
  return first === undefined || first.kind === 'rule' ? null : plate(first, true, conditions.length - 1);
}

/** Any other check that failed: certificates, names, settings. */
function failing({ checks }: Step): Plate | null {
  const first = checks.flatMap(flat).find((check) => !check.matched && textsOf(check.expected).length > 0);
  return first === undefined ? null : plate(first, false, 0);
}

function flat(check: Check): readonly Check[] {
  return [check, ...check.children.flatMap(flat)];
}

function plate(check: Check, refuses: boolean, more: number): Plate {
  const hits = refuses ? check.children.filter((value) => value.matched) : [];
  const asks = hits.length > 0 ? hits.flatMap(({ expected }) => textsOf(expected)) : textsOf(check.expected);
  const [has = null] = textsOf(check.actual);
  return { field: check.name, asks, negated: (check.expected.kind === 'not') !== refuses, has, more };
}

function textsOf(term: Term): readonly string[] {
  switch (term.kind) {
    case 'value':
      return [term.value];
    case 'values':
    case 'not':
      return term.values;
    case 'any':
    case 'none':
    case 'count':
      return [];
  }
}
