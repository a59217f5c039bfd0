import type { Json, JsonObject } from '../../core/model/json.ts';
import { at, texts } from './json.ts';
import { plain } from './strings.ts';

/** "Matches if the claim is a string satisfying any value, or a list having a string element that does." */
export function claimMatches(value: string, claims: JsonObject, path: readonly string[]): boolean {
  const claim: Json | undefined = at(claims, ...path);
  return typeof claim === 'string' ? plain(value, claim) : texts(claim).some((item) => plain(value, item));
}

/** "Two predicates AND'ed: claim `iss` and claim `sub`, both must be present strings. Split at the last `/`." */
export function requestPrincipalMatches(value: string, claims: JsonObject): boolean {
  const { iss, sub } = claims;
  if (typeof iss !== 'string' || typeof sub !== 'string') return false;
  const slash = value.lastIndexOf('/');
  const [issuer, subject] = slash < 0 ? [value, null] : [value.slice(0, slash), value.slice(slash + 1)];
  if (value === '*') return iss !== '' && sub !== '';
  if (value.startsWith('*')) {
    // "`*I/S`: `*` alone → non-empty, else ends with I; equals S literally · `*S`: non-empty; ends with S".
    return subject === null ? iss !== '' && sub.endsWith(value.slice(1)) : plain(issuer, iss) && sub === subject;
  }
  if (value.endsWith('*')) {
    // "`I/*`: non-empty · `I/S*`: starts with S · `I*`: starts with I; non-empty".
    if (subject === null) return iss.startsWith(value.slice(0, -1)) && sub !== '';
    return iss === issuer && plain(subject, sub);
  }
  // "`I/S`: equals I; equals S · `I`: equals I; equals empty string".
  return iss === issuer && sub === (subject ?? '');
}
