import type { RejectReason } from '../../model/rejection.ts';
import { addressMatcher, portMatcher } from '../authorization/numbers.ts';

/** Whether the webhook refuses one value of a field, and why (9.2). */
export type ValueRule = (value: string) => RejectReason | null;

const any: ValueRule = () => null;
const address: ValueRule = (value) => (addressMatcher(value) === null ? 'badAddress' : null);
/** "Not an unsigned decimal ≤ 65535 (0 and leading zeros are accepted)." */
const port: ValueRule = (value) => (portMatcher(value) === null ? 'badPort' : null);

/** "> 320 chars, `*`, more than one `/`, empty namespace or service account part." */
const serviceAccount: ValueRule = (value) => {
  const parts = value.split('/');
  const wrong = value.length > 320 || value.includes('*') || parts.length > 2 || parts.includes('');
  return wrong ? 'serviceAccountFormat' : null;
};

/** "More than one *, a star not at an end." `slash`: whether `/` is refused as well. */
const trustDomain =
  (slash: boolean): ValueRule =>
  (value) => {
    const stars = value.split('*').length - 1;
    const inside = stars === 1 && value.length > 1 && !value.startsWith('*') && !value.endsWith('*');
    return stars > 1 || inside || (slash && value.includes('/')) ? 'trustDomainFormat' : null;
  };

const literal = /^[A-Za-z0-9\-._~%!$&'()+,;:@=]+$/;

/** The path rule, run on every path value, templated or not (9.2, CheckValidPathTemplate). */
export const path: ValueRule = (value) => {
  const segments = value.replace(/^\/+|\/+$/g, '').split('/');
  const templated = /\{\*\*?\}/.test(value);
  let ended = false;
  for (const segment of segments) {
    if (segment === '{*}' || segment === '{**}') {
      // "Fine until a {**} has been seen; afterwards any further operator is an error."
      if (ended) return 'badPath';
      ended = segment === '{**}';
    } else if (/[{}]/.test(segment)) {
      // "Any other segment containing { or } → error."
      return 'badPath';
    } else if (templated && !literal.test(segment)) {
      // "If the value contains an operator, each literal segment must be non-empty and of its class."
      return 'badPath';
    }
  }
  return null;
};

/** By the positive name of a source's or operation's field. */
export const fieldRules: Readonly<Record<string, ValueRule>> = {
  principals: any,
  requestPrincipals: any,
  namespaces: any,
  serviceAccounts: serviceAccount,
  trustDomains: trustDomain(true),
  ipBlocks: address,
  remoteIpBlocks: address,
  hosts: any,
  ports: port,
  methods: any,
  paths: path,
};

/** By `when` key; keys not listed here take any value. */
export const conditionRules: Readonly<Record<string, ValueRule>> = {
  'source.ip': address,
  'remote.ip': address,
  'destination.ip': address,
  'destination.port': port,
  'source.serviceAccount': serviceAccount,
  // "Here a / is not rejected."
  'source.trustDomain': trustDomain(false),
};
