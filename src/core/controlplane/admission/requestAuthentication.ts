import { isList, isObject, type Json } from '../../model/json.ts';
import type { Path } from '../../model/resource.ts';
import { parseDuration } from '../../yaml/schema/duration.ts';
import type { RequestAuthenticationSpec } from '../../yaml/schema/requestAuthentication.ts';
import type { Admitted } from '../world.ts';
import { attachmentFindings, dryRunFindings } from './attachment.ts';
import { type Finding, finding } from './finding.ts';

type JwtRule = NonNullable<RequestAuthenticationSpec['jwtRules']>[number];

/** Everything for which istiod's webhook refuses a RequestAuthentication (9.1, 9.6). */
export function requestAuthenticationFindings({
  resource,
  spec,
}: Admitted<RequestAuthenticationSpec>): readonly Finding[] {
  return [
    ...dryRunFindings(resource, null),
    ...attachmentFindings(spec),
    ...(spec.jwtRules ?? []).flatMap((rule, index) => ruleFindings(rule, ['spec', 'jwtRules', index])),
  ];
}

/** The strict alphabet of header names. */
const headerName = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/;

function ruleFindings(rule: JwtRule, path: Path): readonly Finding[] {
  const found: Finding[] = [];
  // "Both issuer and jwksUri empty."
  if (!rule.issuer && !rule.jwksUri) found.push(finding('issuerMissing', path));
  found.push(...emptyItems(rule.audiences, 'emptyValue', [...path, 'audiences']));
  if (rule.jwksUri && !goodUri(rule.jwksUri)) found.push(finding('jwksUri', [...path, 'jwksUri'], rule.jwksUri));
  if (rule.jwks && !isKeySet(rule.jwks)) found.push(finding('jwksText', [...path, 'jwks']));
  (rule.fromHeaders ?? []).forEach(({ name }, index) => {
    if (!name) found.push(finding('locationName', [...path, 'fromHeaders', index]));
  });
  found.push(...emptyItems(rule.fromParams, 'locationName', [...path, 'fromParams']));
  found.push(...emptyItems(rule.fromCookies, 'locationName', [...path, 'fromCookies']));
  (rule.outputClaimToHeaders ?? []).forEach(({ header, claim }, index) => {
    const at = [...path, 'outputClaimToHeaders', index];
    if (!header || !claim) found.push(finding('claimHeader', at));
    else if (!headerName.test(header)) found.push(finding('headerName', [...at, 'header'], header));
  });
  // "timeout set but not a valid duration of at least 1 ms."
  if (rule.timeout && (parseDuration(rule.timeout) ?? 0) < 1)
    found.push(finding('timeout', [...path, 'timeout'], rule.timeout));
  return found;
}

function emptyItems(
  list: readonly string[] | undefined,
  reason: 'emptyValue' | 'locationName',
  path: Path,
): readonly Finding[] {
  return (list ?? []).flatMap((value, index) => (value === '' ? [finding(reason, [...path, index])] : []));
}

/** "Scheme other than http/https, or a port that is no number (there is no range check)." */
function goodUri(uri: string): boolean {
  return /^https?:\/\/(\[[^\]]*\]|[^/?#:]*)(:\d*)?([/?#].*)?$/i.test(uri);
}

function isKeySet(text: string): boolean {
  try {
    const json: Json = JSON.parse(text);
    return isObject(json) && (json['keys'] === undefined ? json['kty'] !== undefined : isList(json['keys']));
  } catch {
    return false;
  }
}
