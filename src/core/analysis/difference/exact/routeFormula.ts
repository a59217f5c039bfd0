import { claimPath } from '../../../controlplane/claimKeys.ts';
import { boundTo, type VirtualService } from '../../../controlplane/virtualService.ts';
import { completeHost } from '../../../controlplane/visibility.ts';
import { covers } from '../../../controlplane/hostPatterns.ts';
import type { HttpMatch, RouteEntry } from '../../../controlplane/httpRoutes.ts';
import type { World } from '../../../controlplane/world.ts';
import { matchesString } from '../../../dataplane/match/httpRoute.ts';
import type { ConditionWords } from '../../../model/proof.ts';
import { languageOf } from '../patterns/compileShape.ts';
import { readRegex } from '../patterns/readRegex.ts';
import { anyText, choice, nothing, sequence, type Shape, text } from '../patterns/shape.ts';
import { pathShape } from './domains.ts';
import { isProxied, sentOnce } from './headers.ts';
import { all, doubt, type Formula, no, not, yes } from './formula.ts';

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

/** Whether one route takes a request that a sidecar sends on. `authority`: its Host header. */
export function routeFormula({ match, service }: RouteEntry, authority: string): Formula {
  if (match === null) return yes;
  const { uri, method, scheme, authority: host, headers, withoutHeaders, queryParams, ignoreUriCase } = match;
  const fold = ignoreUriCase === true;
  return all([
    ...(uri === undefined ? [] : [uriFormula(uri, fold)]),
    ...(service.made === undefined ? [] : [separated(uri?.prefix ?? '/', fold)]),
    ...(method === undefined ? [] : [methodFormula(method)]),
    ...(scheme === undefined ? [] : [fact(matchesString(scheme, 'http'))]),
    ...(host === undefined ? [] : [fact(matchesString(host, authority))]),
    ...Object.entries(headers ?? {}).map(([name, value]) => headerFormula(name, value)),
    ...Object.entries(withoutHeaders ?? {}).map(([name, value]) => not(headerFormula(name, value))),
    ...Object.keys(queryParams ?? {}).map((name) => doubt('query', name)),
  ]);
}

function uriFormula(match: StringMatch, fold: boolean): Formula {
  const shape = shapeOf(match, fold);
  if (shape === null) return doubt('pattern', match.regex ?? '');
  return textFormula(pathShape(shape), { field: 'uri', values: [wordOf(match)] });
}

/** "/pre matches /pre and /pre/fix, not /prefix" (`path_separated_prefix`). */
function separated(prefix: string, fold: boolean): Formula {
  if (prefix === '/' || prefix.endsWith('/')) return yes;
  const shape = sequence(text(prefix, fold), choice(nothing, sequence(text('/'), anyText)));
  return textFormula(pathShape(shape), { field: 'uri', values: [prefix] });
}

function methodFormula(match: StringMatch): Formula {
  const words = { field: 'method', values: [wordOf(match)] };
  const holds = (method: string): boolean => matchesString(match, method);
  return { kind: 'condition', condition: { about: 'method', test: { kind: 'option', holds }, words } };
}

/** A sidecar that sends on knows no token: conditions on claims never hold there. */
function headerFormula(name: string, match: StringMatch): Formula {
  if (claimPath(name) !== null) return no;
  const lower = name.toLowerCase();
  if (isProxied(lower)) return doubt('header', lower);
  const shape = shapeOf(match, false);
  if (shape === null) return doubt('pattern', match.regex ?? '');
  const language = languageOf(shape);
  if (language === null) return doubt('tooLarge', lower);
  return sentOnce(lower, { kind: 'text', language }, { field: `headers[${lower}]`, values: [wordOf(match)] });
}

function textFormula(shape: Shape, words: ConditionWords): Formula {
  const language = languageOf(shape);
  if (language === null) return doubt('tooLarge', words.values.join());
  return { kind: 'condition', condition: { about: 'path', test: { kind: 'text', language }, words } };
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
  return new Set(names.map((name) => name.toLowerCase()));
}
