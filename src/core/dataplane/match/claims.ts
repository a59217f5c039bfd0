import type { Matcher } from '../../controlplane/authorization/attributes.ts';
import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import { matchesText } from './matcher.ts';

/** The claim at a path of names; undefined if there is none. */
export function claimAt(claims: JsonObject | null, path: readonly string[]): Json | undefined {
  let value: Json | undefined = claims ?? undefined;
  for (const name of path) {
    if (!isObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

/** "A string satisfying the value, or a list having a string element that does; nothing else ever matches" (2.4). */
export function matchesClaim(matcher: Matcher, claim: Json | undefined): boolean {
  if (typeof claim === 'string') return matchesText(matcher, claim);
  if (Array.isArray(claim))
    return claim.some((element: Json) => typeof element === 'string' && matchesText(matcher, element));
  return false;
}

/** "Two predicates on the verified payload: iss and sub, both must be present strings" (2.1). */
export function matchesIssuerAndSubject(matcher: Matcher, claims: JsonObject | null): boolean {
  if (matcher.kind !== 'issuerAndSubject') return false;
  // A list is no string, not even one that `spaceDelimitedClaims` has made of one.
  const holds = (part: Matcher, name: string): boolean => {
    const claim = claimAt(claims, [name]);
    return typeof claim === 'string' && matchesText(part, claim);
  };
  return holds(matcher.issuer, 'iss') && holds(matcher.subject, 'sub');
}
