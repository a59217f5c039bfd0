import type { Path } from '../../model/resource.ts';
import type { HttpRoute } from '../virtualService.ts';
import { durationFindings } from './durations.ts';
import { faultFindings } from './fault.ts';
import { type Finding, finding } from './finding.ts';
import { authorityFindings, headersFindings } from './headerOperations.ts';
import { httpMatchFindings } from './httpMatch.ts';
import { destinationFindings, destinationsFindings } from './routeDestinations.ts';
import { directResponseFindings, redirectFindings, rewriteFindings } from './routeActions.ts';
import { retryFindings } from './retries.ts';

/** One entry of a VirtualService's `http`; `delegate`: of one without hosts. */
export function httpRouteFindings(route: HttpRoute, delegate: boolean, path: Path): readonly Finding[] {
  const {
    match = [],
    headers,
    fault,
    mirror,
    mirrors = [],
    redirect,
    rewrite,
    directResponse,
    retries,
    timeout,
  } = route;
  return [
    ...conflictFindings(route, delegate, path),
    ...match.flatMap((each, index) => httpMatchFindings(each, [...path, 'match', index])),
    ...headersFindings(headers, [...path, 'headers']),
    ...corsFindings(route.corsPolicy, [...path, 'corsPolicy']),
    ...faultFindings(fault, [...path, 'fault']),
    ...mirrorFindings(route, path),
    ...destinationFindings(mirror, [...path, 'mirror']),
    ...mirrors.flatMap(({ destination }, index) =>
      destinationFindings(destination, [...path, 'mirrors', index, 'destination']),
    ),
    ...redirectFindings(redirect, match, [...path, 'redirect']),
    ...directResponseFindings(directResponse, [...path, 'directResponse']),
    ...retryFindings(retries, [...path, 'retries']),
    ...rewriteFindings(rewrite, [...path, 'rewrite']),
    ...authorityFindings(route, path),
    ...destinationsFindings(route.route, [...path, 'route']),
    ...(route.route ?? []).flatMap((each, index) =>
      headersFindings(each.headers, [...path, 'route', index, 'headers']),
    ),
    ...durationFindings(timeout, [...path, 'timeout']),
  ];
}

/** What a route cannot say at once, and what it must say. */
function conflictFindings(route: HttpRoute, delegate: boolean, path: Path): readonly Finding[] {
  const { redirect, directResponse, fault, rewrite } = route;
  const found: Finding[] = [];
  const conflict = (field: string, other: string): void => {
    found.push(finding('routeConflict', [...path, field], `${field}, ${other}`));
  };
  const leads = (route.route ?? []).length > 0;
  // "A route that delegates has neither route nor redirect", and nothing else is asked of it.
  if (route.delegate && !delegate) {
    if (redirect) conflict('redirect', 'delegate');
    if (leads) conflict('route', 'delegate');
    return found;
  }
  if (route.delegate) found.push(finding('delegateTwice', [...path, 'delegate']));
  if (redirect || directResponse) {
    const own = redirect ? 'redirect' : 'directResponse';
    if (leads) conflict('route', own);
    if (fault) conflict('fault', own);
    if (rewrite) conflict('rewrite', own);
    if (redirect && directResponse) conflict('directResponse', 'redirect');
    // "Route without destination."
  } else if (!leads) found.push(finding('destinationMissing', path));
  if (route.mirror && (route.mirrors ?? []).length > 0) conflict('mirrors', 'mirror');
  return found;
}

function mirrorFindings({ mirrorPercent, mirrorPercentage, mirrors = [] }: HttpRoute, path: Path): readonly Finding[] {
  const given: readonly (readonly [Path, number | undefined])[] = [
    [[...path, 'mirrorPercent'], mirrorPercent],
    [[...path, 'mirrorPercentage'], mirrorPercentage?.value],
    ...mirrors.map(({ percentage }, index) => [[...path, 'mirrors', index, 'percentage'], percentage?.value] as const),
  ];
  return given.flatMap(([place, value = 0]) =>
    value < 0 || value > 100 ? [finding('percentage', place, String(value))] : [],
  );
}

const methods: readonly string[] = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'CONNECT',
  'OPTIONS',
  'TRACE',
  '*',
];

function corsFindings(policy: HttpRoute['corsPolicy'], path: Path): readonly Finding[] {
  if (!policy) return [];
  const { allowOrigins = [], allowMethods = [], maxAge } = policy;
  return [
    ...allowOrigins.flatMap((origin, index) =>
      origin.exact || origin.prefix || origin.regex ? [] : [finding('emptyMatch', [...path, 'allowOrigins', index])],
    ),
    ...allowMethods.flatMap((method, index) =>
      methods.includes(method) ? [] : [finding('corsMethod', [...path, 'allowMethods', index], method)],
    ),
    ...durationFindings(maxAge, [...path, 'maxAge']),
  ];
}
