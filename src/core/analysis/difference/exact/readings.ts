import { matchesSelector } from '../../../cluster/selectors.ts';
import { addressIn, parseCidr } from '../../../controlplane/authorization/cidr.ts';
import { type RouteEntry, routesOf } from '../../../controlplane/httpRoutes.ts';
import type { RbacFilter } from '../../../controlplane/authorization/rbac.ts';
import { inboundListener } from '../../../controlplane/inboundListener.ts';
import type { World } from '../../../controlplane/world.ts';
import { onceEach } from '../../../model/onceEach.ts';
import type { WorkloadId } from '../../../model/resource.ts';
import type { Check, Hop, Packet, RuleRef, Trace } from '../../../model/trace.ts';
import { serverNameIn } from '../../../model/wire.ts';
import { placesOf } from '../../matrix/alike.ts';
import { networkReadingsAt, readingsOfDns, type Readings } from '../../matrix/readings.ts';
import { languageOf } from '../patterns/compileShape.ts';
import { anyText, choice, sequence, text } from '../patterns/shape.ts';
import type { Condition } from './condition.ts';
import { doubt, type Formula, type Ground, no, reasonOf } from './formula.ts';
import { routeFormula, routersOf } from './routeFormula.ts';
import { filterFormula, ruleFormula } from './ruleFormula.ts';
import type { Sight } from './sight.ts';
import { jwtPasses, providerFormulas, type TokenChoice } from './token.ts';

/** What one checkpoint reads of the requests of a class. */
export type Reading =
  | {
      readonly kind: 'formula';
      readonly formula: Formula;
      readonly seen: boolean | null;
      readonly of: 'rbac' | 'token' | 'other';
    }
  /** Each of these by itself. */
  | { readonly kind: 'each'; readonly conditions: readonly Condition[] }
  /** Whether the rule that is watched matches; `seen`: it does for the request that was walked. */
  | { readonly kind: 'watched'; readonly formula: Formula; readonly seen: boolean };

/** What requests of a class have in common, beside what they differ in. */
export interface Asked {
  /** The workload that calls; null: somebody else, straight at a pod. */
  readonly caller: WorkloadId | null;
  readonly tokens: readonly TokenChoice[];
  /** Headers that are sent once or not at all. */
  readonly single: ReadonlySet<string>;
  readonly ground: Ground;
  /** One rule whose own part is told, too, where its filter is reached. */
  readonly watched?: RuleRef;
}

/**
 * Everything that the walk of one request came by that reads what other requests of its class have otherwise. Whoever
 * agrees with it in all of this is walked the same way, step by step, to the same end.
 */
export function* readingsOf(world: World, trace: Trace, asked: Asked): Iterable<Reading> {
  yield { kind: 'each', conditions: [...placeConditions(trace, asked), ...networkConditions(world, trace, asked)] };
  let before: Packet = trace.hops[0].steps[0].packet;
  const rewritten = { path: false, headers: new Set<string>() };
  for (const hop of trace.hops) {
    const { at } = hop;
    if (hop.steps.some((step) => step.kind === 'draw' && step.branches.length > 1))
      yield other(doubt('chance', hop.steps.find((step) => step.kind === 'draw')?.id ?? ''));
    if (at.kind === 'gateway' || at.kind === 'waypoint' || at.kind === 'ztunnel') yield other(doubt('place', at.kind));
    if (at.kind === 'sidecar' && at.side === 'outbound') {
      const routed = routing(world, trace, hop, at.workload, asked);
      yield* routed.readings;
      if (routed.path) rewritten.path = true;
      for (const name of routed.headers) rewritten.headers.add(name);
    }
    if (at.kind === 'sidecar' && at.side === 'inbound')
      yield* inbound(world, hop, at.workload, { before, rewritten }, asked);
    before = hop.steps.at(-1)?.packet ?? before;
  }
}

function other(formula: Formula): Reading {
  return { kind: 'formula', formula, seen: null, of: 'other' };
}

/** Who calls a place on its own way meets itself, which is another story. */
function placeConditions(trace: Trace, { caller }: Asked): readonly Condition[] {
  if (caller === null) return [];
  const places = placesOf(trace);
  const holds = places.has(caller) ? (id: WorkloadId) => id === caller : (id: WorkloadId) => places.has(id);
  return [{ about: 'caller', test: { kind: 'caller', holds }, words: { field: 'self', values: [] } }];
}

function networkConditions(world: World, trace: Trace, { caller }: Asked): readonly Condition[] {
  if (world.networkPolicies.size === 0) return [];
  const readings: Readings[] = caller === null ? [] : [readingsOfDns(world)];
  for (const id of placesOf(trace)) {
    const workload = world.cluster.workloads.get(id);
    if (workload !== undefined) readings.push(networkReadingsAt(world, workload));
  }
  const pods = caller === null ? [] : readings.flatMap((each) => each.pods);
  const ranges = new Set(readings.flatMap((each) => [...each.ranges]));
  return [
    ...pods.map((selector): Condition => {
      const holds = (id: WorkloadId): boolean =>
        matchesSelector(selector, world.cluster.workloads.get(id)?.labels ?? {});
      return {
        about: 'caller',
        test: { kind: 'caller', holds },
        words: { field: 'podSelector', values: [JSON.stringify(selector)] },
      };
    }),
    ...[...ranges].map((range): Condition => {
      const words = { field: 'ipBlock', values: [range] };
      const cidr = parseCidr(range);
      if (caller === null)
        return { about: 'address', test: { kind: 'address', ranges: cidr === null ? [] : [cidr] }, words };
      const holds = (id: WorkloadId): boolean => addressIn(world.cluster.workloads.get(id)?.ip ?? '', range);
      return { about: 'caller', test: { kind: 'caller', holds }, words };
    }),
  ];
}

/** What VirtualServices at a client's sidecar read and change. */
function routing(world: World, trace: Trace, hop: Hop, client: WorkloadId, { ground }: Asked) {
  const readings: Reading[] = [];
  const taken: RouteEntry[] = [];
  const step = hop.steps.find((each) => each.kind === 'route');
  const workload = world.cluster.workloads.get(client);
  const authority = trace.hops[0].steps[0].packet.http?.authority ?? '';
  if (step?.kind === 'route' && workload !== undefined) {
    const host = authority.toLowerCase().replace(/:\d+$/, '');
    const { namespace, labels } = workload;
    const scope = { gateway: 'mesh', port: trace.request.target.port, namespace, labels };
    for (const service of routersOf(world, step.virtualHost === null ? [host] : [host, step.virtualHost])) {
      for (const entry of routesOf(world, service, scope)) {
        const formula = routeFormula(entry, authority);
        const reason = reasonOf(formula, ground);
        readings.push(other(formula));
        if (reason.kind === 'doubt' || reason.holds) taken.push(entry);
        // "First match wins": what comes after it is not asked.
        if (reason.kind === 'known' && reason.holds) break;
      }
    }
  }
  return { readings, ...changedBy(taken) };
}

function changedBy(taken: readonly RouteEntry[]) {
  const routes = taken.map(({ route }) => route);
  return {
    path: routes.some(({ rewrite }) => rewrite?.uri !== undefined || rewrite?.uriRegexRewrite !== undefined),
    headers: routes
      .flatMap(({ headers, route }) => [headers?.request, ...(route ?? []).map((each) => each.headers?.request)])
      .flatMap((each) => [...Object.keys(each?.set ?? {}), ...Object.keys(each?.add ?? {}), ...(each?.remove ?? [])])
      .map((name) => name.toLowerCase()),
  };
}

interface Arriving {
  /** As it left the place before. */
  readonly before: Packet;
  readonly rewritten: Sight['rewritten'];
}

/** What a server's sidecar reads: who the peer is, the token, the policies. */
function* inbound(world: World, hop: Hop, id: WorkloadId, arriving: Arriving, asked: Asked): Iterable<Reading> {
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

function* watched(filter: RbacFilter, checks: readonly Check[], rule: RuleRef, sight: Sight): Iterable<Reading> {
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

function sourceOf(before: Packet, { caller }: Asked): Sight['source'] {
  if (caller === null) return before.source.workload === null ? 'peer' : 'fixed';
  return before.source.workload === caller ? 'caller' : 'fixed';
}

/** "URI SAN must begin with spiffe://<td>/" (5.6). */
const trusted = onceEach(({ mesh }: World): Reading => {
  const values = mesh.acceptedTrustDomains;
  const language = languageOf(sequence(choice(...values.map((domain) => text(`spiffe://${domain}/`))), anyText));
  if (language === null) return other(doubt('tooLarge', 'trustDomains'));
  const words = { field: 'trustDomains', values };
  return other({ kind: 'condition', condition: { about: 'identity', test: { kind: 'text', language }, words } });
});
