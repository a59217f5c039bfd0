import { bold, code } from '../names.ts';
import type { Teaching } from './teaching.ts';

const peer = 'reference/config/security/peer_authentication/';
const clientTls = 'reference/config/networking/destination-rule/#ClientTLSSettings';

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
    docs: clientTls,
  },
  peerShadowed: {
    says: (arg) =>
      `${bold(arg('by'))} is older, or comes first by name, so this PeerAuthentication has no effect${arg('workload') === '' ? '' : ` on ${bold(arg('workload'))}`}.`,
    why: 'Of several PeerAuthentications of one scope Istio takes the oldest, also where it says nothing. The others are dropped whole, with what they say of ports.',
    docs: peer,
  },
  permissive: {
    says: () =>
      'PERMISSIVE takes plaintext beside mTLS: anybody who reaches the pod may call, unencrypted and without an identity.',
    why: 'It is meant for the time in which clients move to mTLS. Once all of them have, STRICT shuts out the rest.',
    fix: 'Set mode to STRICT',
    docs: 'tasks/security/authentication/mtls-migration/',
  },
  disableInAmbient: {
    says: (arg) =>
      `${bold(arg('workload'))} is in ambient mode, where DISABLE does not exist: it is taken as PERMISSIVE.`,
    why: 'ztunnel knows strict and not strict alone, and speaks mTLS to other ztunnels in either case.',
    fix: 'Write PERMISSIVE',
    docs: 'ambient/usage/l4-policy/',
  },
  peerAtGateway: {
    says: (arg) =>
      `${bold(arg('workload'))} is a gateway, and a gateway’s ports go by the ${code('tls')} of its Gateway, not by a PeerAuthentication.`,
    why: 'PeerAuthentication is about the inbound side of sidecars and ztunnel. What a gateway asks of its clients is said in `servers[].tls`.',
    docs: 'reference/config/networking/gateway/#ServerTLSSettings',
  },
  strictUnderDisable: {
    says: (arg) =>
      `The mode of ${bold(arg('where'))} is DISABLE, and clients go by it unless a DestinationRule says otherwise: they send plaintext, which ${bold(arg('workload'))} then refuses.`,
    why: 'A client’s proxy decides for a whole service, by the mode of its namespace or of the mesh. With DISABLE there it switches automatic mTLS off, whatever a single workload asks for.',
    fix: 'Set the wider mode to PERMISSIVE',
    docs: peer,
  },
  clientTlsAgainstStrict: {
    says: (arg) =>
      `${bold(arg('workload'))} takes only mTLS (STRICT), and ${code(arg('mode'))} makes clients come without a certificate of the mesh: they are refused.`,
    why: 'A DestinationRule decides how clients connect, a PeerAuthentication what servers take. Where the two disagree, no connection comes about.',
    fix: 'Set mode to ISTIO_MUTUAL',
    docs: 'ops/configuration/traffic-management/tls-configuration/',
  },
  mutualToPlain: {
    says: (arg) =>
      `${bold(arg('workload'))} has no proxy and does not speak Istio’s mTLS, which this rule makes all clients of ${code(arg('host'))} use.`,
    why: 'Without `tls` a client’s proxy finds out by itself which servers speak mTLS. ISTIO_MUTUAL forces it on all of them.',
    fix: 'Leave it to automatic mTLS',
    docs: 'ops/configuration/traffic-management/tls-configuration/#auto-mtls',
  },
  portSettingDropsTls: {
    says: (arg) =>
      `On port ${code(arg('port'))} clients send plaintext: a setting of one port replaces everything above it, ${code(arg('mode'))} as well.`,
    why: 'Nothing is inherited into `portLevelSettings`. What should hold for this port has to be said there again.',
    fix: 'Repeat tls for this port',
    docs: 'reference/config/networking/destination-rule/#TrafficPolicy-PortTrafficPolicy',
  },
  credentialAtSidecar: {
    says: (arg) =>
      `Sidecars do not read the Secret ${code(arg('credential'))} unless the rule has a ${code('workloadSelector')}; they send plaintext instead.`,
    why: 'With `credentialName` alone only gateways set TLS up. At sidecars the setting is left out as a whole, and no error says so.',
    docs: clientTls,
  },
} as const satisfies Record<string, Teaching>;
