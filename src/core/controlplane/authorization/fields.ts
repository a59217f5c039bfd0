import type { Attribute, Matcher } from './attributes.ts';
import {
  claimMatcher,
  headerMatcher,
  hostMatcher,
  metadataMatcher,
  namespaceMatcher,
  pathMatcher,
  principalMatcher,
  requestPrincipalMatcher,
  serviceAccountMatcher,
  stringMatcher,
  trustDomainMatcher,
} from './matchers.ts';
import { addressMatcher, portMatcher } from './numbers.ts';
import { expandPrincipal, expandTrustDomain } from '../trustDomain.ts';

/** What a value needs from around it to be compiled. */
export interface FieldContext {
  readonly policyNamespace: string;
  readonly bundle: readonly string[];
}

export interface FieldKind {
  readonly attribute: Attribute;
  /** Absent on a TCP chain: its generator fails there (4.1). */
  readonly httpOnly: boolean;
  /** The matchers of one value (several after trust domain expansion), or null if the value cannot be compiled (3.6). */
  readonly matchers: (value: string, context: FieldContext) => readonly Matcher[] | null;
}

const one =
  (matcher: (value: string) => Matcher) =>
  (value: string): readonly Matcher[] => [matcher(value)];
const maybe =
  (matcher: (value: string) => Matcher | null) =>
  (value: string): readonly Matcher[] | null => {
    const made = matcher(value);
    return made === null ? null : [made];
  };

const header = (name: string): Attribute => ({ kind: 'header', name });
const claim = (...path: string[]): Attribute => ({ kind: 'claim', path });

const principal: FieldKind = {
  attribute: { kind: 'peer' },
  httpOnly: false,
  matchers: (value, context) => expandPrincipal(value, context.bundle).map(principalMatcher),
};
const namespace: FieldKind = { attribute: { kind: 'peer' }, httpOnly: false, matchers: one(namespaceMatcher) };
const serviceAccount: FieldKind = {
  attribute: { kind: 'peer' },
  httpOnly: false,
  matchers: (value, context) => [serviceAccountMatcher(value, context.policyNamespace)],
};
const trustDomain: FieldKind = {
  attribute: { kind: 'peer' },
  httpOnly: false,
  matchers: (value, context) => expandTrustDomain(value, context.bundle).map(trustDomainMatcher),
};
const requestPrincipal: FieldKind = {
  attribute: { kind: 'requestPrincipal' },
  httpOnly: true,
  matchers: one(requestPrincipalMatcher),
};
const ip: FieldKind = { attribute: { kind: 'directRemoteIp' }, httpOnly: false, matchers: maybe(addressMatcher) };
const remoteIp: FieldKind = { attribute: { kind: 'remoteIp' }, httpOnly: false, matchers: maybe(addressMatcher) };
const port: FieldKind = { attribute: { kind: 'destinationPort' }, httpOnly: false, matchers: maybe(portMatcher) };

/** The fields of a `source`, by their positive name (2.1). */
export const sourceFields = {
  principals: principal,
  requestPrincipals: requestPrincipal,
  namespaces: namespace,
  serviceAccounts: serviceAccount,
  trustDomains: trustDomain,
  ipBlocks: ip,
  remoteIpBlocks: remoteIp,
} as const satisfies Record<string, FieldKind>;

/** The fields of an `operation`, by their positive name (2.2). */
export const operationFields = {
  hosts: { attribute: header(':authority'), httpOnly: true, matchers: one(hostMatcher) },
  ports: port,
  methods: { attribute: header(':method'), httpOnly: true, matchers: one(headerMatcher) },
  paths: { attribute: { kind: 'path' }, httpOnly: true, matchers: one(pathMatcher) },
} as const satisfies Record<string, FieldKind>;

const fixedKeys: Readonly<Record<string, FieldKind>> = {
  'source.ip': ip,
  'remote.ip': remoteIp,
  'source.namespace': namespace,
  'source.serviceAccount': serviceAccount,
  'source.trustDomain': trustDomain,
  'source.principal': principal,
  'request.auth.principal': requestPrincipal,
  'request.auth.audiences': { attribute: claim('aud'), httpOnly: true, matchers: one(claimMatcher) },
  'request.auth.presenter': { attribute: claim('azp'), httpOnly: true, matchers: one(claimMatcher) },
  'destination.ip': { attribute: { kind: 'destinationIp' }, httpOnly: false, matchers: maybe(addressMatcher) },
  'destination.port': port,
  'connection.sni': { attribute: { kind: 'sni' }, httpOnly: false, matchers: one(stringMatcher) },
};

/** A `when` key as a field; `unknown` skips the whole rule, `bad` is a key that cannot be compiled (2.4, 3.6). */
export function conditionField(key: string): FieldKind | 'unknown' | 'bad' {
  const fixed = Object.hasOwn(fixedKeys, key) ? fixedKeys[key] : undefined;
  if (fixed) return fixed;
  if (key.startsWith('request.headers')) {
    const name = outerBrackets(key.slice('request.headers'.length));
    if (name === null) return 'bad';
    // "[Host] is looked up as :authority, case-sensitively."
    const looked = name.toLowerCase() === 'host' ? ':authority' : name.toLowerCase();
    return { attribute: header(looked), httpOnly: true, matchers: one(headerMatcher) };
  }
  if (key.startsWith('request.auth.claims')) {
    const path = claimPath(key.slice('request.auth.claims'.length));
    return path === null ? 'bad' : { attribute: claim(...path), httpOnly: true, matchers: one(claimMatcher) };
  }
  const experimental = /^experimental\.(envoy\.filters\.[^[]*)(\[.*)$/.exec(key);
  if (experimental) {
    const name = outerBrackets(experimental[2] ?? '');
    if (name === null) return 'bad';
    const filter = experimental[1] ?? '';
    return { attribute: { kind: 'metadata', filter, key: name }, httpOnly: false, matchers: one(metadataMatcher) };
  }
  return 'unknown';
}

/** The name between the outer brackets, verbatim. */
function outerBrackets(text: string): string | null {
  return text.startsWith('[') && text.endsWith(']') && text.length > 2 ? text.slice(1, -1) : null;
}

/** `[a][b]` → a, b. If the pairs do not parse cleanly, everything between the outer brackets is one name (2.4). */
function claimPath(text: string): readonly string[] | null {
  const whole = outerBrackets(text);
  if (whole === null) return null;
  const pairs = whole.split('][');
  return pairs.some((part) => part === '' || part.includes('[') || part.includes(']')) ? [whole] : pairs;
}
