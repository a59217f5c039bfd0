import { bold, code } from '../names.ts';
import type { Teaching } from './teaching.ts';

/** What servers ask of connections, and how clients make them. */
export const mtls = {
  portLevelServicePort: {
    says: (arg) =>
      `${code(arg('port'))} is a port of the Service ${bold(arg('service'))}; the pod listens on ${code(arg('target'))}, and only that port counts here.`,
    why: '`portLevelMtls` goes by the port of the pod. Under the number of the Service’s port the setting is for a port on which nobody listens, and the mode of the workload stays in force.',
    fix: (arg) => `Write ${arg('target')}`,
    docs: 'reference/config/security/peer_authentication/',
  },
  clientTlsWithoutMode: {
    says: () => `${code('tls')} without a ${code('mode')} means DISABLE: clients send plaintext.`,
    why: 'The first value of a list stands where none is given, and here that is DISABLE. It switches automatic mTLS off for this host: a STRICT server refuses the connection, a PERMISSIVE one takes it without an identity.',
    fix: (arg) => `Set mode to ${arg('mode')}`,
    docs: 'reference/config/networking/destination-rule/#ClientTLSSettings',
  },
} as const satisfies Record<string, Teaching>;
