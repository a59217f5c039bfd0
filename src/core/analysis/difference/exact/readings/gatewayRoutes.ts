import type { GatewayChain } from '../../../../controlplane/gateway/listener.ts';
import { mostSpecific } from '../../../../controlplane/hostPatterns.ts';
import type { RouteEntry } from '../../../../controlplane/httpRoutes.ts';
import type { Hop, Packet, Step } from '../../../../model/trace.ts';
import { someText } from '../../patterns/shape.ts';
import { doubt, type Formula, type Ground, no, reasonOf, yes } from '../formula.ts';
import { chosenFormula } from '../hostFormula.ts';
import { languageBy } from '../interned.ts';
import type { RouteSight } from '../routeFormula.ts';
import type { Rewritten } from '../sight.ts';
import type { Filtered, Seen } from './policies.ts';
import { other, type Reading } from './reading.ts';
import { changedBy, firstTaken } from './routing.ts';

type HttpChain = Extract<GatewayChain, { kind: 'http' }>;

interface AtRoutes {
  readonly seen: Seen;
  readonly filtered: Filtered;
  /** How many proxies before it a gateway trusts. */
  readonly trusted: number;
}

const unchanged: Rewritten = { path: false, host: false, headers: new Set() };

/** Which route of a gateway takes a request: by its Host header, then by all else. Returned is what it changes. */
export function* gatewayRoutes(
  hop: Hop,
  { hosts }: HttpChain,
  { http }: Packet,
  { seen, filtered, trusted }: AtRoutes,
  ground: Ground,
): Generator<Reading, Rewritten> {
  const step = hop.steps.find(({ kind }) => kind === 'route');
  if (step === undefined || http === null) return unchanged;
  // "Port in Host is ignored, case ignored" (4.6).
  const host = http.authority.toLowerCase().replace(/:\d+$/, '');
  const found = mostSpecific(
    hosts.map((entry) => [entry[0], entry] as const),
    host,
  );
  const patterns = hosts.map(([pattern]) => pattern);
  if (seen.freeHost) yield other(chosenFormula(patterns, found?.[0] ?? null, 'host'));
  if (found === null) return unchanged;
  const [, { redirect, routes }] = found;
  const secure = secureFormula(seen, step, trusted);
  if (redirect !== null) {
    // "httpsRedirect on an HTTP server → 301 for plaintext" (7.3).
    yield other(secure);
    const reason = reasonOf(secure, ground);
    if (reason.kind === 'known' && !reason.holds) return unchanged;
  }
  const sight: RouteSight = {
    authority: seen.freeHost ? null : http.authority,
    secure,
    claims: filtered.claims,
    rewritten: seen.rewritten,
    tokenHeaders: filtered.tokenHeaders,
  };
  return changedBy(yield* firstTaken(routes, sight, ground, (entry) => isTaken(step, entry)));
}

/** Whether it is https: what comes in TLS is, if it names a server. A trusted proxy before the gateway may say otherwise. */
function secureFormula({ freeServerName, serverName }: Seen, { packet }: Step, trusted: number): Formula {
  if (trusted > 0) return doubt('header', 'x-forwarded-proto');
  if (packet.peer !== null) return yes;
  if (!freeServerName) return serverName === '' ? no : yes;
  const language = languageBy('named', () => someText);
  if (language === null) return doubt('tooLarge', 'sni');
  const words = { field: 'connection.sni', values: ['*'] };
  return { kind: 'condition', condition: { about: 'sni', test: { kind: 'text', language }, words } };
}

/** Whether a route was taken. */
export function isTaken({ checks }: Step, { origin }: RouteEntry): boolean {
  return checks.some(
    ({ kind, source, matched }) =>
      kind === 'route' &&
      matched &&
      source?.resource === origin.resource.id &&
      source.path.join('.') === origin.path.join('.'),
  );
}
