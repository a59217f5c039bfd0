import type { Path } from '../../model/resource.ts';
import type { HttpMatch } from '../httpRoutes.ts';
import type { HttpRoute } from '../virtualService.ts';
import { statusFindings } from './fault.ts';
import { type Finding, finding } from './finding.ts';
import { isPort } from './hostNames.ts';
import { regexFindings } from './regex.ts';

/** A redirect; the first thing that is wrong. */
export function redirectFindings(
  redirect: HttpRoute['redirect'],
  matches: readonly HttpMatch[],
  path: Path,
): readonly Finding[] {
  if (!redirect) return [];
  const { uri, prefixRewrite, authority, port, derivePort, scheme, redirectCode = 0 } = redirect;
  if (uri && prefixRewrite) return [finding('routeConflict', path, 'uri, prefixRewrite')];
  // "prefix_rewrite requires all URI matches to use prefix match type."
  const whole = matches.some((match) => match.uri !== undefined && match.uri.prefix === undefined);
  if (prefixRewrite && whole) return [finding('redirectPrefix', [...path, 'prefixRewrite'])];
  if (!uri && !prefixRewrite && !authority && port === undefined && derivePort === undefined && !scheme)
    return [finding('redirectEmpty', path)];
  if (redirectCode !== 0 && (redirectCode < 300 || redirectCode > 399))
    return [finding('redirectCode', [...path, 'redirectCode'], String(redirectCode))];
  if (scheme && scheme !== 'http' && scheme !== 'https')
    return [finding('redirectScheme', [...path, 'scheme'], scheme)];
  return port && !isPort(port) ? [finding('portRange', [...path, 'port'], String(port))] : [];
}

export function directResponseFindings(direct: HttpRoute['directResponse'], path: Path): readonly Finding[] {
  return direct ? statusFindings(direct.status, [...path, 'status']) : [];
}

export function rewriteFindings(rewrite: HttpRoute['rewrite'], path: Path): readonly Finding[] {
  if (!rewrite) return [];
  const { uri, authority, uriRegexRewrite } = rewrite;
  if (uri && uriRegexRewrite) return [finding('routeConflict', path, 'uri, uriRegexRewrite')];
  if (!uri && !uriRegexRewrite && !authority) return [finding('rewriteEmpty', path)];
  if (!uriRegexRewrite) return [];
  const place = [...path, 'uriRegexRewrite'];
  if (!uriRegexRewrite.match || !uriRegexRewrite.rewrite) return [finding('rewriteEmpty', place)];
  return regexFindings(uriRegexRewrite.match, [...place, 'match']);
}
