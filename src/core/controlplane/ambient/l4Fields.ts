import type { Attribute, Matcher } from '../authorization/attributes.ts';
import { principalMatcher, stringMatcher } from '../authorization/matchers.ts';
import { addressMatcher, portMatcher } from '../authorization/numbers.ts';
import type { FieldContext, FieldKind } from '../authorization/fields.ts';

/** What ztunnel does with a field: it looks at it, knows it for HTTP's, or ignores it without a word (10.2). */
export type ZtunnelField = FieldKind | 'http' | 'ignored';

const one =
  (matcher: (value: string) => Matcher) =>
  (value: string): readonly Matcher[] => [matcher(value)];
const maybe =
  (matcher: (value: string) => Matcher | null) =>
  (value: string): readonly Matcher[] | null => {
    const made = matcher(value);
    return made === null ? null : [made];
  };
const field = (attribute: Attribute, matchers: FieldKind['matchers']): FieldKind => ({
  attribute,
  httpOnly: false,
  matchers,
});

// "No trust-domain expansion, neither aliases nor cluster.local under another own trust domain" (10.3).
const principals = field({ kind: 'peer' }, one(principalMatcher));
// "Namespaces compare the identity's namespace alone: no regex, no spill-over, no middle star."
const namespaces = field({ kind: 'peerNamespace' }, one(stringMatcher));
const serviceAccounts = field({ kind: 'peerAccount' }, (value, { policyNamespace }: FieldContext) => [
  // "Bare name: the policy's namespace."
  { kind: 'exact', value: value.includes('/') ? value : `${policyNamespace}/${value}`, ignoreCase: false },
]);
const sourceIp = field({ kind: 'directRemoteIp' }, maybe(addressMatcher));
const ports = field({ kind: 'destinationPort' }, maybe(portMatcher));

/** The fields of a `source`, by their positive name (istio `ambient/authorization.go`, handleRule). */
export const ztunnelSource = {
  principals,
  requestPrincipals: 'http',
  namespaces,
  serviceAccounts,
  // "Silently ignored: alone an empty match, with other fields a rule that is broader than written."
  trustDomains: 'ignored',
  ipBlocks: sourceIp,
  remoteIpBlocks: 'http',
} as const satisfies Record<string, ZtunnelField>;

/** The fields of an `operation`, by their positive name. */
export const ztunnelOperation = {
  hosts: 'http',
  ports,
  methods: 'http',
  paths: 'http',
} as const satisfies Record<string, ZtunnelField>;

const conditions: Readonly<Record<string, FieldKind>> = {
  'source.ip': sourceIp,
  'source.namespace': namespaces,
  'source.principal': principals,
  'destination.ip': field({ kind: 'destinationIp' }, maybe(addressMatcher)),
  'destination.port': ports,
};

/** "L4 `when` keys are only these five"; every other key counts as HTTP's, `source.serviceAccount` too. */
export function ztunnelCondition(key: string): ZtunnelField {
  return (Object.hasOwn(conditions, key) ? conditions[key] : undefined) ?? 'http';
}
