import { type ExtAuthzProvider, namesHeader } from '../controlplane/extAuthzProvider.ts';
import { outboundCluster } from '../controlplane/clusters.ts';
import type { MeshService } from '../controlplane/serviceEntry.ts';
import { importsService, sidecarScope } from '../controlplane/sidecarScope.ts';
import { serviceVisible } from '../controlplane/registry.ts';
import type { AuthorizerAnswer, World } from '../controlplane/world.ts';
import type { Workload } from '../cluster/types.ts';
import type { HttpHead, LogLine } from '../model/trace.ts';
import type { Arrive } from './doors.ts';
import { type Journey, enter, startJourney } from './journey.ts';
import { isNonEmpty } from '../model/nonEmpty.ts';
import type { ServerEnd } from './serverEnd.ts';
import { upstreamOf } from './wrap.ts';

/** Check calls that cause check calls are followed this far. */
const deepest = 3;

/**
 * The check call: mesh traffic from the protected workload, with its identity, to the authorizer's service (7.7).
 * Returns the answer and what the authorizer's own proxy logs.
 */
export function askAuthorizer(
  world: World,
  provider: ExtAuthzProvider,
  client: Workload,
  http: HttpHead | null,
  depth: number,
  arrive: Arrive,
): { readonly answer: AuthorizerAnswer; readonly logs: readonly LogLine[] } {
  // An authorizer whose own door asks an authorizer: where that ends is not known here.
  if (depth >= deepest) return { answer: { kind: 'unknown', why: 'notModelled' }, logs: [] };
  const failed = { answer: { kind: 'error' }, logs: [] } as const;
  // "No endpoints, a dead endpoint, a missing cluster: all error."
  const { service, port } = provider;
  const known = port !== null && hasCluster(world, client, service, port.port);
  const cluster = known ? outboundCluster(world, client, service, port, null) : null;
  const endpoint = cluster?.endpoints[0];
  if (!cluster || !endpoint) return failed;
  const id = endpoint.workload ?? world.cluster.workloadByIp.get(endpoint.ip);
  const server = id === undefined ? undefined : world.cluster.workloads.get(id);
  // What stands outside the cluster answers what nobody here knows.
  if (!server) return { answer: { kind: 'unknown', why: 'notModelled' }, logs: [] };
  const seen = checkHeaders(provider, http);
  const answer = world.authorizer(server, endpoint.port, provider.protocol, seen, provider.name);
  const journey = checkJourney(provider, client, server, endpoint.port, http, seen, depth + 1);
  enter(journey, { kind: 'sidecar', workload: client.id, side: 'outbound' });
  const view = {
    client,
    side: 'outbound',
    layer: 'HTTP',
    cluster: cluster.name,
    route: null,
    chain: null,
    retries: null,
  } as const;
  const upstream = upstreamOf(journey, world, client, cluster, endpoint, view);
  const result = arrive(journey, world, server, endpoint.port, upstream.accepts);
  if (isNonEmpty(journey.limits)) return { answer: { kind: 'unknown', why: 'notModelled' }, logs: [] };
  const { end } = result;
  if (result.stop !== null) {
    // "A server policy that refuses an HTTP check is a plain 403 answer; one that refuses the gRPC call is an error."
    const said = end.kind === 'response' && provider.protocol === 'http' ? httpAnswer(provider, end) : null;
    return { answer: said ?? { kind: 'error' }, logs: journey.logs };
  }
  return {
    answer: asRead(provider, answer),
    logs: journey.logs.map((line) => ({ ...line, status: answeredStatus(line, answer, provider) })),
  };
}

/** What Envoy makes of an authorizer's refusal: over HTTP its status has a say. */
function asRead(provider: ExtAuthzProvider, answer: AuthorizerAnswer): AuthorizerAnswer {
  if (provider.protocol !== 'http' || answer.kind !== 'deny') return answer;
  const { status, body, headers = [] } = answer;
  return httpAnswer(provider, { kind: 'response', status, body, headers });
}

/** A sidecar has clusters of what is exported to its namespace and imported by its Sidecar alone (4.10, 4.16). */
function hasCluster(world: World, client: Workload, service: MeshService, port: number): boolean {
  if (client.proxy !== 'sidecar') return true;
  return serviceVisible(world, service, client.namespace) && importsService(sidecarScope(world, client), port, service);
}

/** "Exactly 200 allows; any other 2xx–4xx denies with that status; 5xx is an error" (7.7). */
function httpAnswer(
  { headersToDownstream }: ExtAuthzProvider,
  { status, body, headers }: Extract<ServerEnd, { kind: 'response' }>,
): AuthorizerAnswer {
  if (status === 200) return { kind: 'allow', headers };
  if (status >= 500) return { kind: 'error' };
  // A list adds to these two; without one everything passes (envoy `ext_authz_http_impl.cc`).
  const passed = ['location', 'www-authenticate', ...headersToDownstream];
  const passes = (name: string): boolean => headersToDownstream.length === 0 || namesHeader(passed, name);
  return { kind: 'deny', status, body, headers: headers.filter(([name]) => passes(name)) };
}

/** Over gRPC every answer is a 200; over HTTP the authorizer's own status. */
function answeredStatus(line: LogLine, answer: AuthorizerAnswer, provider: ExtAuthzProvider): number | null {
  if (line.status === null) return null;
  if (provider.protocol === 'http' && answer.kind === 'deny') return answer.status;
  return answer.kind === 'error' && provider.protocol === 'grpc' ? 403 : line.status;
}

/** "The provider sees method, path, Host and only those request headers that are listed (gRPC: all)" (7.7). */
function checkHeaders(provider: ExtAuthzProvider, http: HttpHead | null): HttpHead['headers'] {
  if (http === null) return [];
  if (provider.protocol === 'grpc') return http.headers;
  // Envoy's own list has Authorization beside method, path and Host (envoy `ext_authz_http_impl.cc`).
  const included = http.headers.filter(([name]) => namesHeader(['authorization', ...provider.includeHeaders], name));
  // "Client request of the same key will be overridden" (envoy `ext_authz.proto`, headers_to_add).
  const added = provider.addedHeaders.map(([name]) => name);
  return [...included.filter(([name]) => !namesHeader(added, name)), ...provider.addedHeaders];
}

function checkJourney(
  provider: ExtAuthzProvider,
  client: Workload,
  server: Workload,
  port: number,
  http: HttpHead | null,
  headers: HttpHead['headers'],
  depth: number,
): Journey {
  const grpc = provider.protocol === 'grpc';
  const authority = provider.service.hostname;
  const head: HttpHead = grpc
    ? {
        method: 'POST',
        authority,
        path: '/envoy.service.auth.v3.Authorization/Check',
        headers: [['content-type', 'application/grpc']],
      }
    : {
        method: http?.method ?? 'GET',
        authority: http?.authority ?? authority,
        path: provider.pathPrefix + (http?.path ?? '/'),
        headers,
      };
  return startJourney(
    {
      id: 'check',
      title: '',
      caller: { kind: 'workload', workload: client.id },
      target: { kind: 'host', host: authority, port, via: null },
      payload: {
        kind: 'http',
        method: head.method,
        path: head.path,
        host: null,
        headers: head.headers,
        version: grpc ? '2' : '1.1',
      },
      tls: null,
    },
    {
      source: { ip: client.ip, workload: client.id },
      destination: { ip: server.ip, port, workload: server.id },
      wire: { kind: 'plaintext' },
      peer: null,
      http: head,
    },
    new Set(),
    depth,
  );
}
