import type { RouteFault } from '../../model/note.ts';
import type { Resource } from '../../model/resource.ts';
import type { GrpcRouteSpec, GrpcRule } from '../../yaml/schema/gatewayApi/grpcRoute.ts';
import type { HttpRouteSpec, HttpRule } from '../../yaml/schema/gatewayApi/httpRoute.ts';
import type { HttpMatch } from '../httpRoutes.ts';
import type { Origin } from '../made.ts';
import type { HttpRoute } from '../virtualService.ts';
import type { Admitted } from '../world.ts';
import { type BackendRef, destinationsOf, type Lookup, type Referrer, weightOf } from './backends.ts';
import { type Filter, filtersOf, quoted, withHeaders } from './filters.ts';
import { grpcMatch, httpMatch } from './matches.ts';

/** One route of a VirtualService, with where it was written. */
export interface MadeRoute {
  readonly route: HttpRoute;
  readonly origin: Origin;
}

/** A backend of either kind of route. */
type FilteredRef = BackendRef & { readonly filters?: readonly Filter[] | undefined };

/** The routes of an HTTPRoute: "each rule is split, so that each route has at most one match". */
export function httpRules(
  lookup: Lookup,
  { resource, spec }: Admitted<HttpRouteSpec>,
  mesh: boolean,
): readonly MadeRoute[] | RouteFault {
  const from = { kind: 'HTTPRoute', namespace: resource.namespace, mesh };
  return allOf(spec.rules ?? [], (rule, index) => {
    // "matches: default a prefix match on the path `/`."
    const matches = rule.matches?.length ? rule.matches.map(httpMatch) : [{ uri: { prefix: '/' } }];
    return ofRule(lookup, from, resource, rule, index, matches, (rule.matches ?? []).length > 0);
  });
}

/** The routes of a GRPCRoute. */
export function grpcRules(
  lookup: Lookup,
  { resource, spec }: Admitted<GrpcRouteSpec>,
  mesh: boolean,
): readonly MadeRoute[] | RouteFault {
  const from = { kind: 'GRPCRoute', namespace: resource.namespace, mesh };
  return allOf(spec.rules ?? [], (rule, index) => {
    const given = (rule.matches ?? []).map(grpcMatch);
    const bad = given.find((match) => typeof match === 'string');
    if (bad !== undefined) return bad;
    const matches = given.filter((match) => typeof match !== 'string');
    return ofRule(lookup, from, resource, rule, index, matches.length > 0 ? matches : [null], matches.length > 0);
  });
}

function allOf<Rule>(
  rules: readonly Rule[],
  convert: (rule: Rule, index: number) => readonly MadeRoute[] | RouteFault,
): readonly MadeRoute[] | RouteFault {
  const all: MadeRoute[] = [];
  for (const [index, rule] of rules.entries()) {
    const routes = convert(rule, index);
    // "A hard error: the route as a whole is left out."
    if (typeof routes === 'string') return routes;
    all.push(...routes);
  }
  return all;
}

function ofRule(
  lookup: Lookup,
  from: Referrer,
  resource: Resource,
  rule: HttpRule | GrpcRule,
  index: number,
  matches: readonly (HttpMatch | null)[],
  written: boolean,
): readonly MadeRoute[] | RouteFault {
  const path = ['spec', 'rules', index];
  const changes = filtersOf(lookup, from, rule.filters ?? []);
  if (typeof changes === 'string') return changes;
  const refs: readonly FilteredRef[] = rule.backendRefs ?? [];
  const name = rule.name ?? `${resource.namespace}.${resource.name}.${index}`;
  const base: HttpRoute = { name, ...changes };
  // "No backend with a share: 500", unless the rule redirects.
  const nowhere = refs.reduce((sum, ref) => sum + weightOf(ref), 0) === 0 && !changes.redirect;
  const destinations = nowhere
    ? { route: [], backends: [] }
    : destinationsOf(lookup, from, refs, path, (ref) => backendHeaders(ref.filters ?? []));
  if (typeof destinations === 'string') return destinations;
  const { route, backends } = destinations;
  return matches.map((match, number) => ({
    route: {
      ...base,
      ...(match === null ? {} : { match: [match], ...withoutPrefix(base.rewrite, match) }),
      ...(nowhere ? { directResponse: { status: 500 } } : { route }),
    },
    origin: { resource, path: written ? [...path, 'matches', number] : path, backends },
  }));
}

/** "A prefix that is replaced by `/` is removed, and a slash held where the entire path is." */
function withoutPrefix(rewrite: HttpRoute['rewrite'], { uri }: HttpMatch): Pick<HttpRoute, 'rewrite'> {
  if (rewrite?.uri !== '/') return {};
  const { uri: _, ...rest } = rewrite;
  const prefix = uri?.prefix === '/' ? '' : (uri?.prefix ?? '');
  return { rewrite: { ...rest, uriRegexRewrite: { match: `^${quoted(prefix)}(/?)(.*)`, rewrite: '/\\2' } } };
}

/** "Of a backend's filters only changes of headers are supported." */
function backendHeaders(filters: readonly Filter[]): Pick<HttpRoute, 'headers'> | RouteFault {
  let changes: Pick<HttpRoute, 'headers'> = {};
  for (const filter of filters) {
    if (filter.type !== 'RequestHeaderModifier' && filter.type !== 'ResponseHeaderModifier') return 'filter';
    const changed = withHeaders(changes, filter);
    if (typeof changed === 'string') return changed;
    changes = changed;
  }
  return changes;
}
