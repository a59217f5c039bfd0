import type { Path } from '../../model/resource.ts';
import type { RequestAuthenticationSpec } from '../../yaml/schema/requestAuthentication.ts';
import type { Admitted } from '../world.ts';
import { attachmentFindings } from './attachment.ts';
import { durationFindings } from './durations.ts';
import { type Finding, finding } from './finding.ts';
import { isJwksUri } from './jwksUri.ts';
import { isKeySet } from './keySet.ts';

type JwtRule = NonNullable<RequestAuthenticationSpec['jwtRules']>[number];

/** Everything for which istiod's webhook refuses a RequestAuthentication (9.1, 9.6). */
export function requestAuthenticationFindings({ spec }: Admitted<RequestAuthenticationSpec>): readonly Finding[] {
  return [
    ...attachmentFindings(spec),
    ...(spec.jwtRules ?? []).flatMap((rule, index) => ruleFindings(rule, ['spec', 'jwtRules', index])),
  ];
}

/** The strict alphabet of header names. */
const headerName = /^[-_A-Za-z0-9]+$/;

function ruleFindings(rule: JwtRule, path: Path): readonly Finding[] {
  const found: Finding[] = [];
  // "Both issuer and jwksUri empty."
  const uri = rule.jwksUri || rule.jwks_uri;
  if (!rule.issuer && !uri) found.push(finding('issuerMissing', path));
  found.push(...emptyItems(rule.audiences, 'emptyValue', [...path, 'audiences']));
  if (uri && !isJwksUri(uri)) found.push(finding('jwksUri', [...path, rule.jwksUri ? 'jwksUri' : 'jwks_uri'], uri));
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
  found.push(...durationFindings(rule.timeout, [...path, 'timeout']));
  return found;
}

function emptyItems(
  list: readonly string[] | undefined,
  reason: 'emptyValue' | 'locationName',
  path: Path,
): readonly Finding[] {
  return (list ?? []).flatMap((value, index) => (value === '' ? [finding(reason, [...path, index])] : []));
}
