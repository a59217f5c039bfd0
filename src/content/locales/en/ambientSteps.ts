import type { AmbientStepArgs } from '../../../core/model/ambientMessage.ts';
import { bold, code, server, theServer } from './names.ts';

type Texts<K extends keyof AmbientStepArgs> = {
  readonly short: (args: AmbientStepArgs[K]) => string;
  readonly long: (args: AmbientStepArgs[K]) => string;
};

/** `reviews.shop.svc.cluster.local` → `reviews`. */
const short = (host: string): string => (/\.svc\./.test(host) ? (host.split('.')[0] ?? host) : host);

const whose = {
  ztunnel: (name) => `the ztunnel of ${name}`,
  waypoint: (name) => `the waypoint ${name}`,
  sidecar: (name) => `the sidecar of ${name}`,
} as const satisfies Record<AmbientStepArgs['connect.ends']['place'], (name: string) => string>;

export const ambientSteps: { readonly [K in keyof AmbientStepArgs]: Texts<K> } = {
  'capture.ztunnel': {
    short: () => 'Enters ztunnel',
    long: ({ workload, direction }) =>
      direction === 'outbound'
        ? `The pod of ${server(workload)} is in ambient mode: its connections go through the ztunnel of its node.`
        : `The pod of ${server(workload)} is in ambient mode: the ztunnel of its node takes the connection, which comes without a tunnel and so without an identity.`,
  },
  'nextHop.waypoint': {
    short: ({ waypoint }) => `Goes to ${waypoint ?? 'the waypoint'}`,
    long: ({ service, waypoint }) =>
      `${service === null ? 'This address' : `The service ${code(short(service))}`} has a waypoint, so ztunnel sends it to ${server(waypoint)} first.`,
  },
  'nextHop.endpoint': {
    short: ({ endpoint, address }) => `Picks ${endpoint === null ? address : `pod ${endpoint}`}`,
    long: ({ service, endpoint, address }) =>
      service === null
        ? `ztunnel knows the address ${code(address)}: ${endpoint === null ? 'it is no pod' : `it is the pod of ${bold(endpoint)}`}.`
        : `The address is that of service ${code(short(service))}: ztunnel picks ${endpoint === null ? code(address) : `the pod of ${bold(endpoint)} at ${code(address)}`}.`,
  },
  'nextHop.passthrough': {
    short: () => 'Unknown address: passes on',
    long: ({ address }) =>
      `ztunnel knows nothing at ${code(address)} and passes the bytes on as they are. \`REGISTRY_ONLY\` means nothing to it.`,
  },
  'nextHop.nowhere': {
    short: () => 'No pod to send to',
    long: ({ service, port }) =>
      `${service === null ? 'The address' : `Service ${code(short(service))}`} has nothing behind port ${port}: ztunnel closes the connection.`,
  },
  'transport.hbone': {
    short: () => 'Wraps it in HBONE',
    long: ({ presents, to }) =>
      `${theServer(to)} takes HBONE: the bytes travel in an HTTP/2 CONNECT inside mTLS, with the certificate of ${bold(presents)}.`,
  },
  'transport.noHbone': {
    short: () => 'Sends it in plaintext',
    long: ({ to }) => `${theServer(to)} takes no HBONE, so the bytes are sent as they are.`,
  },
  'connect.ends': {
    short: ({ authority }) => `CONNECT ${authority}`,
    long: ({ at, place, authority, peer }) =>
      `The tunnel ends at ${whose[place](server(at))}: the bytes inside are for ${code(authority)}, and ${bold(peer)} sends them.`,
  },
  'listener.waypoint': {
    short: () => 'Finds the service’s filters',
    long: ({ chain }) => `The waypoint takes it in filter chain ${code(chain)}.`,
  },
  'listener.waypointNone': {
    short: () => 'No filter chain takes it',
    long: ({ server: name, port }) =>
      `The waypoint ${server(name)} has no filter chain for port ${port}: it closes the connection.`,
  },
  'rbac.strictPassed': {
    short: () => 'DENY: not this caller',
    long: ({ server: name }) =>
      `What PeerAuthentications ask for at ${server(name)} is a DENY policy for ztunnel, and it does not match this connection.`,
  },
  'rbac.strict': {
    short: () => 'STRICT: plaintext refused',
    long: ({ server: name, policy }) =>
      `A PeerAuthentication asks for mTLS. Its ztunnel enforces that as the DENY policy ${code(policy)}: whoever has no identity is refused at ${server(name)}.`,
  },
};
