import { bold, code } from '../names.ts';
import type { Teaching } from './teaching.ts';

const mutual = 'concepts/security/#dependency-on-mutual-tls';
const strict = 'Ask for mTLS there';
const source = 'reference/config/security/authorization-policy/#Source';

/** Callers without an identity, without a token, or with an address that says little. */
export const callers = {
  denyMissesPlaintext: {
    says: (arg) =>
      `${bold(arg('workload'))} takes plaintext (${arg('mode')}), and a caller without a certificate has no ${code(arg('field'))}: it is not denied by this rule.`,
    why: 'The identity of a caller is read from its certificate. Whoever is to be stopped by it need only call without one.',
    fix: strict,
    docs: mutual,
  },
  plaintextAdmitted: {
    says: (arg) =>
      `${bold(arg('workload'))} takes plaintext (${arg('mode')}), and a caller without a certificate is none of those in ${code(arg('field'))}: it gets in.`,
    why: 'The identity of a caller is read from its certificate. Without one every `not` holds, so that a rule which keeps some out lets in whoever calls in plaintext.',
    fix: strict,
    docs: mutual,
  },
  identityNeverThere: {
    says: (arg) =>
      `${bold(arg('workload'))} takes no mTLS (${arg('mode')}), so no caller ever has the ${code(arg('field'))} that this rule asks for.`,
    why: 'The identity of a caller is read from its certificate, and with DISABLE nobody shows one. The rule never matches.',
    fix: strict,
    docs: mutual,
  },
  tokenNotRequired: {
    says: (arg) => `A request without a token passes: no policy of ${bold(arg('workload'))} asks for one.`,
    why: 'RequestAuthentication refuses bad tokens and lets requests without any token through. It takes an AuthorizationPolicy to make them required.',
    fix: 'Add a policy that denies requests without a token',
    docs: 'tasks/security/authentication/authn-policy/#require-a-valid-token',
  },
  tokenNeverChecked: {
    says: (arg) =>
      `No RequestAuthentication is for ${bold(arg('workload'))}: no request ever counts as having a token there.`,
    why: 'Only a token that a RequestAuthentication has checked at the same proxy counts. What asks for one never matches; what is for requests without one matches all.',
    docs: 'tasks/security/authorization/authz-jwt/',
  },
  issuerUnknown: {
    says: (arg) =>
      `No RequestAuthentication here takes tokens of ${code(arg('issuer'))}, so ${code(arg('value'))} never matches.`,
    why: 'A token of an issuer that is not configured is refused before policies are asked. Issuers are compared letter by letter, with a slash at the end or without.',
    fix: 'Write the issuer as it is configured',
    docs: 'tasks/security/authorization/authz-jwt/',
  },
  addressAtWaypoint: {
    says: (arg) =>
      `A waypoint never sees the address that ${code(arg('field'))} asks for; the client’s own is in ${code('remoteIpBlocks')}.`,
    why: 'At a waypoint the connection comes from within the proxy itself. `ipBlocks` match nobody there, not even with 0.0.0.0/0, and `notIpBlocks` match everybody.',
    fix: 'Ask for the remote address',
    docs: source,
  },
  addressFromHeader: {
    says: (arg) =>
      `At the sidecar of ${bold(arg('workload'))}, ${code(arg('field'))} is read from a header that the caller writes: X-Forwarded-For.`,
    why: 'A sidecar takes the last address in that header for the client’s. Inside the mesh any caller may send it, so that this decides nothing that a caller cannot choose. It can be relied on behind a gateway that writes it, or at the gateway itself.',
    docs: source,
  },
} as const satisfies Record<string, Teaching>;
