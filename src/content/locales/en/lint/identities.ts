import { bold, code } from '../names.ts';
import type { Teaching } from './teaching.ts';

const source = 'reference/config/security/authorization-policy/#Source';

/** Who is meant by a rule of an AuthorizationPolicy. */
export const identities = {
  accountUnknown: {
    says: (arg) =>
      `No workload here runs as the service account ${bold(arg('account'))} in ${bold(arg('namespace'))}, so ${code(arg('value'))} is none of them.`,
    why: 'A caller goes by the service account of its pod, never by its own name or that of its Service. A pod that names none runs as `default`.',
    fix: (arg) => `Write ${arg('near')}`,
    docs: source,
  },
  namespaceUnknown: {
    says: (arg) => `There is no namespace ${bold(arg('value'))} here, so no caller comes from it.`,
    why: 'An ALLOW rule for it admits nobody, a DENY rule stops nobody; and `notNamespaces` excepts nobody.',
    fix: 'Write the namespace that is nearest',
    docs: 'reference/config/analysis/ist0101/',
  },
  namespaceSpill: {
    says: (arg) =>
      `At a proxy ${code(arg('value'))} matches callers of every namespace: after the namespace an identity goes on with ${code('/sa/')}.`,
    why: 'The value is compared with the whole identity, and has to end before some slash. The star takes the namespace along, and what follows it is found in `/sa/`, which every identity has.',
    docs: source,
  },
  trustDomainUnknown: {
    says: (arg) =>
      `No caller has the trust domain ${bold(arg('domain'))}: this mesh takes ${bold(arg('own'))} and its aliases alone.`,
    why: 'A certificate of another trust domain does not get past the handshake. Only a whole principal, of five parts, is rewritten from `cluster.local` or an alias to the trust domain of the mesh.',
    fix: (arg) => `Write ${arg('own')}`,
    docs: 'tasks/security/authorization/authz-td-migration/',
  },
} as const satisfies Record<string, Teaching>;
