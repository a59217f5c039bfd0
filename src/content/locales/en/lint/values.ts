import { code } from '../names.ts';
import type { Teaching } from './teaching.ts';

/** Values in the rules of an AuthorizationPolicy. */
export const values = {
  spiffePrefix: {
    says: (arg) => `${code(arg('value'))} never matches: a principal is written without ${code('spiffe://')}.`,
    why: 'Istio puts the scheme in front of the value itself, so this one asks for an identity that begins with it twice. An ALLOW rule then admits nobody, a DENY rule stops nobody.',
    fix: 'Remove spiffe://',
    docs: 'reference/config/security/authorization-policy/#Source',
  },
  methodCase: {
    says: (arg) =>
      `Methods are compared with their case, so ${code(arg('value'))} does not match ${code(arg('upper'))}.`,
    why: 'Clients send methods in upper case. A rule for a method in lower case matches no request of theirs.',
    fix: (arg) => `Write ${arg('upper')}`,
    docs: 'reference/config/security/authorization-policy/#Operation',
  },
} as const satisfies Record<string, Teaching>;
