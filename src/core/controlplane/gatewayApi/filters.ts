import type { RouteFault } from '../../model/note.ts';
import type { HttpRule } from '../../yaml/schema/gatewayApi/httpRoute.ts';
import type { HttpRoute } from '../virtualService.ts';
import { backendOf, type Lookup, type Referrer } from './backends.ts';

export type Filter = NonNullable<HttpRule['filters']>[number];
type HeaderFilter = NonNullable<Filter['requestHeaderModifier']>;
type Operations = NonNullable<NonNullable<HttpRoute['headers']>['request']>;
type Changes = Pick<HttpRoute, 'headers' | 'redirect' | 'rewrite' | 'corsPolicy'>;

/** A rule's filters in the words of a VirtualService; of several of one type the last. A reason: the whole route is left out. */
export function filtersOf(lookup: Lookup, from: Referrer, filters: readonly Filter[]): Changes | RouteFault {
  let changes: Changes = {};
  for (const filter of filters) {
    const changed = withFilter(changes, lookup, from, filter);
    if (typeof changed === 'string') return changed;
    changes = changed;
  }
  return changes;
}

function withFilter(changes: Changes, lookup: Lookup, from: Referrer, filter: Filter): Changes | RouteFault {
  switch (filter.type) {
    case 'RequestHeaderModifier':
    case 'ResponseHeaderModifier':
      return withHeaders(changes, filter);
    case 'RequestRedirect':
      return filter.requestRedirect ? { ...changes, redirect: redirectOf(filter.requestRedirect) } : changes;
    case 'URLRewrite':
      return filter.urlRewrite ? { ...changes, ...rewriteOf(filter.urlRewrite) } : changes;
    case 'RequestMirror':
      return from.kind === 'GRPCRoute' && leadsNowhere(lookup, from, filter) ? 'mirror' : changes;
    case 'CORS':
      return filter.cors ? { ...changes, corsPolicy: corsOf(filter.cors) } : changes;
    // "Unsupported filter type."
    case 'ExternalAuth':
    case 'ExtensionRef':
      return 'filter';
  }
}

/**
 * Copies decide nothing about a request: "a mirror that leads nowhere is left out" of an HTTPRoute, but it is a hard
 * error of a GRPCRoute (istio `gateway/conversion.go`).
 */
function leadsNowhere(lookup: Lookup, from: Referrer, { requestMirror }: Filter): boolean {
  const backend = requestMirror && backendOf(lookup, from, requestMirror.backendRef);
  return backend !== undefined && (typeof backend === 'string' || backend.problem !== null);
}

/** Changes to headers, on top of those before. */
export function withHeaders<T extends Pick<HttpRoute, 'headers'>>(changes: T, filter: Filter): T | RouteFault {
  const request = filter.type === 'RequestHeaderModifier';
  const given = request ? filter.requestHeaderModifier : filter.responseHeaderModifier;
  if (!given) return changes;
  // "Header value contains invalid characters."
  if ([...(given.set ?? []), ...(given.add ?? [])].some(({ value }) => hasControls(value))) return 'headerValue';
  const operations = operationsOf(given);
  return {
    ...changes,
    headers: { ...changes.headers, ...(request ? { request: operations } : { response: operations }) },
  };
}

function hasControls(value: string): boolean {
  return Array.from(value).some((character) => (character < ' ' && character !== '\t') || character === '\u007f');
}

function operationsOf({ set = [], add = [], remove = [] }: HeaderFilter): Operations {
  return { set: firstOfName(set), add: firstOfName(add), remove };
}

/** "Subsequent entries with an equivalent header name are ignored." */
function firstOfName(headers: NonNullable<HeaderFilter['set']>): Readonly<Record<string, string>> {
  return Object.fromEntries([...headers].reverse().map(({ name, value }) => [name.toLowerCase(), value]));
}

function redirectOf(given: NonNullable<Filter['requestRedirect']>): NonNullable<HttpRoute['redirect']> {
  const { scheme, hostname, path, port, statusCode = 302 } = given;
  return {
    redirectCode: statusCode,
    ...(hostname === undefined ? {} : { authority: hostname }),
    ...(scheme === undefined ? {} : { scheme }),
    // "Without a port: the one of the scheme if there is one, else the listener's."
    ...(port === undefined
      ? { derivePort: scheme === undefined ? 'FROM_REQUEST_PORT' : 'FROM_PROTOCOL_DEFAULT' }
      : { port }),
    ...(path?.replaceFullPath === undefined ? {} : { uri: path.replaceFullPath }),
    ...(path?.replacePrefixMatch === undefined ? {} : { prefixRewrite: path.replacePrefixMatch }),
  };
}

function rewriteOf({ hostname, path }: NonNullable<Filter['urlRewrite']>): Pick<HttpRoute, 'rewrite'> {
  const authority = hostname ? { authority: hostname } : {};
  switch (path?.type) {
    case 'ReplaceFullPath':
      return {
        rewrite: { ...authority, uriRegexRewrite: { match: '/.*', rewrite: path.replaceFullPath ?? '' } },
      };
    case 'ReplacePrefixMatch':
      // "`/` means removing the prefix."
      return { rewrite: { ...authority, uri: (path.replacePrefixMatch ?? '').replace(/\/$/, '') || '/' } };
    case undefined:
      return hostname ? { rewrite: authority } : {};
  }
}

/** What the CORS filter decides by: the origins. The rest is for browsers alone. */
function corsOf(given: NonNullable<Filter['cors']>): NonNullable<HttpRoute['corsPolicy']> {
  const { allowOrigins = [] } = given;
  return {
    allowOrigins: allowOrigins.filter((origin) => origin !== '').map(originMatch),
    unmatchedPreflights: 'IGNORE',
  };
}

/** "`*` is any origin; a wildcard at the end is a prefix, elsewhere an expression; the rest is exact." */
function originMatch(
  origin: string,
): { readonly exact: string } | { readonly prefix: string } | { readonly regex: string } {
  if (origin === '*') return { regex: '^[a-zA-Z][a-zA-Z0-9+.-]*://[^/\\s?#]+$' };
  if (!origin.includes('*')) return { exact: origin };
  if (origin.indexOf('*') === origin.length - 1) return { prefix: origin.slice(0, -1) };
  return { regex: `^${origin.split('*').map(quoted).join('.*')}$` };
}

/** Text as an expression that matches it alone. */
export function quoted(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}
