import type { RbacFilter } from '../../../../controlplane/authorization/rbac.ts';
import type { PolicyChain } from '../../../../controlplane/policyChain.ts';
import type { JwtLocation } from '../../../../controlplane/requestAuthentication.ts';
import type { Check, Hop, RuleRef } from '../../../../model/trace.ts';
import { doubt, no, reasonOf } from '../formula.ts';
import { filterFormula, ruleFormula } from '../ruleFormula.ts';
import type { Sight } from '../sight.ts';
import { headerOf, jwtPasses, type ProviderFormulas, providerFormulas } from '../token.ts';
import { type Arriving, type Asked, other, type Reading } from './reading.ts';

/** What the filters of a place leave for its routes, and for the places behind it. */
export interface Filtered {
  /** Whether claims of a verified token are known. */
  readonly claims: boolean;
  /** Headers that its JWT filter writes, or takes tokens from. */
  readonly tokenHeaders: ReadonlySet<string>;
  readonly token: Arriving['token'];
}

/** What a place sees of a request before its filters. */
export type Seen = Omit<Sight, 'packet' | 'claims' | 'tokenHeaders'>;

/** What the policies of a proxy read: an authorizer, tokens, rules. */
export function* policyReadings(
  hop: Hop,
  chain: PolicyChain,
  seen: Seen,
  token: Arriving['token'],
  asked: Asked,
): Generator<Reading, Filtered> {
  const { layer } = seen;
  if ((layer === 'HTTP' ? chain.customHttp : chain.customTcp).length > 0)
    yield other(doubt('authorizer', chain.workload));
  const providers = layer === 'HTTP' ? chain.jwt.map((each) => providerFormulas(each, tokensLeft(token, asked))) : [];
  const jwt = hop.steps.find(({ kind }) => kind === 'jwt');
  if (jwt !== undefined) {
    if (token === 'unknown') yield other(doubt('token', chain.workload));
    // Which provider takes it says what later policies know of it.
    for (const { takes } of providers) yield { kind: 'formula', formula: takes, seen: null, of: 'token' };
    yield { kind: 'formula', formula: jwtPasses(providers), seen: jwt.outcome === 'passed', of: 'token' };
  }
  const filtered = filteredBy(chain, providers, token, asked);
  for (const filter of layer === 'HTTP' ? chain.http : chain.tcp) {
    const step = hop.steps.find((each) => each.kind === 'rbac' && each.action === filter.action);
    if (step?.kind !== 'rbac' || filter.action === 'AUDIT') continue;
    // "If no enforced ALLOW policy is attached → accept."
    if (filter.action === 'ALLOW' && filter.enforcing.length === 0) continue;
    const sight: Sight = { ...seen, ...filtered, packet: step.packet };
    if (asked.watched !== undefined) yield* watched(filter, step.checks, asked.watched, sight);
    const matches = filter.action === 'DENY' ? step.outcome === 'denied' : step.outcome === 'passed';
    yield { kind: 'formula', formula: filterFormula(filter, sight), seen: matches, of: 'rbac' };
  }
  return filtered;
}

function tokensLeft(token: Arriving['token'], { tokens }: Asked): Asked['tokens'] {
  return token === 'gone' ? [] : tokens;
}

function filteredBy(
  { jwt }: PolicyChain,
  providers: readonly ProviderFormulas[],
  token: Arriving['token'],
  asked: Asked,
): Filtered {
  const taking = providers.findIndex(({ takes }) => {
    const reason = reasonOf(takes, asked.ground);
    return reason.kind === 'known' && reason.holds;
  });
  const taken = jwt[taking];
  const headers = jwt.flatMap(({ locations, claimHeaders, payloadHeader }) => [
    ...locations.flatMap(headerOf),
    ...claimHeaders.map(({ header }) => header.toLowerCase()),
    ...(payloadHeader === null ? [] : [payloadHeader.toLowerCase()]),
  ]);
  return {
    claims: taken !== undefined,
    tokenHeaders: new Set([...headers, ...asked.tokens.flatMap(({ location }) => headerOf(location))]),
    token: taken === undefined || taken.forward ? token : left(taken.locations),
  };
}

/** "A valid token is removed from its header or query parameter; cookies are not removed." */
function left(locations: readonly JwtLocation[]): Arriving['token'] {
  return locations.some(({ kind }) => kind === 'cookie') ? 'unknown' : 'gone';
}

/** Whether one rule matches, told beside what its filter says. */
export function* watched(filter: RbacFilter, checks: readonly Check[], rule: RuleRef, sight: Sight): Iterable<Reading> {
  if (!filter.enforcing.some(({ resource }) => resource === rule.resource)) return;
  const own = ({ resource, rule: index }: RuleRef): boolean => resource === rule.resource && index === rule.rule;
  const found = filter.enforced.find(({ ref }) => own(ref));
  const at = { resource: rule.resource, name: String(rule.rule) };
  const seen = checks
    .flatMap(({ children }) => children)
    .some(
      ({ kind, source, name, matched }) =>
        kind === 'rule' && source?.resource === at.resource && name === at.name && matched,
    );
  // "An HTTP-only rule has no entry in the filter of a TCP chain" (4.2).
  yield { kind: 'watched', formula: found === undefined ? no : ruleFormula(found, sight), seen };
}
