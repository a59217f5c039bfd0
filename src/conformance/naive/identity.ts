import { fullMatch, plain, quote } from './strings.ts';

const scheme = 'spiffe://';

/** "STR with `spiffe://` prefix", for every form that the trust domain's aliases give the value. */
export function principal(value: string, identity: string, bundle: readonly string[]): boolean {
  return expandPrincipal(value, bundle).some((form) => plain(form, scheme + identity, scheme));
}

// "Regex full match `.*/ns/` + value with each `*` turned into `.*` and everything else quoted + `/.*`."
export function namespace(value: string, identity: string): boolean {
  const pattern = value.split('*').map(quote).join('.*');
  return fullMatch(`.*/ns/${pattern}/.*`, scheme + identity);
}

/** "Regex `spiffe://.+/ns/NS/(.+/|)sa/SA(/.+)?`"; a bare name is one of "the policy's own namespace". */
export function serviceAccount(value: string, identity: string, policyNamespace: string): boolean {
  const [first = '', second] = value.split('/');
  const [ns, sa] = second === undefined ? [policyNamespace, first] : [first, second];
  return fullMatch(`${scheme}.+/ns/${quote(ns)}/(.+/|)sa/${quote(sa)}(/.+)?`, scheme + identity);
}

/** "Exact → prefix `spiffe://TD/`; `*` → prefix `spiffe://`; one star → `[^/]*` + `/.*`." */
export function trustDomain(value: string, identity: string, bundle: readonly string[]): boolean {
  // "A value equal to a bundle member expands to the whole bundle."
  const values = bundle.includes(value) ? bundle : [value];
  return values.some((domain) => {
    if (domain === '*') return true;
    const pattern = domain.split('*').map(quote).join('[^/]*');
    return fullMatch(`${scheme}${pattern}/.*`, scheme + identity);
  });
}

/** "Replace by one copy per bundle member (a suffix-star TD that already covers a member is kept in place)." */
function expandPrincipal(value: string, bundle: readonly string[]): readonly string[] {
  const [domain = '', ...rest] = value.split('/');
  // "If its first `/`-part is `*`, or the value does not have exactly 5 `/`-parts → unchanged."
  if (domain === '*' || rest.length !== 4) return [value];
  // "`Ours` if it string-matches any bundle member, or equals `cluster.local`."
  const ours = domain === 'cluster.local' || bundle.some((member) => plain(domain, member) || plain(member, domain));
  if (!ours) return [value];
  return bundle.map((member) =>
    domain.startsWith('*') && member.endsWith(domain.slice(1)) ? value : [member, ...rest].join('/'),
  );
}
