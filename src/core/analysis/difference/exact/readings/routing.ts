import { type RouteEntry, routesOf } from '../../../../controlplane/httpRoutes.ts';
import type { World } from '../../../../controlplane/world.ts';
import type { WorkloadId } from '../../../../model/resource.ts';
import type { Hop, Trace } from '../../../../model/trace.ts';
import { all, doubt, type Ground, no, reasonOf } from '../formula.ts';
import { routeFormula, routersOf, type RouteSight } from '../routeFormula.ts';
import type { Rewritten } from '../sight.ts';
import { headerOf } from '../token.ts';
import { type Arriving, type Asked, other, type Reading } from './reading.ts';

/** What VirtualServices at a client's sidecar read; returned is what they change. */
export function* routing(
  world: World,
  trace: Trace,
  hop: Hop,
  client: WorkloadId,
  { rewritten }: Arriving,
  asked: Asked,
): Generator<Reading, Rewritten> {
  const taken: RouteEntry[] = [];
  const step = hop.steps.find((each) => each.kind === 'route');
  const workload = world.cluster.workloads.get(client);
  const authority = trace.hops[0].steps[0].packet.http?.authority ?? '';
  if (step?.kind === 'route' && workload !== undefined) {
    const host = authority.toLowerCase().replace(/:\d+$/, '');
    const { namespace, labels } = workload;
    const scope = { gateway: 'mesh', port: trace.request.target.port, namespace, labels };
    // A sidecar that sends on knows no token, and takes the scheme from a header that the client may write.
    const sight = {
      authority,
      secure: doubt('header', 'x-forwarded-proto'),
      claims: false,
      rewritten,
      tokenHeaders: new Set(asked.tokens.flatMap(({ location }) => headerOf(location))),
    };
    for (const service of routersOf(world, step.virtualHost === null ? [host] : [host, step.virtualHost]))
      taken.push(...(yield* firstTaken(routesOf(world, service, scope), sight, asked.ground)));
  }
  return changedBy(taken);
}

/** "A CORS preflight is answered by the CORS filter" (0.1): by its origin, which no class tells apart. */
const preflight: Reading = other(
  all([
    {
      kind: 'condition',
      condition: {
        about: 'method',
        test: { kind: 'option', holds: (method) => method === 'OPTIONS' },
        words: { field: 'method', values: ['OPTIONS'] },
      },
    },
    doubt('header', 'origin'),
  ]),
);

/**
 * The routes that may take a request: "first match wins", and what comes after it is not asked. `isTaken`: whether one was
 * taken, as far as is known.
 */
export function* firstTaken(
  entries: readonly RouteEntry[],
  sight: RouteSight,
  ground: Ground,
  isTaken?: (entry: RouteEntry) => boolean,
): Generator<Reading, readonly RouteEntry[]> {
  const taken: RouteEntry[] = [];
  for (const entry of entries) {
    const formula = routeFormula(entry, sight);
    const reason = reasonOf(formula, ground);
    // Several matches of one route are not told apart.
    yield { kind: 'formula', formula, seen: isTaken === undefined || isTaken(entry) ? null : false, of: 'other' };
    if (reason.kind === 'doubt' || reason.holds) {
      taken.push(entry);
      if (entry.route.corsPolicy !== undefined) yield preflight;
    }
    if (reason.kind === 'known' && reason.holds) return taken;
  }
  if (isTaken !== undefined && entries.some(isTaken)) yield { kind: 'formula', formula: no, seen: true, of: 'other' };
  return taken;
}

/** What places behind some routes see otherwise. */
export function changedBy(taken: readonly RouteEntry[]): Rewritten {
  const routes = taken.map(({ route }) => route);
  const headers = routes
    .flatMap(({ headers: own, route }) => [own?.request, ...(route ?? []).map((each) => each.headers?.request)])
    .flatMap((each) => [...Object.keys(each?.set ?? {}), ...Object.keys(each?.add ?? {}), ...(each?.remove ?? [])])
    .map((name) => name.toLowerCase());
  return {
    path: routes.some(({ rewrite }) => rewrite?.uri !== undefined || rewrite?.uriRegexRewrite !== undefined),
    host:
      routes.some(({ rewrite }) => rewrite?.authority !== undefined) ||
      headers.some((name) => name === 'host' || name === ':authority'),
    headers: new Set(headers),
  };
}
