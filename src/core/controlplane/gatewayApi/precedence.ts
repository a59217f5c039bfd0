import type { HttpMatch } from '../httpRoutes.ts';
import type { HttpRoute } from '../virtualService.ts';

/**
 * "Exact before prefix before expression, then the longer path, then those with a method, then the number of headers,
 * then of query parameters"; equals keep their order, routes without a match come last.
 */
export function byPrecedence({ match: [a] = [] }: HttpRoute, { match: [b] = [] }: HttpRoute): number {
  if (!a || !b) return Number(!a) - Number(!b);
  return (
    rankOf(b) - rankOf(a) ||
    lengthOf(b) - lengthOf(a) ||
    Number(b.method !== undefined) - Number(a.method !== undefined) ||
    countOf(b.headers) - countOf(a.headers) ||
    countOf(b.queryParams) - countOf(a.queryParams)
  );
}

function rankOf({ uri }: HttpMatch): number {
  if (!uri) return -1;
  if (uri.exact !== undefined) return 3;
  return uri.prefix === undefined ? 1 : 2;
}

function lengthOf({ uri }: HttpMatch): number {
  return (uri?.exact ?? uri?.prefix ?? uri?.regex ?? '').length;
}

function countOf(table: Readonly<Record<string, unknown>> | undefined): number {
  return Object.keys(table ?? {}).length;
}
