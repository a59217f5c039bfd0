import type { Path } from '../../model/resource.ts';
import { claimPath } from '../claimKeys.ts';
import type { HttpMatch } from '../httpRoutes.ts';
import { type Finding, finding } from './finding.ts';
import { gatewayNameFindings } from './gatewayNames.ts';
import { isLabel, isPort } from './hostNames.ts';
import { instanceLabelFindings } from './labels.ts';
import { regexFindings } from './regex.ts';

type StringMatch = NonNullable<HttpMatch['uri']>;

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/; // RFC 9110, 5.6.2
const pseudo: readonly string[] = [':method', ':scheme', ':authority', ':path', ':status'];

/** One entry of a route's `match`. */
export function httpMatchFindings(match: HttpMatch, path: Path): readonly Finding[] {
  const found: Finding[] = [...regexFindings(match.uri?.regex, [...path, 'uri', 'regex'])];
  for (const field of ['scheme', 'method', 'authority'] as const)
    found.push(...stringFindings(match[field], [...path, field]));
  for (const field of ['headers', 'withoutHeaders', 'queryParams'] as const)
    for (const [name, value] of Object.entries(match[field] ?? {})) {
      const place = [...path, field, name];
      const claim = claimPath(name) !== null || pseudo.includes(name);
      if (field !== 'queryParams' && !claim && !token.test(name)) found.push(finding('headerName', place, name));
      // "`*` is NOT a RE2 style regex, it will be translated as present_match."
      if (field !== 'withoutHeaders' || value.regex !== '*') found.push(...stringFindings(value, place));
    }
  if (match.port && !isPort(match.port)) found.push(finding('portRange', [...path, 'port'], String(match.port)));
  if (match.sourceNamespace && !isLabel(match.sourceNamespace))
    found.push(finding('namespaceName', [...path, 'sourceNamespace'], match.sourceNamespace));
  found.push(...instanceLabelFindings(match.sourceLabels, [...path, 'sourceLabels']));
  return [...found, ...gatewayNameFindings(match.gateways, [...path, 'gateways'])];
}

/** "Prefix string match should not be empty; regex string match should not be empty." */
function stringFindings(match: StringMatch | undefined, path: Path): readonly Finding[] {
  if (match?.prefix === '') return [finding('emptyMatch', [...path, 'prefix'])];
  return regexFindings(match?.regex, [...path, 'regex']);
}
