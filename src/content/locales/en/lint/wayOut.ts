import { bold, code } from '../names.ts';
import type { Teaching } from './teaching.ts';

const sidecar = 'reference/config/networking/sidecar/';
const entry = 'reference/config/networking/service-entry/';
const registryOnly = 'Set REGISTRY_ONLY';

/** What leaves a workload: Sidecars and ServiceEntries. */
export const wayOut = {
  sidecarNoFirewall: {
    says: () => 'What these hosts leave out is not blocked: it is passed through, unencrypted and without an identity.',
    why: 'A Sidecar says what a proxy knows, not what a workload may reach. With ALLOW_ANY unknown destinations are dialled directly; and even REGISTRY_ONLY binds only those who go through their proxy.',
    fix: registryOnly,
    docs: 'ops/best-practices/security/#understand-traffic-capture-limitations',
  },
  sidecarEscapesRoot: {
    says: (arg) =>
      `This Sidecar takes the place of ${bold(arg('root'))} of the root namespace, and with it goes REGISTRY_ONLY: unknown hosts are reachable here.`,
    why: 'Exactly one Sidecar is for a workload, and nothing of the others is inherited. Without `outboundTrafficPolicy` the setting of the mesh holds again.',
    fix: registryOnly,
    docs: sidecar,
  },
  sidecarShadowed: {
    says: (arg) => `${bold(arg('by'))} is older, or comes first by name, so this Sidecar is nobody’s.`,
    why: 'Of several Sidecars without a selector in a namespace one is taken, the oldest. They are not merged.',
    docs: sidecar,
  },
  sidecarHostUnknown: {
    says: (arg) => `${code(arg('host'))} names no service: this entry lets the proxy know of nothing.`,
    why: 'An entry is NAMESPACE/HOST, with the host in full or with a wildcard in front. What is not known is reached without mTLS, or not at all.',
    fix: 'Use the namespace that has it',
    docs: `${sidecar}#IstioEgressListener`,
  },
  outboundWithoutMode: {
    says: () => `${code('outboundTrafficPolicy')} without a mode means REGISTRY_ONLY: unknown hosts are blocked.`,
    why: 'The first value of a list stands where none is given, and in a Sidecar that is REGISTRY_ONLY. Left out altogether, the setting of the mesh holds.',
    fix: 'Write the mode out',
    docs: `${sidecar}#OutboundTrafficPolicy`,
  },
  tcpEntryOpen: {
    says: (arg) =>
      `Without ${code('addresses')}, this opens port ${code(arg('port'))} to every address there is, not to ${code(arg('host'))} alone.`,
    why: 'TCP carries no name. With resolution NONE, every connection to that port goes where it was dialled, also under REGISTRY_ONLY.',
    docs: entry,
  },
  tcpEntryTakesAll: {
    says: (arg) =>
      `Without ${code('addresses')}, every connection to port ${code(arg('port'))}, whatever its address, is sent to ${code(arg('host'))}.`,
    why: 'TCP carries no name, so that the port is all there is to go by. Connections to other servers on the same port end up at this one.',
    docs: entry,
  },
  httpOn443: {
    says: (arg) =>
      `Port 443 is declared as ${arg('protocol')}, so connections of clients that speak TLS to ${code(arg('host'))} do not count as meant by it.`,
    why: 'An application that calls https:// sends TLS, in which the proxy finds no HTTP. It then goes as traffic to an unknown host: passed through, or blocked under REGISTRY_ONLY.',
    fix: 'Declare it as TLS',
    docs: 'ops/common-problems/network-issues/#sending-https-to-an-http-port',
  },
  entrySelectsAsExternal: {
    says: () =>
      `These are pods of the mesh, yet without ${code('location: MESH_INTERNAL')} clients send them plaintext.`,
    why: 'What is MESH_EXTERNAL, the default, never gets automatic mTLS. A STRICT server refuses the connection.',
    fix: 'Set MESH_INTERNAL',
    docs: `${entry}#ServiceEntry-Location`,
  },
  entryTrustsCaller: {
    says: (arg) =>
      `With resolution NONE the proxy checks the name ${code(arg('host'))} and goes to whatever address the caller dialled.`,
    why: 'A caller who writes this name, as Host header or server name, into a connection to another address gets through to that one. With DNS the proxy looks the address up itself.',
    fix: 'Resolve it by DNS',
    docs: `${entry}#ServiceEntry-Resolution`,
  },
} as const satisfies Record<string, Teaching>;
