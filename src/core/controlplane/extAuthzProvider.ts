import { numberAt, objectAt, textAt, valueAt } from '../cluster/fields.ts';
import type { ServicePort } from '../cluster/types.ts';
import { isList, type Json, type JsonObject } from '../model/json.ts';
import { isPort } from './admission/hostNames.ts';
import type { MeshService } from './serviceEntry.ts';
import type { World } from './world.ts';

/** An external authorizer of `meshConfig.extensionProviders` that istiod can configure. */
export interface ExtAuthzProvider {
  readonly name: string;
  readonly protocol: 'http' | 'grpc';
  readonly service: MeshService;
  /** Null: the service lacks it; ext_authz then calls a cluster that does not exist (7.3). */
  readonly port: ServicePort | null;
  readonly failOpen: boolean;
  readonly statusOnError: number;
  /** Request headers that an HTTP authorizer gets to see, beside Host, method and path: names, or with a star at one end. */
  readonly includeHeaders: readonly string[];
  /** Headers of its own that the proxy adds to an HTTP check. */
  readonly addedHeaders: readonly (readonly [string, string])[];
  readonly headersToUpstream: readonly string[];
  /** Headers of a refusal that the client gets to see, beside `location` (7.7). */
  readonly headersToDownstream: readonly string[];
  /** Put before the path of an HTTP check. */
  readonly pathPrefix: string;
}

const kinds = [
  ['envoyExtAuthzHttp', 'http'],
  ['envoyExtAuthzGrpc', 'grpc'],
] as const;

/** The provider of that name; null if there is none or istiod refuses it (7.1, 7.3). */
export function findProvider(world: World, name: string): ExtAuthzProvider | null {
  const authorizers = world.mesh.extensionProviders.flatMap((json) =>
    kinds.filter(([key]) => key in json && textAt(json, 'name') === name).map((kind) => ({ json, kind })),
  );
  const [first, ...more] = authorizers;
  // "Name: 1–63 of lowercase letters, digits, -, not at an end; unique" (7.1).
  if (!first || more.length > 0 || !/^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) return null;
  const [key, protocol] = first.kind;
  return readProvider(world, name, protocol, objectAt(first.json, key));
}

const headerLists = [
  'includeRequestHeadersInCheck',
  'includeHeadersInCheck',
  'headersToUpstreamOnAllow',
  'headersToDownstreamOnAllow',
  'headersToDownstreamOnDeny',
] as const;

function readProvider(
  world: World,
  name: string,
  protocol: 'http' | 'grpc',
  json: JsonObject,
): ExtAuthzProvider | null {
  const service = serviceOf(world, textAt(json, 'service') ?? '');
  const status = textAt(json, 'statusOnError') ?? '';
  const number = numberAt(json, 'port') ?? 0;
  // "Service not in registry; bad statusOnError", or no port that there could be (7.3).
  if (!service || !isPort(number) || (status !== '' && !isStatus(status))) return null;
  const http = protocol === 'http' ? json : {};
  const prefix = textAt(http, 'pathPrefix') ?? '';
  // "PathPrefix not starting /; lone * in header lists."
  if (prefix !== '' && (!prefix.startsWith('/') || /%(?![0-9A-Fa-f]{2})|\p{Cc}/u.test(prefix))) return null;
  const headers = (list: (typeof headerLists)[number]): readonly string[] => strings(valueAt(http, [list]));
  if (headerLists.some((list) => headers(list).includes('*'))) return null;
  const included = headers('includeRequestHeadersInCheck');
  return {
    name,
    protocol,
    service,
    port: service.ports.find((each) => each.port === number) ?? null,
    failOpen: valueAt(json, ['failOpen']) === true,
    statusOnError: status === '' ? 403 : Number(status),
    // The deprecated list counts only where the other is not set.
    includeHeaders: included.length > 0 ? included : headers('includeHeadersInCheck'),
    addedHeaders: Object.entries(objectAt(http, 'includeAdditionalHeadersInCheck')).flatMap(([header, value]) =>
      typeof value === 'string' ? [[header, value] as const] : [],
    ),
    headersToUpstream: headers('headersToUpstreamOnAllow'),
    headersToDownstream: headers('headersToDownstreamOnDeny'),
    pathPrefix: prefix,
  };
}

/** `NAMESPACE/HOST`, or HOST where one namespace alone has such a service, be it Kubernetes' or a ServiceEntry's. */
function serviceOf(world: World, text: string): MeshService | null {
  const [first = '', second, ...more] = text.split('/');
  if (more.length > 0) return null;
  const found = world.registry.get(second ?? first) ?? [];
  if (second !== undefined) return found.find(({ namespace }) => namespace === first) ?? null;
  return new Set(found.map(({ namespace }) => namespace)).size === 1 ? (found[0] ?? null) : null;
}

/** The status codes that Envoy's configuration has names for (envoy `http_status.proto`). */
const statuses: ReadonlySet<string> = new Set(
  `0 100 200 201 202 203 204 205 206 207 208 226 300 301 302 303 304 305 307 308 400 401 402 403 404 405 406 407 408 409
   410 411 412 413 414 415 416 417 421 422 423 424 426 428 429 431 500 501 502 503 504 505 506 507 508 510 511`.split(
    /\s+/,
  ),
);

function isStatus(text: string): boolean {
  return /^[-+]?\d+$/.test(text) && statuses.has(String(Number(text)));
}

function strings(json: Json | undefined): readonly string[] {
  return json !== undefined && isList(json) ? json.filter((item) => typeof item === 'string') : [];
}

/** Whether a header is among those that a provider names: in any case, with a star at one end as a prefix or suffix. */
export function namesHeader(patterns: readonly string[], header: string): boolean {
  const name = header.toLowerCase();
  return patterns.some((each) => {
    const pattern = each.toLowerCase();
    if (pattern.startsWith('*')) return name.endsWith(pattern.slice(1));
    return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
  });
}
