import type { JsonObject } from '../core/model/json.ts';
import { denials } from './denials.ts';
import type { DenyCause, LogLine, RuleRef, Step, Trace } from '../core/model/trace.ts';

/** The recorded outcome words, by cause (README of the vectors). */
const outcomes = {
  rbacDenied: 'denied',
  rbacNotAllowed: 'denied',
  extAuthzDenied: 'denied',
  extAuthzError: 'denied',
  jwtRejected: 'unauthenticated',
  plaintextRefused: 'mtls_rejected',
  noFilterChain: 'mtls_rejected',
  clientCertificateRefused: 'mtls_rejected',
  serverCertificateRefused: 'upstream_error',
  clientCertificateExpired: 'mtls_rejected',
  serverCertificateExpired: 'upstream_error',
  callerNotReady: 'refused',
  serverNotReady: 'refused',
  tlsToPlaintext: 'upstream_error',
  notHttp: 'other',
  badRequest: 'other',
  blackHole: 'blocked',
  blockAll: 'blocked',
  noRoute: 'no_route',
  redirected: 'redirect',
  faultInjected: 'other',
  directResponse: 'other',
  clusterMissing: 'upstream_error',
  noEndpoints: 'upstream_error',
  connectionRefused: 'upstream_error',
  connectionTimeout: 'timeout',
  dnsFailure: 'dns_error',
  networkPolicyDropped: 'timeout',
  proxyPort: 'blocked',
} as const satisfies Record<DenyCause, string>;

type Filter = 'rbac' | 'ext_authz' | 'jwt_authn' | 'mtls' | 'route' | 'blackhole' | 'upstream';
const filters = {
  rbacDenied: 'rbac',
  rbacNotAllowed: 'rbac',
  extAuthzDenied: 'ext_authz',
  extAuthzError: 'ext_authz',
  jwtRejected: 'jwt_authn',
  plaintextRefused: 'mtls',
  noFilterChain: 'mtls',
  clientCertificateRefused: 'mtls',
  serverCertificateRefused: 'upstream',
  clientCertificateExpired: 'mtls',
  serverCertificateExpired: 'upstream',
  callerNotReady: null,
  serverNotReady: null,
  tlsToPlaintext: 'upstream',
  notHttp: null,
  badRequest: null,
  blackHole: 'blackhole',
  blockAll: 'blackhole',
  noRoute: 'route',
  redirected: 'route',
  faultInjected: null,
  directResponse: null,
  clusterMissing: 'upstream',
  noEndpoints: 'upstream',
  connectionRefused: 'upstream',
  connectionTimeout: 'upstream',
  dnsFailure: null,
  networkPolicyDropped: null,
  proxyPort: 'blackhole',
} as const satisfies Record<DenyCause, Filter | null>;

/** A trace in the words of a recorded `expect`, so that both can be compared field by field. */
export function observe(trace: Trace): JsonObject {
  const { caller, verdict, delivery } = trace;
  const seen: Record<string, JsonObject[string]> = { outcome: outcomeOf(trace) };
  if (caller.kind === 'http' && trace.request.payload.kind === 'http') {
    seen['status'] = caller.status;
    if (caller.body !== '') seen['body'] = caller.body;
    if (caller.headers.length > 0) seen['headers'] = Object.fromEntries(caller.headers);
  }
  // Over TCP the recorder shows Envoy's 400 as the bytes that came back.
  if (caller.kind === 'http' && caller.status === 400 && trace.request.payload.kind === 'tcp') {
    seen['body'] = 'HTTP/1.1 400 Bad Request\r\n';
  }
  const denied = deniedBy(trace);
  if (denied) seen['deniedBy'] = denied;
  const candidates = denials(trace);
  if (candidates.length > 1) seen['deniedByAny'] = candidates;
  if (delivery) seen['reached'] = reached(trace);
  const rule = lastRule(trace);
  if (verdict.kind === 'allowed' && rule) seen['allowedBy'] = ruleName(rule);
  const shadow = dryRun(trace);
  if (shadow) seen['dryRun'] = shadow;
  if (trace.logs.length > 0) seen['hops'] = trace.logs.map(hop);
  return seen;
}

/** The recorder reads the rule of the last RBAC filter that matched one: of AUDIT, where no ALLOW follows. */
function lastRule(trace: Trace): RuleRef | null {
  return (
    steps(trace)
      .flatMap((step) => (step.kind === 'rbac' && step.rule ? [step.rule] : []))
      .at(-1) ?? null
  );
}

function outcomeOf(trace: Trace): string {
  const { verdict } = trace;
  if (verdict.kind !== 'denied') return verdict.kind;
  if (wrappedByProgram(trace) && (verdict.cause === 'tlsToPlaintext' || verdict.cause === 'serverCertificateRefused')) {
    return 'mtls_rejected';
  }
  if (verdict.cause === 'connectionRefused' && trace.logs.length === 0) return 'refused';
  if (verdict.cause === 'proxyPort' && trace.logs.length > 0) return 'upstream_error';
  if (verdict.cause === 'connectionTimeout' && trace.logs.length > 0) return 'upstream_error';
  // "Aborts and direct responses are classified by their status alone."
  if (statusOnly(verdict.cause) && trace.caller.kind === 'http' && trace.caller.status === 404) return 'no_route';
  return outcomes[verdict.cause];
}

function statusOnly(cause: DenyCause): boolean {
  return cause === 'faultInjected' || cause === 'directResponse';
}

/** The TLS that failed was the client program's own, not its proxy's: the recorder calls that a rejected handshake. */
function wrappedByProgram(trace: Trace): boolean {
  const { caller, tls } = trace.request;
  return tls !== null ? !proxyWrapped(trace) || wrappedTwice(trace) : caller.kind === 'peer';
}

/** The proxy's TLS went well, and the program's own inside it failed. */
function wrappedTwice(trace: Trace): boolean {
  return (
    steps(trace).some((step) => step.kind === 'transport' && step.mode === 'tls') && trace.caller.kind === 'closed'
  );
}

function proxyWrapped(trace: Trace): boolean {
  return steps(trace).some((step) => step.kind === 'transport' && step.mode !== 'plaintext');
}

function deniedBy(trace: Trace): JsonObject | null {
  const { verdict } = trace;
  if (verdict.kind !== 'denied') return null;
  const filter = outcomeOf(trace) === 'upstream_error' ? 'upstream' : filters[verdict.cause];
  if (
    filter === null ||
    outcomeOf(trace) === 'refused' ||
    trace.logs.some((line) => line.details === 'absolute_path_rejected')
  ) {
    return null;
  }
  if (filter === 'upstream' && outcomeOf(trace) === 'mtls_rejected') {
    // The proxy whose certificate the hand-made client refused tells of a handshake that failed.
    const failed = steps(trace).some(({ kind, outcome }) => kind === 'handshake' && outcome === 'denied');
    return failed ? { filter: 'mtls', ...decidedAt(trace, 'mtls') } : null;
  }
  const at = decidedAt(trace, filter);
  if (at === null) return null;
  // A check call that the authorizer's own proxy refused is told as that proxy's denial.
  const check =
    filter === 'ext_authz' ? trace.logs.find((line) => line.details?.startsWith('rbac_access_denied')) : undefined;
  if (check) return { filter: 'rbac', proxy: check.proxy, side: check.side };
  const last = filter === 'rbac' ? lastTcpRefusal(trace) : null;
  if (last && last['proxy'] !== at.proxy) return last;
  const rule = verdict.determining?.kind === 'matched' ? verdict.determining.rules[0] : null;
  return { filter, ...at, ...(filter === 'rbac' && rule ? policyOf(trace, rule) : {}) };
}

/** ztunnel tells the policy that refused, and not which of its rules. */
function policyOf(trace: Trace, { namespace, name, rule }: RuleRef): JsonObject {
  const policy = { namespace, policy: name };
  return trace.hops.at(-1)?.at.kind === 'ztunnel' ? policy : { ...policy, rule: String(rule) };
}

/** "What a gateway's policy refuses, its backend's policy refuses too, on the empty connection": the recorder tells the last. */
function lastTcpRefusal(trace: Trace): JsonObject | null {
  const line = trace.logs.findLast((each) => each.connectionTermination?.startsWith('rbac_access_denied') ?? false);
  if (!line) return null;
  const named = /\[ns\[(.*?)\]-policy\[(.*?)\]-rule\[(\d+)\]/.exec(line.connectionTermination ?? '');
  const [, namespace, policy, rule] = named ?? [];
  const where = { filter: 'rbac', proxy: line.proxy, side: line.side };
  return namespace && policy && rule ? { ...where, namespace, policy, rule } : where;
}

/** Where it was decided: upstream errors are told by the first proxy that met them, all else by the last hop's proxy. */
function decidedAt(trace: Trace, filter: Filter): { readonly proxy: string; readonly side: string } | null {
  if (filter === 'upstream') {
    // What ztunnels log has no flags: the one nearest to where it ended tells.
    const line =
      trace.logs.find((each) => each.flags.length > 0) ??
      trace.logs.findLast((each) => each.log === 'ztunnel' && each.details !== null);
    return line ? { proxy: line.proxy, side: line.side } : null;
  }
  for (const { at } of [...trace.hops].reverse()) {
    if (at.kind === 'sidecar') return { proxy: at.workload, side: at.side };
    if (at.kind === 'ztunnel') return { proxy: at.workload, side: at.side };
    if (at.kind === 'gateway' || at.kind === 'waypoint') return { proxy: at.workload, side: at.kind };
  }
  return null;
}

function reached(trace: Trace): JsonObject {
  const { delivery, request } = trace;
  if (!delivery) return {};
  const seen: Record<string, JsonObject[string]> = {};
  if (delivery.workload !== null) seen['workload'] = delivery.workload;
  else seen['workload'] = `external:${delivery.external ?? ''}`;
  if (delivery.port !== request.target.port) seen['port'] = delivery.port;
  if (request.payload.kind === 'http') {
    if (delivery.path !== request.payload.path) seen['path'] = delivery.path;
    if (delivery.host !== null && delivery.host !== dialledHost(trace)) seen['host'] = delivery.host;
    if (delivery.method !== request.payload.method) seen['method'] = delivery.method;
  }
  const { gone, added } = headerChanges(trace);
  if (gone.length > 0) seen['gone'] = gone;
  if (Object.keys(added).length > 0) seen['headers'] = added;
  const xfcc = certificates(trace);
  if (xfcc !== null) seen['xfcc'] = xfcc;
  else if (delivery.peer !== null && httpSeen(trace)) seen['peer'] = delivery.peer;
  if (delivery.tls !== null) seen['tls'] = delivery.tls === '' ? '-' : delivery.tls;
  return seen;
}

/** The x-forwarded-client-cert that arrived, where it is not the plain one of the server's own proxy. */
function certificates({ delivery }: Trace): string | null {
  const value = delivery?.headers.find(([name]) => name.toLowerCase() === 'x-forwarded-client-cert')?.[1] ?? null;
  return value === null || /^By=[^;,]*;Hash=\*;Subject="";URI=[^;,]*$/.test(value) ? null : value;
}

/** Headers that did not arrive, and those added or changed on the way, by lower-case name. */
function headerChanges(trace: Trace): {
  readonly gone: readonly string[];
  readonly added: Readonly<Record<string, string>>;
} {
  const sent = joined(trace.hops[0].steps[0].packet.http?.headers ?? []);
  const arrived = joined(trace.delivery?.headers ?? []);
  const gone = [...sent.keys()].filter((name) => !arrived.has(name)).sort();
  const added = [...arrived].filter(([name, value]) => sent.get(name) !== value);
  return { gone, added: Object.fromEntries(added) };
}

function joined(headers: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  const lines = new Map<string, string>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const known = lines.get(key);
    lines.set(key, known === undefined ? value : `${known},${value}`);
  }
  return lines;
}

/** The Host that was sent, before anything on the way changed it. */
function dialledHost(trace: Trace): string | null {
  return trace.hops[0].steps[0].packet.http?.authority ?? null;
}

/** The application learns its peer from x-forwarded-client-cert, which only an HTTP chain writes. */
function httpSeen({ request, delivery }: Trace): boolean {
  if (request.payload.kind === 'tcp') return true;
  return delivery?.headers.some(([name]) => name.toLowerCase() === 'x-forwarded-client-cert') ?? false;
}

function dryRun(trace: Trace): JsonObject | null {
  const seen: Record<string, string> = {};
  for (const step of steps(trace)) {
    if (step.kind !== 'rbac') continue;
    for (const shadow of step.shadow) {
      const key = shadow.action === 'ALLOW' ? 'allow' : 'deny';
      seen[key] = shadow.result;
      if (shadow.rule) seen[`${key}By`] = ruleName(shadow.rule);
    }
  }
  return Object.keys(seen).length > 0 ? seen : null;
}

function steps(trace: Trace): readonly Step[] {
  return trace.hops.flatMap((each) => each.steps);
}

function ruleName(rule: RuleRef): string {
  return `${rule.namespace}/${rule.name}/${rule.rule}`;
}

function hop(line: LogLine): JsonObject {
  return {
    proxy: line.proxy,
    side: line.side,
    log: line.log,
    ...(line.status === null ? {} : { status: String(line.status) }),
    ...(line.flags.length === 0 ? {} : { flags: line.flags.join(',') }),
    ...(line.details === null ? {} : { details: line.details }),
    ...(line.connectionTermination === null ? {} : { connEnd: line.connectionTermination }),
    ...(line.cluster === null ? {} : { cluster: line.cluster }),
    ...(line.route === null ? {} : { route: line.route }),
    ...(line.chain === null ? {} : { chain: line.chain }),
  };
}
