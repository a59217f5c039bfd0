import {
  type BecauseArgs,
  type NotAllowedArgs,
  type SentenceMessage,
  type WayAround,
  sentence,
} from '../model/message.ts';
import { callerName, requestWords, shortName } from '../model/naming.ts';
import type { Check, Determining, DenyCause, Hop, Place, PolicyRef, RuleRef, Step, Trace } from '../model/trace.ts';
import { serverNameIn } from '../model/wire.ts';
import { enforced, isRule, met, nearestMiss, rulesOf } from './conditions.ts';
import { nameAt, serverName } from './place.ts';

/** The one sentence of the verdict card. */
export function becauseOf(trace: Trace): SentenceMessage {
  const { verdict } = trace;
  switch (verdict.kind) {
    case 'allowed':
      return allowed(trace, verdict.determining);
    case 'undetermined': {
      const [{ code, name, resource }] = verdict.limits;
      return sentence('because.undetermined', { code, name, kind: resource?.split('/')[0] ?? '' });
    }
    case 'denied': {
      const step = trace.hops.flatMap(({ steps }) => steps).find(({ id }) => id === verdict.step);
      return denied(trace, verdict.cause, verdict.determining, step);
    }
  }
}

function allowed(trace: Trace, determining: Determining | null): SentenceMessage {
  const server = serverName(trace);
  if (determining?.kind === 'matched') {
    const [first] = determining.rules;
    const from = waypointBefore(trace, first) ?? callerName(trace.request);
    return sentence('because.allowedByRule', { policy: first.name, rule: first.rule, from });
  }
  const last = trace.hops.at(-1)?.at;
  if (last?.kind === 'app' && trace.hops.every(({ at }) => at.kind === 'app'))
    return sentence('because.withinPod', { server: nameAt(last) });
  const past = trace.hops.filter(goesPast).at(-1);
  const side = past === undefined || last === undefined ? null : wayAround(past, last);
  if (past !== undefined && side !== null) return sentence('because.goesPast', { workload: nameAt(past.at), side });
  if (last?.kind === 'outside' && trace.hops.some(({ at }) => at.kind === 'ztunnel'))
    return sentence('because.ztunnelPasses', { host: last.host });
  if (last?.kind === 'outside') {
    const passed = trace.hops.flatMap(({ steps }) => steps).find((step) => step.kind === 'cluster');
    return sentence('because.allowedOutside', {
      host: last.host,
      known: passed?.kind === 'cluster' && passed.cluster !== 'PassthroughCluster',
      from: callerName(trace.request),
      proxied: trace.hops.some(({ at }) => at.kind === 'sidecar' || at.kind === 'gateway'),
    });
  }
  const guarded = trace.hops.some(
    ({ at }) => ('side' in at && at.side === 'inbound') || at.kind === 'gateway' || at.kind === 'waypoint',
  );
  if (guarded) return sentence('because.allowedByDefault', { server });
  return sentence('because.notEnforced', { server, onNode: isOnNode(trace.hops.at(-1)) });
}

/** Where the last connection that was not captured decides: past the caller's proxy only if nothing stands at the other end either. */
function wayAround({ at, steps }: Hop, last: Place): WayAround | null {
  const [why] = steps.flatMap(({ checks }) => checks.flatMap(({ note }) => note?.key ?? []));
  if (why === 'capture.probeRewritten') return 'agentProbe';
  if (why === 'capture.hostProbe') return 'hostProbe';
  if (at === last) return 'inbound';
  return last.kind === 'outside' ? 'outbound' : null;
}

function isOnNode(hop: Hop | undefined): boolean {
  return hop?.steps.some(({ checks }) => checks.some(({ note }) => note?.key === 'pod.hostNetwork')) ?? false;
}

function goesPast({ steps }: Hop): boolean {
  return steps.some((step) => step.kind === 'capture' && !step.captured);
}

function denied(
  trace: Trace,
  cause: DenyCause,
  determining: Determining | null,
  step: Step | undefined,
): SentenceMessage {
  if (cause === 'rbacDenied' && determining?.kind === 'matched') {
    const [first, ...more] = determining.rules;
    if (first.resource.startsWith('PeerAuthentication/')) return strict(trace, first);
    const leftOut = rulesOf(step?.checks ?? [])
      .filter(({ rule }) => isRule(rule, first))
      .some(({ rule }) => met(rule).some(({ kind }) => kind === 'httpOnly'));
    const ztunnel = trace.hops.at(-1)?.at.kind === 'ztunnel';
    return sentence('because.rbacDenied', {
      policy: first.name,
      rule: first.rule,
      more: more.length,
      leftOut,
      ztunnel,
    });
  }
  if (cause === 'rbacNotAllowed' || cause === 'rbacDenied') {
    const policies = determining?.kind === 'unmatched' ? determining.policies : [];
    return sentence('because.rbacNotAllowed', notAllowed(trace, policies, enforced(step?.checks ?? [], determining)));
  }
  return sentence('because.cause', { ...facts(trace, determining, step), cause });
}

/** "STRICT is delivered as a DENY policy: a plaintext client is refused as policy rejection" (10.3). */
function strict(trace: Trace, { resource }: PolicyRef): SentenceMessage {
  const name = resource.split('/').at(-1) ?? '';
  return sentence('because.strict', { server: serverName(trace), from: callerName(trace.request), name });
}

function notAllowed(trace: Trace, policies: readonly PolicyRef[], checks: readonly Check[]): NotAllowedArgs {
  const { request } = trace;
  return {
    policies: policies.map(({ name }) => name),
    server: serverName(trace),
    from: behindWaypoint(trace) ?? callerName(request),
    atWaypoint: trace.hops.at(-1)?.at.kind === 'waypoint',
    misses: missesOf(checks, trace),
    what: requestWords(request),
  };
}

/** "Destination ztunnel sees the waypoint's identity": the waypoint is who is not allowed there (10.5). */
function behindWaypoint({ hops }: Trace): NotAllowedArgs['from'] {
  const waypoint = hops.findLast(({ at }) => at.kind === 'waypoint')?.at;
  return waypoint === undefined || hops.at(-1)?.at === waypoint ? null : nameAt(waypoint);
}

/** Likewise of a rule that lets a request in, wherever on its way it was asked. */
function waypointBefore({ hops }: Trace, rule: RuleRef): NotAllowedArgs['from'] {
  const asked = hops.findLastIndex(({ steps }) => steps.some((step) => step.kind === 'rbac' && decided(step, rule)));
  const waypoint = hops.slice(0, Math.max(asked, 0)).findLast(({ at }) => at.kind === 'waypoint')?.at;
  return waypoint === undefined ? null : nameAt(waypoint);
}

function decided({ rule }: { readonly rule: RuleRef | null }, by: RuleRef): boolean {
  return rule !== null && rule.resource === by.resource && rule.rule === by.rule;
}

function missesOf(checks: readonly Check[], trace: Trace): NotAllowedArgs['misses'] {
  if (rulesOf(checks).length === 0) return 'noRules';
  const missed = nearestMiss(checks)?.missed ?? [];
  if (missed.length > 0 && missed.every(({ kind }) => kind === 'httpOnly')) {
    return trace.hops.at(-1)?.at.kind === 'ztunnel' ? 'httpAtZtunnel' : 'httpOnly';
  }
  const caller = missed.filter(({ name }) => identityFields.has(name));
  // With several things missed the caller comes first: without it nothing else counts.
  if (caller.some(({ actual }) => actual.kind === 'none')) return 'identity';
  if (caller.length > 0) return 'caller';
  const token = missed.some(({ name, actual }) => actual.kind === 'none' && isTokenField(name));
  return (token ? missingToken(trace) : null) ?? 'request';
}

/** Null: a token was verified, and says something else than the rules ask for. */
function missingToken({ hops }: Trace): 'token' | 'tokenUnread' | null {
  const readers = (hops.at(-1)?.steps ?? []).filter(({ kind }) => kind === 'jwt').flatMap(({ checks }) => checks);
  if (readers.length === 0) return 'tokenUnread';
  const verified = readers.some(({ actual }) => actual.kind === 'value' && actual.value === 'valid');
  return verified ? null : 'token';
}

function isTokenField(name: string): boolean {
  return name === 'requestPrincipals' || name === 'notRequestPrincipals' || name.startsWith('request.auth.');
}

/** The fields that go by the certificate of the caller. */
const identityFields: ReadonlySet<string> = new Set([
  'principals',
  'notPrincipals',
  'namespaces',
  'notNamespaces',
  'serviceAccounts',
  'notServiceAccounts',
  'source.principal',
  'source.namespace',
  'source.serviceAccount',
  'trustDomains',
  'notTrustDomains',
  'source.trustDomain',
]);

function facts(trace: Trace, determining: Determining | null, step: Step | undefined): BecauseArgs {
  const { request, hops } = trace;
  const { target } = request;
  return {
    from: step?.kind === 'handshake' ? openerOf(step, request) : callerName(request),
    server: serverName(trace),
    host: target.kind === 'host' ? target.host : (serverName(trace) ?? ''),
    port: step?.packet.destination.port ?? target.port,
    setting: waitingIn(step) ?? settingFor(determining, step),
    proxied: hops.some(({ at }) => at.kind === 'sidecar' && at.side === 'outbound'),
    goesPast: hops.some(goesPast),
    onNode: isOnNode(hops[0]),
    certificate: step?.kind === 'handshake' && step.clientIdentity !== null,
    wrong: step?.kind === 'handshake' ? wrongIn(step, determining) : null,
    gatewaySni: step?.kind === 'listener' ? sniOf(step) : null,
    deniedByName:
      determining?.kind === 'setting' &&
      determining.name.endsWith('NetworkPolicy') &&
      determining.name !== 'NetworkPolicy',
    toHttps: determining?.kind === 'setting' && determining.name === 'httpsRedirect',
  };
}

function sniOf({ packet }: Step): string {
  return serverNameIn(packet.wire);
}

function settingFor(determining: Determining | null, step: Step | undefined): string {
  return determining?.kind === 'setting' ? determining.value : settingOf(step);
}

/** Why the pod that the step needs is not ready; null: it does not wait for anything. */
function waitingIn(step: Step | undefined): string | null {
  const why = step?.checks.find(({ note }) => note?.key === 'endpoint.waits')?.note;
  return why?.key === 'endpoint.waits' ? why.args.reason : null;
}

/** Who opened the connection: behind a gateway, the gateway. */
function openerOf({ packet }: Step, request: Trace['request']): BecauseArgs['from'] {
  const { workload } = packet.source;
  return workload === null ? callerName(request) : shortName(workload);
}

function wrongIn({ checks }: Step, determining: Determining | null): BecauseArgs['wrong'] {
  if (determining?.kind === 'setting' && determining.name === 'root') return 'root';
  if (checks.some(({ note }) => note?.key === 'secret.missing')) return 'secret';
  return checks.some(({ kind, matched }) => kind === 'trustDomain' && !matched) ? 'trustDomain' : null;
}

/** The trust domain that a server does not accept, also of a client of which nothing else is known. */
function foreignDomain({ checks }: Step): string {
  const actual = checks.find(({ kind, matched }) => kind === 'trustDomain' && !matched)?.actual;
  return actual?.kind === 'value' ? actual.value : '';
}

function settingOf(step: Step | undefined): string {
  if (step?.kind === 'handshake') return foreignDomain(step);
  if (step?.kind === 'cluster') return step.cluster;
  if (step?.kind === 'networkPolicy') return step.direction;
  if (step?.kind === 'extAuthz') return step.provider;
  return step?.kind === 'filterChain' ? step.mode : '';
}
