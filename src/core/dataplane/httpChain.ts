import type { Workload } from '../cluster/types.ts';
import type { InboundListener, InboundPort } from '../controlplane/inboundListener.ts';
import type { World } from '../controlplane/world.ts';
import type { JsonObject } from '../model/json.ts';
import type { HttpVersion } from '../model/request.ts';
import type { Determining, HttpHead, LogLine } from '../model/trace.ts';
import type { Arrive } from './authorizer.ts';
import { codecRefusal, decodeCookies, normalizationRefusal, originForm } from './codec.ts';
import { custom } from './custom.ts';
import { jwt } from './filters/jwt.ts';
import { rbac } from './filters/rbac.ts';
import type { RbacInput } from './filters/input.ts';
import { headerLines, lastForwardedFor, schemeOf } from './headers.ts';
import { type InboundResult, stopped } from './inboundResult.ts';
import { type Journey, record } from './journey.ts';
import { normalizePath } from './pathNormalization.ts';
import { localReply, rbacBody } from './serverEnd.ts';
import { httpLine } from './serverLog.ts';

/** Envoy cuts the path in the realm of `www-authenticate` after so many bytes. */
const realmPath = 256;

function versionOf(journey: Journey): HttpVersion {
  const { payload } = journey.request;
  return payload.kind === 'http' ? payload.version : '1.1';
}

type Log = (fields: Partial<LogLine>) => void;

/** "JWT validation comes before AUDIT, DENY and ALLOW" (0.1). */
function authenticate(
  journey: Journey,
  world: World,
  listener: InboundListener,
  line: Log,
): InboundResult | { readonly http: HttpHead; readonly claims: JsonObject | null } {
  const before = journey.packet.http;
  if (before === null) return stopped({ kind: 'closed' }, 'notHttp', null);
  if (listener.jwt.length === 0) return { http: before, claims: null };
  const result = jwt(listener.jwt, before, Date.parse(world.clock) / 1000);
  if (result.unsupported) journey.limits.push({ code: 'fieldNotModelled', resource: null, name: 'JWT algorithm' });
  const outcome = result.error ? 'denied' : result.unsupported ? 'undetermined' : 'passed';
  const id = record(journey, { kind: 'jwt' }, outcome, result.checks);
  if (result.error && !journey.waived.has(id)) {
    const { text, status } = result.error;
    const scheme = schemeOf(journey.packet, versionOf(journey));
    const realm = `Bearer realm="${scheme}://${before.authority}${before.path.slice(0, realmPath)}", error="invalid_token"`;
    const end = localReply(before, status, text, [['www-authenticate', realm]]);
    line({ status: end.status, details: `jwt_authn_access_denied{${text.replace(/\s/g, '_')}}` });
    return stopped(end, 'jwtRejected', null);
  }
  journey.packet = { ...journey.packet, http: result.http };
  return { http: result.http, claims: result.claims };
}

/** The HTTP filter chain of a sidecar's inbound side: codec, then RBAC AUDIT, DENY, ALLOW, then the router (0.1). */
export function httpChain(
  journey: Journey,
  world: World,
  server: Workload,
  listener: InboundListener,
  inbound: InboundPort,
  onward: (allowedBy: Determining | null) => InboundResult,
  arrive: Arrive,
): InboundResult {
  const line: Log = (fields) => {
    journey.logs.push(httpLine(server, inbound, fields));
  };
  const { payload } = journey.request;
  // "Bytes that are not HTTP on an HTTP chain: 400, closed."
  if (payload.kind === 'tcp' || journey.packet.wire.kind !== 'plaintext' || journey.packet.http === null) {
    line({ status: 400, flags: ['DPE'], details: 'http1.codec_error', cluster: null, route: null });
    record(journey, { kind: 'codec' }, 'denied');
    const tls = journey.packet.wire.kind !== 'plaintext';
    if (tls) return stopped({ kind: 'notTls' }, 'tlsToPlaintext', null);
    return stopped({ kind: 'response', status: 400, body: 'Bad Request', headers: [] }, 'notHttp', null);
  }
  const head = decodeCookies(originForm(journey.packet.http), payload.version);
  const normalized = normalizePath(head.path, world.mesh.pathNormalization);
  const refusal = codecRefusal(head, payload.version) ?? (normalized.ok ? null : normalizationRefusal);
  if (refusal || !normalized.ok) {
    const { status, details, body, flags } = refusal ?? normalizationRefusal;
    line({ status, flags, details, cluster: null, route: null });
    record(journey, { kind: 'codec' }, 'denied');
    return stopped({ kind: 'response', status, body, headers: [] }, status === 404 ? 'noRoute' : 'badRequest', null);
  }
  journey.packet = { ...journey.packet, http: { ...head, path: normalized.path } };
  // "CUSTOM runs before JWT validation; request identity does not exist yet" (0.1).
  let shadow: JsonObject | null = null;
  for (const filter of listener.customHttp) {
    const before = journey.packet.http ?? head;
    const input = inputOf(journey, before, null, null);
    const asked = custom(filter, { journey, world, server, input, http: before, log: line, arrive });
    if (asked.kind === 'stopped') return asked.result;
    journey.packet = { ...journey.packet, http: asked.http };
    if (asked.effective !== null) shadow = shadowMetadata(asked.effective);
  }
  const token = authenticate(journey, world, listener, line);
  if ('stop' in token) return token;
  const { http, claims } = token;
  const input = inputOf(journey, http, claims, shadow);
  let allowedBy: Determining | null = null;
  for (const filter of listener.http) {
    const result = rbac(filter, input);
    const { action, layer } = filter;
    const { selects, matches, rule, shadow } = result;
    const detail = { kind: 'rbac', action, layer, selects, matches, rule, shadow } as const;
    const id = record(journey, detail, result.allowed ? 'passed' : 'denied', result.checks);
    if (!result.allowed && !journey.waived.has(id)) {
      const end = localReply(http, 403, rbacBody);
      line({
        status: end.status,
        details: `rbac_access_denied_matched_policy[${result.effective}]`.replace(/\s/g, '_'),
      });
      const cause = action === 'DENY' ? 'rbacDenied' : 'rbacNotAllowed';
      return stopped(end, cause, result.determining);
    }
    if (action === 'ALLOW') allowedBy = result.determining;
  }
  const result = onward(allowedBy);
  if (result.end.kind === 'response') line({ status: result.end.status, details: 'via_upstream' });
  if (result.end.kind !== 'refused') return result;
  // "Nothing listens: the server's proxy answers 503 by itself" (REFUSED).
  const details =
    'upstream_reset_before_response_started{remote_connection_failure|delayed_connect_error:_Connection_refused}';
  line({ status: 503, flags: ['URX', 'UF'], details });
  const body =
    'upstream connect error or disconnect/reset before headers. retried and the latest reset reason: remote connection failure';
  return { ...result, end: localReply(http, 503, body) };
}

/** What the shadow filter of CUSTOM leaves for ext_authz, and for later `experimental.envoy.filters` conditions to see. */
function shadowMetadata(rule: string): JsonObject {
  return {
    'envoy.filters.http.rbac': {
      istio_ext_authz_shadow_engine_result: 'denied',
      istio_ext_authz_shadow_effective_policy_id: rule,
    },
  };
}

function inputOf(journey: Journey, http: HttpHead, claims: JsonObject | null, metadata: JsonObject | null): RbacInput {
  const { packet } = journey;
  const headers = headerLines(http, packet, versionOf(journey));
  return {
    peer: packet.peer === null ? null : `spiffe://${packet.peer}`,
    directRemoteIp: packet.source.ip,
    remoteIp: lastForwardedFor(headers) ?? packet.source.ip,
    destinationIp: packet.destination.ip,
    destinationPort: packet.destination.port,
    sni: journey.sni,
    headers,
    claims,
    metadata,
  };
}
