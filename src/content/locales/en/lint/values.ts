import { code } from '../names.ts';
import type { Teaching } from './teaching.ts';

const operation = 'reference/config/security/authorization-policy/#Operation';
const conditions = 'reference/config/security/conditions/';

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
  starInside: {
    says: (arg) =>
      `The star inside ${code(arg('value'))} is an ordinary character: only one star, at the start or at the end, stands for anything.`,
    why: 'Istio knows four forms: the whole value, a beginning, an end, and `*` for any value that is there. A star anywhere else has to be in the request itself, and there it is not.',
    fix: 'Write it as Istio reads it',
    docs: 'reference/config/security/authorization-policy/#Rule',
  },
  pathWithQuery: {
    says: (arg) => `${code(arg('value'))} never matches: paths are compared without query and fragment.`,
    why: 'The proxy cuts a path off at `?` and `#` before it compares it. No path that is left has such a character in it. To decide by the query, ask for the header `:path` in `when`.',
    fix: 'Cut it off there',
    docs: operation,
  },
  pathWithoutSlash: {
    says: (arg) => `${code(arg('value'))} never matches: every path begins with a slash.`,
    why: 'An ALLOW rule with such a path admits nobody by it, a DENY rule stops nobody by it.',
    fix: 'Put a slash before it',
    docs: operation,
  },
  pathTrailingSlash: {
    says: (arg) => `${code(arg('value'))} does not match ${code(arg('bare'))}: a slash at the end counts.`,
    why: 'Istio takes no slash away and adds none. Many servers answer both with the same page, so that a rule for one of them leaves the other one open, or shut.',
    fix: (arg) => `Add ${arg('bare')}`,
    docs: 'ops/best-practices/security/#customize-your-system-on-path-normalization',
  },
  templateRefused: {
    says: (arg) =>
      `Istio takes the template ${code(arg('value'))}, and Envoy refuses the whole listener for it: it must begin with one slash and not end in two.`,
    why: 'A proxy that runs keeps its last good configuration, so that later changes of policy do not reach it either. A new pod gets no listener at all.',
    fix: 'Write its slashes as Envoy wants them',
    docs: operation,
  },
  hostWithPort: {
    says: (arg) =>
      `${code(arg('value'))} matches only requests whose Host header has the port ${code(arg('port'))} in it.`,
    why: 'Hosts are compared as they were sent, with their port or without. Clients leave the default port of their scheme out.',
    fix: (arg) => `Add ${arg('bare')}`,
    docs: operation,
  },
  hostByPort: {
    says: (arg) =>
      `${code(arg('value'))} does not match the same name with a port, as in ${code(`${arg('value').replace(/^\*/, 'x')}:80`)}, so this rule is easily gone round.`,
    why: 'Hosts are compared as they were sent. A caller who is refused by a name alone writes a port behind it, and the server answers all the same.',
    fix: 'Add the name with any port',
    docs: 'ops/best-practices/security/#writing-host-match-policies',
  },
  anyTokenTwice: {
    says: (arg) =>
      `${code(arg('value'))} asks for the subject ${code('*')} itself; any valid token is ${code('*')} alone.`,
    why: 'With a star in front, what comes after the last slash is compared letter by letter. No token has a subject of one star, so the rule never matches.',
    fix: 'Write *',
    docs: 'reference/config/security/authorization-policy/#Source',
  },
  issuerAlone: {
    says: (arg) => `${code(arg('value'))} never matches: it is split at its last slash, in the middle of the scheme.`,
    why: 'A request principal is ISSUER/SUBJECT, split at the last slash. Without a subject that slash is the one of `https://`, and no token has the issuer `https:/`.',
    fix: (arg) => `Write ${arg('issuer')}/*`,
    docs: 'reference/config/security/authorization-policy/#Source',
  },
  claimWithDot: {
    says: (arg) =>
      `${code(arg('name'))} is one claim with a dot in its name; a claim within another is ${code(arg('key'))}.`,
    why: 'A dot separates nothing here. Unless tokens really carry a claim of this name, the condition never holds.',
    fix: 'Ask for the claim within the other',
    docs: conditions,
  },
  claimOfWords: {
    says: (arg) =>
      `The claim ${code(arg('name'))} is split into its words first, and ${code(arg('value'))} is none of them.`,
    why: '`scope` and `permission` are read as lists of words. A value of several words equals none of them. For all of several words write one condition for each, for any of them one value for each.',
    docs: conditions,
  },
  headerMayBeMissing: {
    says: (arg) =>
      `Requests without the header ${code(arg('name'))} match as well: what is not there is none of these values.`,
    why: '`notValues` is true for a header that is missing. In an ALLOW rule a caller gets in by leaving the header out.',
    fix: 'Ask for the header as well',
    docs: conditions,
  },
} as const satisfies Record<string, Teaching>;
