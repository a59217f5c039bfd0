import { claimPath } from '../../../controlplane/claimKeys.ts';
import { boundTo, type VirtualService } from '../../../controlplane/virtualService.ts';
import { completeHost } from '../../../controlplane/visibility.ts';
import { covers } from '../../../controlplane/hostPatterns.ts';
import type { HttpMatch, RouteEntry } from '../../../controlplane/httpRoutes.ts';
import type { World } from '../../../controlplane/world.ts';
import { asksPresence, matchesString } from '../../../dataplane/match/httpRoute.ts';
import type { ConditionWords } from '../../../model/proof.ts';
import { readRegex } from '../patterns/readRegex.ts';
import { anyText, choice, nothing, sequence, type Shape, text } from '../patterns/shape.ts';
import type { Language } from '../patterns/language.ts';
import { pathShape } from './domains.ts';
import { isProxied, sentOnce } from './headers.ts';
import { all, doubt, type Formula, no, not, yes } from './formula.ts';
import { languageBy } from './interned.ts';
import type { Rewritten } from './sight.ts';
import { issuerFormula } from './token.ts';

type StringMatch = NonNullable<HttpMatch['uri']>;

/** The VirtualServices that may route requests to a host, for whatever proxy of the mesh. */
export function routersOf(world: World, hosts: readonly string[]): readonly VirtualService[] {
  return world.virtualServices.filter(
    (service) =>
      boundTo(service, 'mesh') &&
      (service.spec.hosts ?? []).some((written) => {
        const pattern = completeHost(written, service.resource.namespace);
        return hosts.some((host) => covers(pattern, host));
      }),
  );
}

/** How a proxy that routes sees the requests of a class. */
export interface RouteSight {
  /** The Host header; null: it is free. */
  readonly authority: string | null;
  /** Whether the scheme is https. */
  readonly secure: Formula;
  /** Whether claims of a verified token are known. */
  readonly claims: boolean;
  readonly rewritten: Rewritten;
  /** Headers that its JWT filter writes, or takes tokens from. */
  readonly tokenHeaders: ReadonlySet<string>;
}

/** Whether one route takes a request. */
export function routeFormula({ match, service }: RouteEntry, sight: RouteSight): Formula {
  if (match === null) return yes;
  const { uri, method, scheme, authority, headers, withoutHeaders, queryParams, ignoreUriCase } = match;
  const fold = ignoreUriCase === true;
  const parts = [
    ...(uri === undefined ? [] : [uriFormula(uri, fold)]),
    ...(service.made === undefined ? [] : [separated(uri?.prefix ?? '/', fold)]),
  ];
  return all([
    ...(sight.rewritten.path && uri !== undefined ? [doubt('rewrite', 'path')] : parts),
    ...(method === undefined ? [] : [methodFormula(method)]),
    ...(scheme === undefined ? [] : [schemeFormula(scheme, sight.secure)]),
    ...(authority === undefined ? [] : [authorityFormula(authority, sight.authority)]),
    ...Object.entries(headers ?? {}).map(([name, value]) => headerFormula(name, value, sight)),
    ...Object.entries(withoutHeaders ?? {}).map(([name, value]) => lackFormula(name, value, sight)),
    ...Object.keys(queryParams ?? {}).map((name) => doubt('query', name)),
  ]);
}

function schemeFormula(match: StringMatch, secure: Formula): Formula {
  const [plain, encrypted] = [matchesString(match, 'http'), matchesString(match, 'https')];
  if (plain === encrypted) return fact(plain);
  return encrypted ? secure : not(secure);
}

/** Of a route the whole header is asked, with its port, in the case that it has. */
function authorityFormula(match: StringMatch, authority: string | null): Formula {
  if (authority !== null) return fact(matchesString(match, authority));
  return textFormula(languageFor(match, false, 'text'), 'host', { field: 'authority', values: [wordOf(match)] });
}

function uriFormula(match: StringMatch, fold: boolean): Formula {
  return textFormula(languageFor(match, fold, 'path'), 'path', { field: 'uri', values: [wordOf(match)] });
}

/** "/pre matches /pre and /pre/fix, not /prefix" (`path_separated_prefix`). */
function separated(prefix: string, fold: boolean): Formula {
  if (prefix === '/' || prefix.endsWith('/')) return yes;
  const shape = (): Shape => pathShape(sequence(text(prefix, fold), choice(nothing, sequence(text('/'), anyText))));
  const language = languageBy(`separated ${String(fold)} ${prefix}`, shape) ?? doubt('tooLarge', prefix);
  return textFormula(language, 'path', { field: 'uri', values: [prefix] });
}

function methodFormula(match: StringMatch): Formula {
  const words = { field: 'method', values: [wordOf(match)] };
  const holds = (method: string): boolean => matchesString(match, method);
  return { kind: 'condition', condition: { about: 'method', test: { kind: 'option', holds }, words } };
}

function headerFormula(name: string, match: StringMatch, sight: RouteSight): Formula {
  const path = claimPath(name);
  if (path !== null) return sight.claims ? claimFormula(path, match) : no;
  const lower = name.toLowerCase();
  if (sight.rewritten.headers.has(lower)) return doubt('rewrite', lower);
  const own = isProxied(lower) || lower === 'host' || lower.startsWith(':');
  if (own || sight.tokenHeaders.has(lower)) return doubt('header', lower);
  const language = languageFor(match, false, 'text');
  if ('kind' in language) return language;
  return sentOnce(lower, { kind: 'text', language }, { field: `headers[${lower}]`, values: [wordOf(match)] });
}

/** A header that is not there counts as empty, unless its presence alone is asked for. */
function lackFormula(name: string, match: StringMatch, sight: RouteSight): Formula {
  const unmatched = not(headerFormula(name, match, sight));
  const missingMatches = claimPath(name) === null && !asksPresence(match) && matchesString(match, '');
  return missingMatches ? all([headerFormula(name, {}, sight), unmatched]) : unmatched;
}

/** "`@request.auth.claims.NAME` looks at the verified token": a string, or one of a list of strings. */
function claimFormula(path: readonly string[], match: StringMatch): Formula {
  const name = path.join('.');
  const words = { field: `request.auth.claims[${name}]`, values: [wordOf(match)] };
  if (name === 'iss') return issuerFormula((issuer) => matchesString(match, issuer), words);
  const language = languageFor(match, false, 'text');
  if ('kind' in language) return language;
  return { kind: 'condition', condition: { about: `claim:${name}`, test: { kind: 'lines', language }, words } };
}

/** The strings that match; or why they are not known. */
function languageFor(match: StringMatch, fold: boolean, of: 'path' | 'text'): Language | Formula {
  const shape = shapeOf(match, fold);
  if (shape === null) return doubt('pattern', match.regex ?? '');
  const key = JSON.stringify(['route', of, fold, match.exact, match.prefix, match.regex]);
  const language = languageBy(key, () => (of === 'path' ? pathShape(shape) : shape));
  return language ?? doubt('tooLarge', wordOf(match));
}

function textFormula(language: Language | Formula, about: string, words: ConditionWords): Formula {
  if ('kind' in language) return language;
  return { kind: 'condition', condition: { about, test: { kind: 'text', language }, words } };
}

function shapeOf({ exact, prefix, regex }: StringMatch, fold: boolean): Shape | null {
  if (exact !== undefined) return text(exact, fold);
  if (prefix !== undefined) return sequence(text(prefix, fold), anyText);
  return regex === undefined ? anyText : readRegex(regex);
}

function wordOf({ exact, prefix, regex }: StringMatch): string {
  return exact ?? (prefix === undefined ? (regex ?? '*') : `${prefix}*`);
}

function fact(holds: boolean): Formula {
  return holds ? yes : no;
}

/** Headers that routes read: several lines of one are joined there and told apart by policies, so one line is meant. */
export function headersRead(services: readonly VirtualService[]): ReadonlySet<string> {
  const names = services
    .flatMap(({ spec }) => spec.http ?? [])
    .flatMap(({ match }) => match ?? [])
    .flatMap(({ headers, withoutHeaders }) => [...Object.keys(headers ?? {}), ...Object.keys(withoutHeaders ?? {})]);
  return new Set(names.filter((name) => claimPath(name) === null).map((name) => name.toLowerCase()));
}
