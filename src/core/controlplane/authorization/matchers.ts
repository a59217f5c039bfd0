import type { Matcher } from './attributes.ts';

const anyString: Matcher = { kind: 'present', emptyCounts: false };
const exact = (value: string): Matcher => ({ kind: 'exact', value, ignoreCase: false });
const prefix = (value: string): Matcher => ({ kind: 'prefix', value, ignoreCase: false });
const suffix = (value: string): Matcher => ({ kind: 'suffix', value, ignoreCase: false });
const quote = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
const full = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`);

/** Plain string form: `*` non-empty, `*x` ends with, `x*` starts with, else equal; only one star is consumed (2.0 STR). */
export function stringMatcher(value: string): Matcher {
  if (value === '*') return anyString;
  if (value.startsWith('*')) return suffix(value.slice(1));
  if (value.endsWith('*')) return prefix(value.slice(0, -1));
  return exact(value);
}

/** Header form: as a plain string, but `*` means present, even with an empty value (2.0 HDR). */
export function headerMatcher(value: string): Matcher {
  return value === '*' ? { kind: 'present', emptyCounts: true } : stringMatcher(value);
}

/** Host form: as a header, without regard to case (2.0 HOST). */
export function hostMatcher(value: string): Matcher {
  const matcher = headerMatcher(value.toLowerCase());
  return 'ignoreCase' in matcher ? { ...matcher, ignoreCase: true } : matcher;
}

/** principals: the string form behind `spiffe://`; `*x` becomes a full regex (2.1). */
export function principalMatcher(value: string): Matcher {
  if (value === '*') return anyString;
  if (value.startsWith('*')) return { kind: 'regex', regex: full(`spiffe://.*${quote(value.slice(1))}`) };
  if (value.endsWith('*')) return prefix(`spiffe://${value.slice(0, -1)}`);
  return exact(`spiffe://${value}`);
}

/** namespaces: `.*\/ns/` + value, each star `.*`, then `/.*`, over the whole identity (2.1). */
export function namespaceMatcher(value: string): Matcher {
  // RE2 is linear in the text; here, many stars would backtrack for minutes. Each part is taken where it first stands, for good.
  const parts = `/ns/${value}/`.split('*').map((part, index) => `(?=(.*?${quote(part)}))\\${index + 1}`);
  return { kind: 'regex', regex: full(`${parts.join('')}.*`) };
}

/** serviceAccounts: `ns/sa`, or `sa` in the policy's own namespace; any trust domain (2.1). */
export function serviceAccountMatcher(value: string, policyNamespace: string): Matcher {
  const slash = value.indexOf('/');
  const namespace = slash < 0 ? policyNamespace : value.slice(0, slash);
  const account = slash < 0 ? value : value.slice(slash + 1);
  return { kind: 'regex', regex: full(`spiffe://.+/ns/${quote(namespace)}/(.+/|)sa/${quote(account)}(/.+)?`) };
}

/** trustDomains: prefix `spiffe://TD/`; `*` any; one star at an end spans no slash (2.1). */
export function trustDomainMatcher(value: string): Matcher {
  if (value === '*') return prefix('spiffe://');
  if (value.startsWith('*') || value.endsWith('*')) {
    return { kind: 'regex', regex: full(`spiffe://${value.split('*').map(quote).join('[^/]*')}/.*`) };
  }
  return prefix(`spiffe://${value}/`);
}

/** requestPrincipals: two claim tests, `iss` and `sub`, split at the last slash (2.1). */
export function requestPrincipalMatcher(value: string): Matcher {
  const both = (issuer: Matcher, subject: Matcher): Matcher => ({ kind: 'issuerAndSubject', issuer, subject });
  if (value === '*') return both(anyString, anyString);
  const slash = value.lastIndexOf('/');
  const issuer = value.slice(0, slash);
  const subject = value.slice(slash + 1);
  if (value.startsWith('*')) {
    // "*S without a slash: sub ends with S."
    if (slash < 0) return both(anyString, suffix(value.slice(1)));
    // "*I/S: iss ends with I (any for *), sub equals S literally."
    return both(issuer === '*' ? anyString : suffix(issuer.slice(1)), exact(subject));
  }
  if (value.endsWith('*')) {
    // "I* without a slash: iss starts with I."
    if (slash < 0) return both(prefix(value.slice(0, -1)), anyString);
    // "I/S*: iss equals I, sub starts with S (any for *)."
    return both(exact(issuer), subject === '*' ? anyString : prefix(subject.slice(0, -1)));
  }
  // "I without a slash: iss equals I and sub equals the empty string."
  return slash < 0 ? both(exact(value), exact('')) : both(exact(issuer), exact(subject));
}

const templateOperator = /\{\*\*?\}/;

/** paths: a value with `{*}` or `{**}` is a URI template, any other a plain string (2.2). */
export function pathMatcher(value: string): Matcher {
  return templateOperator.test(value) ? { kind: 'template', regex: templateRegex(value) } : stringMatcher(value);
}

/** `{*}` one non-empty segment, `{**}` any number of characters and slashes, of Envoy's uri_template class. */
function templateRegex(value: string): RegExp {
  const segment = "[A-Za-z0-9\\-._~%!$&'()+,;:@=*]";
  const pattern = value
    .split(/(\{\*\*?\})/)
    .map((part) => (part === '{*}' ? `${segment}+` : part === '{**}' ? `(?:${segment}|/)*` : quote(part)))
    .join('');
  return full(pattern);
}

/** Claims: a string that satisfies the value, or a list that has such a string (2.4). */
export function claimMatcher(value: string): Matcher {
  return stringMatcher(value);
}

/** experimental.envoy.filters: `[v]` = the list contains v, without any brackets at its ends, else a plain string (2.4). */
export function metadataMatcher(value: string): Matcher {
  return value.startsWith('[') && value.endsWith(']')
    ? { kind: 'listContains', element: stringMatcher(value.replace(/^[[\]]+|[[\]]+$/g, '')) }
    : stringMatcher(value);
}
