import type { Matcher } from '../../controlplane/authorization/attributes.ts';

/** Whether one string satisfies a string-like matcher, as Envoy compares (all forms but hosts are case-sensitive). */
export function matchesText(matcher: Matcher, text: string): boolean {
  switch (matcher.kind) {
    case 'present':
      return matcher.emptyCounts || text !== '';
    case 'exact':
      return fold(text, matcher.ignoreCase) === matcher.value;
    case 'prefix':
      return fold(text, matcher.ignoreCase).startsWith(matcher.value);
    case 'suffix':
      return fold(text, matcher.ignoreCase).endsWith(matcher.value);
    case 'regex':
    case 'template':
      return matcher.regex.test(text);
    case 'port':
      return Number(text) === matcher.port;
    // These look at an address, at two claims, at a list.
    case 'cidr':
    case 'issuerAndSubject':
    case 'listContains':
      return false;
  }
}

function fold(text: string, ignoreCase: boolean): string {
  return ignoreCase ? text.toLowerCase() : text;
}
