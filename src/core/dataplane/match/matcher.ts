import type { Matcher } from '../../controlplane/authorization/attributes.ts';
import { cidrContains, parseAddress } from '../../controlplane/authorization/cidr.ts';

/** Whether one string satisfies a string-like matcher, as Envoy compares (all forms but hosts are case-sensitive). */
export function matchesText(matcher: Matcher, text: string): boolean {
  switch (matcher.kind) {
    case 'present':
      return matcher.emptyCounts || text !== '';
    case 'exact':
      return fold(text, matcher.ignoreCase) === fold(matcher.value, matcher.ignoreCase);
    case 'prefix':
      return fold(text, matcher.ignoreCase).startsWith(fold(matcher.value, matcher.ignoreCase));
    case 'suffix':
      return fold(text, matcher.ignoreCase).endsWith(fold(matcher.value, matcher.ignoreCase));
    case 'regex':
    case 'template':
      return matcher.regex.test(text);
    case 'cidr': {
      const address = parseAddress(text);
      return address !== null && cidrContains(matcher.cidr, address);
    }
    case 'port':
      return Number(text) === matcher.port;
    // These look at more than one string: see `matchesClaims` and `matchesList`.
    case 'issuerAndSubject':
    case 'listContains':
      return false;
  }
}

function fold(text: string, ignoreCase: boolean): string {
  return ignoreCase ? text.toLowerCase() : text;
}
