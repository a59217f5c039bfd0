import type { Path, ResourceId, SourceRef } from '../model/resource.ts';
import { refKey } from '../model/refKey.ts';
import type { Check, Determining, RuleRef, Step, Trace } from '../model/trace.ts';
import { allUnmet, enforced, isRule, met, rulesOf } from './conditions.ts';

/** The values in the YAML that a step went by. */
export interface Sources {
  readonly deciding: readonly SourceRef[];
  /** Every other value looked at. */
  readonly read: readonly SourceRef[];
}

/** What decided a step's outcome, and what else it read. A policy's selector and action count as read. */
export function sourcesOf(step: Step, trace: Trace): Sources {
  const { verdict } = trace;
  const decides = verdict.kind !== 'allowed' && verdict.step === step.id;
  const determining = decides && verdict.kind === 'denied' ? verdict.determining : null;
  const limits = decides ? trace.limits.flatMap(({ resource }) => (resource === null ? [] : [at(resource, [])])) : [];
  const deciding = unique([...decidingIn(step, determining), ...allowing(step, trace), ...limits]);
  const known = new Set(deciding.map(refKey));
  const read = unique(step.checks.flatMap(readIn)).filter((ref) => !known.has(refKey(ref)));
  return { deciding, read };
}

/** A delivery is decided by the rule that let the request pass, if one did. */
function allowing(step: Step, { verdict, hops }: Trace): readonly SourceRef[] {
  if (step.kind !== 'deliver' || verdict.kind !== 'allowed') return [];
  const gate = hops.flatMap(({ steps }) => steps).findLast((each) => each.kind === 'rbac' && each.action === 'ALLOW');
  return gate?.kind === 'rbac' ? decidingRules(gate, verdict.determining) : [];
}

function decidingIn(step: Step, determining: Determining | null): readonly SourceRef[] {
  if (step.kind === 'rbac') return [...decidingRules(step, determining), ...convertedModes(step)];
  if (step.kind === 'extAuthz')
    return matchedRules(step.checks, determining?.kind === 'matched' ? determining.rules : []);
  const setting = determining?.kind === 'setting' && determining.ref !== null ? [determining.ref] : [];
  return [...setting, ...step.checks.flatMap((check) => settingOf(check, step.outcome === 'passed'))];
}

/** A denial by DENY or an ALLOW: the values of the rules that matched. A denial by want of ALLOW: the values not met. */
function decidingRules(step: Extract<Step, { kind: 'rbac' }>, determining: Determining | null): readonly SourceRef[] {
  const { outcome, action } = step;
  const checks = enforced(step.checks, determining);
  if (outcome === 'denied' && action === 'ALLOW') {
    const missed = checks.flatMap((policy) => allUnmet(policy).flatMap(valuesOf));
    // No rule at all: the policies themselves are what allows nothing.
    return missed.length > 0
      ? missed
      : checks.flatMap(({ source }) => (source === null ? [] : [at(source.resource, ['spec'])]));
  }
  return matchedRules(
    checks,
    determining?.kind === 'matched' ? determining.rules : step.rule === null ? [] : [step.rule],
  );
}

/** What a ztunnel enforces of a PeerAuthentication: the mode that refuses. */
function convertedModes({ checks }: Step): readonly SourceRef[] {
  return checks.flatMap((check) => (check.kind === 'mtlsMode' && !check.matched ? own(check) : []));
}

/** The values by which these rules matched. */
function matchedRules(checks: readonly Check[], rules: readonly RuleRef[]): readonly SourceRef[] {
  return rulesOf(checks)
    .filter(({ rule }) => rules.some((ref) => isRule(rule, ref)))
    .flatMap(({ rule }) => {
      const values = met(rule).flatMap(valuesOf);
      // A rule without conditions matches everything by itself.
      return values.length > 0 ? values : own(rule);
    });
}

/** The values of a field that made it match or not: the one that hit, or all of them, as none did. */
function valuesOf(field: Check): readonly SourceRef[] {
  const hit = field.children.filter((value) => value.matched);
  const values = (hit.length > 0 ? hit : field.children).flatMap(own);
  return values.length > 0 ? values : own(field);
}

/** Settings decide both ways; of other checks only those that stopped the request. */
function settingOf(check: Check, passed: boolean): readonly SourceRef[] {
  if (check.kind === 'mtlsMode' || check.kind === 'setting' || check.kind === 'autoMtls') return own(check);
  if (check.kind === 'destinationRule') return check.name === 'tls.mode' ? own(check) : [];
  if (passed || check.matched) return [];
  const below = check.children.flatMap((child) => settingOf(child, passed));
  return below.length > 0 ? below : own(check);
}

/** The value in the YAML by which the first of these checks matched that came from one. */
export function firstSource(checks: readonly Check[]): SourceRef | null {
  for (const { matched, source, children } of checks) {
    const found = matched ? (source ?? firstSource(children)) : null;
    if (found !== null) return found;
  }
  return null;
}

function readIn(check: Check): readonly SourceRef[] {
  const { kind, source } = check;
  const about =
    kind === 'policy' && source !== null
      ? [at(source.resource, ['spec', 'selector', 'matchLabels']), at(source.resource, ['spec', 'action'])]
      : [];
  // A whole policy or rule is not a value that was read: its parts are.
  const itself = check.children.length > 0 || source?.path.length === 0 ? [] : own(check);
  return [...about, ...itself, ...check.children.flatMap(readIn)];
}

function own({ source }: Check): readonly SourceRef[] {
  return source === null ? [] : [source];
}

function at(resource: ResourceId, path: Path): SourceRef {
  return { resource, path };
}

function unique(refs: readonly SourceRef[]): readonly SourceRef[] {
  return [...new Map(refs.map((ref) => [refKey(ref), ref])).values()];
}
