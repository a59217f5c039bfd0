import type { RbacFilter } from '../../../../controlplane/authorization/rbac.ts';
import { inboundListener } from '../../../../controlplane/inboundListener.ts';
import type { World } from '../../../../controlplane/world.ts';
import { onceEach } from '../../../../model/onceEach.ts';
import type { WorkloadId } from '../../../../model/resource.ts';
import type { Check, Hop, Packet, RuleRef } from '../../../../model/trace.ts';
import { serverNameIn } from '../../../../model/wire.ts';
import { languageOf } from '../../patterns/compileShape.ts';
import { anyText, choice, sequence, text } from '../../patterns/shape.ts';
import { doubt, no, reasonOf } from '../formula.ts';
import { filterFormula, ruleFormula } from '../ruleFormula.ts';
import type { Sight } from '../sight.ts';
import { jwtPasses, providerFormulas } from '../token.ts';
import { type Arriving, type Asked, other, type Reading } from './reading.ts';

/** What a server's sidecar reads: who the peer is, the token, the policies. */
export function* inbound(world: World, hop: Hop, id: WorkloadId, arriving: Arriving, asked: Asked): Iterable<Reading> {
  const server = world.cluster.workloads.get(id);
  if (server === undefined) return;
  const { before, rewritten } = arriving;
  if (before.wire.kind === 'hbone') yield other(doubt('place', 'ztunnel'));
  const listener = inboundListener(world, server);
  const chain = hop.steps.find((step) => step.kind === 'filterChain');
  const layer = chain?.kind === 'filterChain' ? chain.layer : null;
  if (layer === null) return;
  // "A DISABLE port gets no TLS inspector", so no server name either.
  const inspected = chain?.kind === 'filterChain' && chain.mode !== 'DISABLE';
  const source = sourceOf(before, asked);
  if (source === 'peer' && hop.steps.some(({ kind }) => kind === 'handshake')) yield trusted(world);
  if ((layer === 'HTTP' ? listener.customHttp : listener.customTcp).length > 0)
    yield other(doubt('authorizer', server.name));
  const providers = layer === 'HTTP' ? listener.jwt.map((each) => providerFormulas(each, asked.tokens)) : [];
  const jwt = hop.steps.find(({ kind }) => kind === 'jwt');
  if (jwt !== undefined) {
    // Which provider takes it says what later policies know of it.
    for (const { takes } of providers) yield { kind: 'formula', formula: takes, seen: null, of: 'token' };
    yield { kind: 'formula', formula: jwtPasses(providers), seen: jwt.outcome === 'passed', of: 'token' };
  }
  const reasons = providers.map(({ takes }) => reasonOf(takes, asked.ground));
  const tokenHeaders = listener.jwt.flatMap(({ locations, claimHeaders, payloadHeader }) => [
    ...locations.flatMap((location) =>
      location.kind === 'header' ? [location.name] : location.kind === 'cookie' ? ['cookie'] : [],
    ),
    ...claimHeaders.map(({ header }) => header.toLowerCase()),
    ...(payloadHeader === null ? [] : [payloadHeader.toLowerCase()]),
  ]);
  for (const filter of layer === 'HTTP' ? listener.http : listener.tcp) {
    const step = hop.steps.find((each) => each.kind === 'rbac' && each.action === filter.action);
    if (step?.kind !== 'rbac' || filter.action === 'AUDIT') continue;
    // "If no enforced ALLOW policy is attached → accept."
    if (filter.action === 'ALLOW' && filter.enforcing.length === 0) continue;
    const sight: Sight = {
      world,
      packet: step.packet,
      source,
      layer,
      serverName: inspected ? serverNameIn(before.wire).toLowerCase() : '',
      freeServerName: inspected && source === 'peer' && before.wire.kind !== 'plaintext',
      freeHost: source === 'peer',
      rewritten,
      single: asked.single,
      tokenHeaders: new Set(tokenHeaders),
      claims: reasons.some((reason) => reason.kind === 'known' && reason.holds),
    };
    if (asked.watched !== undefined) yield* watched(filter, step.checks, asked.watched, sight);
    const matches = filter.action === 'DENY' ? step.outcome === 'denied' : step.outcome === 'passed';
    yield { kind: 'formula', formula: filterFormula(filter, sight), seen: matches, of: 'rbac' };
  }
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

/** Whose address and identity a place sees. */
export function sourceOf(before: Packet, { caller }: Asked): Sight['source'] {
  if (caller === null) return before.source.workload === null ? 'peer' : 'fixed';
  return before.source.workload === caller ? 'caller' : 'fixed';
}

/** "URI SAN must begin with spiffe://<td>/" (5.6). */
export const trusted = onceEach(({ mesh }: World): Reading => {
  const values = mesh.acceptedTrustDomains;
  const language = languageOf(sequence(choice(...values.map((domain) => text(`spiffe://${domain}/`))), anyText));
  if (language === null) return other(doubt('tooLarge', 'trustDomains'));
  const words = { field: 'trustDomains', values };
  return other({ kind: 'condition', condition: { about: 'identity', test: { kind: 'text', language }, words } });
});
