import type { Term } from '../../model/trace.ts';

/** `trust-domain/ns/NAMESPACE/sa/ACCOUNT` */
const identity = /^([^/]+)\/ns\/([^/]+)\/sa\/([^/]+)$/;

type Part = (trustDomain: string, namespace: string, account: string) => string;

const ofNamespace: Part = (_domain, namespace) => namespace;
const ofAccount: Part = (_domain, namespace, account) => `${namespace}/${account}`;
const ofDomain: Part = (domain) => domain;

/** The fields that look at one part of the caller's identity. */
const parts: ReadonlyMap<string, Part> = new Map(
  Object.entries({
    namespaces: ofNamespace,
    notNamespaces: ofNamespace,
    'source.namespace': ofNamespace,
    serviceAccounts: ofAccount,
    notServiceAccounts: ofAccount,
    'source.serviceAccount': ofAccount,
    trustDomains: ofDomain,
    notTrustDomains: ofDomain,
    'source.trustDomain': ofDomain,
  }),
);

/** What a field looks at in an identity: the namespace for `namespaces`. An identity of another form stays whole. */
export function identityPart(field: string, actual: Term): Term {
  const part = parts.get(field);
  if (part === undefined || actual.kind !== 'value') return actual;
  const [, domain, namespace, account] = identity.exec(actual.value) ?? [];
  if (domain === undefined || namespace === undefined || account === undefined) return actual;
  return { kind: 'value', value: part(domain, namespace, account) };
}
