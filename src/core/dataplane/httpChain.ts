import type { Workload } from '../cluster/types.ts';
import type { PolicyChain } from '../controlplane/policyChain.ts';
import type { World } from '../controlplane/world.ts';
import type { JsonObject } from '../model/json.ts';
import type { Determining, HttpHead, LogLine } from '../model/trace.ts';
import { custom, matchCustom } from './custom.ts';
import type { Doors } from './doors.ts';
import { jwt } from './filters/jwt.ts';
import { afterRbac } from './filters/metadata.ts';
import { rbac } from './filters/rbac.ts';
import type { RbacInput } from './filters/input.ts';
import { headerLines, type HeaderLines, headerValue, schemeOf } from './headers.ts';
import { type InboundResult, stopped } from './inboundResult.ts';
import { type Journey, record, refuse } from './journey.ts';
import { readHead } from './readHead.ts';
import { localReply, rbacBody } from './serverEnd.ts';

/** Envoy cuts the path in the realm of `www-authenticate` after so many bytes. */
const realmPath = 256;

/** A proxy that serves HTTP: a sidecar's inbound side, or a gateway. */
export interface HttpServer {
  readonly server: Workload;
  readonly listener: PolicyChain;
  readonly doors: Doors;
  /** Writes a line of its access log. */
  readonly log: (fields: Partial<LogLine>) => void;
  /** What its connection manager changes before any filter runs. */
  readonly receive: (http: HttpHead) => HttpHead;
  /** What `source.ip` means there, where it is not the TCP peer. */
  readonly directIp?: null;
  /** What `remote.ip` means there. */
  readonly remoteIp: (headers: HeaderLines) => string | null;
  /** The route of the request as it stands; looked up before the filters, and again after them, when claims are known. */
  readonly route: (http: HttpHead, claims: JsonObject | null) => HttpServerRoute;
}

export interface HttpServerRoute {
  readonly exists: boolean;
  /** Goes where the route leads, and logs it. */
  readonly onward: (allowedBy: Determining | null) => InboundResult;
}

/** "JWT validation comes before AUDIT, DENY and ALLOW" (0.1). */
function authenticate(
  journey: Journey,
  world: World,
  { listener, log }: HttpServer,
  before: HttpHead,
): InboundResult | { readonly http: HttpHead; readonly claims: JsonObject | null } {
  if (listener.jwt.length === 0) return { http: before, claims: null };
  const result = jwt(listener.jwt, before, Date.parse(world.clock) / 1000);
  if (result.unsupported) journey.limits.push({ code: 'fieldNotModelled', resource: null, name: 'JWT algorithm' });
  const detail = { kind: 'jwt' } as const;
  if (!result.error) {
    journey.packet = { ...journey.packet, http: result.http };
    record(journey, detail, result.unsupported ? 'undetermined' : 'passed', result.checks);
  } else if (!refuse(journey, detail, 'jwtRejected', result.checks)) {
    const { text, status } = result.error;
    const scheme = schemeOf(before, journey.packet, journey.version);
    // Envoy tells the path as the client wrote it, where a proxy on the way has rewritten it.
    const written = headerValue(before, 'x-envoy-original-path') ?? before.path;
    const realm = `Bearer realm="${scheme}://${before.authority}${written.slice(0, realmPath)}", error="invalid_token"`;
    const end = localReply(before, status, text, [['www-authenticate', realm]]);
    log({ status: end.status, details: `jwt_authn_access_denied{${text.replace(/\s/g, '_')}}` });
    return stopped(end, 'jwtRejected', null);
  }
  journey.packet = { ...journey.packet, http: result.http };
  return { http: result.http, claims: result.claims };
}

/** The HTTP filter chain: codec, CUSTOM, JWT, then RBAC AUDIT, DENY, ALLOW, then what the route decides (0.1, 0.3). */
export function httpChain(journey: Journey, world: World, http: HttpServer): InboundResult {
  const { server, listener, log, doors } = http;
  const { payload } = journey.request;
  // "Bytes that are not HTTP on an HTTP chain: 400, closed."
  if (payload.kind === 'tcp' || journey.packet.wire.kind !== 'plaintext' || journey.packet.http === null) {
    log({ status: 400, flags: ['DPE'], details: 'http1.codec_error', cluster: null, route: null });
    record(journey, { kind: 'codec' }, 'denied');
    const tls = journey.packet.wire.kind !== 'plaintext';
    if (tls) return stopped({ kind: 'notTls' }, 'tlsToPlaintext', null);
    return stopped({ kind: 'response', status: 400, body: 'Bad Request', headers: [] }, 'notHttp', null);
  }
  const read = readHead(journey.packet.http, journey.version, world.mesh.pathNormalization, http.receive);
  if ('refusal' in read) {
    const { status, details, body, flags } = read.refusal;
    log({ status, flags, details, cluster: null, route: null });
    record(journey, { kind: 'codec' }, 'denied');
    return stopped({ kind: 'response', status, body, headers: [] }, status === 404 ? 'noRoute' : 'badRequest', null);
  }
  const { head } = read;
  journey.packet = { ...journey.packet, http: head };
  const { exists } = http.route(head, null);
  // "CUSTOM runs before JWT validation; request identity does not exist yet" (0.1).
  let metadata: JsonObject | null = null;
  const current = (): HttpHead => journey.packet.http ?? head;
  for (const filter of listener.customHttp) {
    const found = matchCustom(filter, 'HTTP', inputOf(journey, http, current(), null, metadata));
    metadata = found.metadata;
    // "ext_authz alone skips a request that has no route: 404 without asking."
    if (!exists && filter.authorizer !== null) continue;
    const asked = custom(filter, found, { journey, world, server, http: current(), log, arrive: doors.arrive });
    if (asked.kind === 'stopped') return asked.result;
    journey.packet = { ...journey.packet, http: asked.http };
  }
  const token = authenticate(journey, world, http, current());
  if ('stop' in token) return token;
  const { claims } = token;
  const input = inputOf(journey, http, token.http, claims, null);
  let allowedBy: Determining | null = null;
  for (const filter of listener.http) {
    const result = rbac(filter, { ...input, metadata });
    metadata = afterRbac(metadata, filter, result);
    const { action, layer } = filter;
    const { selects, matches, rule, shadow } = result;
    const detail = { kind: 'rbac', action, layer, selects, matches, rule, shadow } as const;
    const cause = action === 'DENY' ? 'rbacDenied' : 'rbacNotAllowed';
    if (result.allowed) record(journey, detail, 'passed', result.checks);
    else if (!refuse(journey, detail, cause, result.checks)) {
      const end = localReply(token.http, 403, rbacBody);
      log({
        status: end.status,
        details: `rbac_access_denied_matched_policy[${result.effective}]`.replace(/\s/g, '_'),
      });
      return stopped(end, cause, result.determining);
    }
    if (action === 'ALLOW') allowedBy = result.determining;
  }
  return http.route(token.http, claims).onward(allowedBy);
}

function inputOf(
  journey: Journey,
  server: HttpServer,
  http: HttpHead,
  claims: JsonObject | null,
  metadata: JsonObject | null,
): RbacInput {
  const { packet } = journey;
  const headers = headerLines(http, packet, journey.version);
  return {
    peer: packet.peer === null ? null : `spiffe://${packet.peer}`,
    directRemoteIp: server.directIp === null ? null : packet.source.ip,
    remoteIp: server.remoteIp(headers),
    destinationIp: packet.destination.ip,
    destinationPort: packet.destination.port,
    sni: journey.sni,
    headers,
    claims,
    metadata,
  };
}
