import type { Wire } from '../../../core/model/trace.ts';
import { bold, caller, code, list, server, theCaller, theServer } from './names.ts';
import type { StepsOf } from './step.ts';
import { sayTime } from './times.ts';

const wires = { mtls: 'mTLS', plaintext: 'plaintext', tls: 'TLS', hbone: 'HBONE' } as const satisfies Record<
  Wire['kind'],
  string
>;
const ways = { egress: 'out', ingress: 'in' } as const;
const does = { AUDIT: 'logs', DENY: 'denies', ALLOW: 'allows' } as const;

/** From the wire to the server's program: the network, the handshake, and the gates. */
export const serverSteps: StepsOf<
  | 'wire'
  | 'networkPolicy'
  | 'filterChain'
  | 'handshake'
  | 'codec'
  | 'extAuthz'
  | 'jwt'
  | 'rbac'
  | 'inboundRoute'
  | 'deliver'
> = {
  'wire.travels': {
    short: ({ wire }) => `Travels in ${wires[wire]}`,
    long: ({ wire, from, to }) =>
      wire === 'mtls' || wire === 'hbone'
        ? `It travels to ${bold(to)} encrypted${wire === 'hbone' ? ', in an HBONE tunnel to port 15008' : ''}${from === null ? '' : `, with the certificate of ${bold(from)}`}.`
        : `It travels to ${bold(to)} in ${wires[wire]}: ${wire === 'tls' ? 'encrypted, without a mesh identity' : 'readable on the way, without an identity'}.`,
  },
  'wire.lost': {
    short: () => 'Leads nowhere',
    long: ({ address }) => `Nothing answers at ${code(address)}.`,
  },
  'networkPolicy.passed': {
    short: ({ direction }) => `NetworkPolicy lets it ${ways[direction]}`,
    long: ({ direction }) => `NetworkPolicy lets the connection ${ways[direction]}.`,
  },
  'networkPolicy.dropped': {
    short: () => 'NetworkPolicy drops it',
    long: ({ direction }) => `No NetworkPolicy lets this connection ${ways[direction]}: its packets are dropped.`,
  },
  'filterChain.passed': {
    short: ({ mode, wire }) => `${mode}: takes ${wires[wire]}`,
    long: ({ mode, wire, server: name, port }) =>
      `Port ${port} of ${server(name)} is ${code(mode)}: a filter chain takes ${wires[wire]}.`,
  },
  'filterChain.needsMtls': {
    short: ({ mode }) => `${mode}: plaintext refused`,
    long: ({ mode, server: name, port }) =>
      `Port ${port} of ${server(name)} is ${code(mode)}: no filter chain takes plaintext, and the connection is closed.`,
  },
  'filterChain.none': {
    short: () => 'No filter chain takes it',
    long: ({ mode, server: name, port }) =>
      `Port ${port} of ${server(name)} (${code(mode)}) has no filter chain for this TLS; the connection is closed.`,
  },
  'handshake.tlsEnds': {
    short: () => "The caller's TLS ends here",
    long: ({ serverName }) =>
      `${theServer(serverName)} shows a certificate of its own and decrypts. Nobody in the mesh learns who the caller is from it.`,
  },
  'handshake.done': {
    short: ({ client }) => `Caller is ${client ?? 'nobody'}`,
    long: ({ client, server: account, serverName }) =>
      `Both sides verify each other: the caller is ${bold(client ?? 'nobody')}, ${server(serverName)} is ${bold(account ?? 'nobody')}.`,
  },
  'handshake.noSecret': {
    short: () => 'Gateway has no certificate',
    long: ({ serverName, secret }) =>
      `There is no Secret ${code(secret)}, so ${server(serverName)} has no certificate to show and resets the connection.`,
  },
  'handshake.clientRefuses': {
    short: () => 'Caller rejects certificate',
    long: ({ from, server: account }) =>
      `${caller(from)} does not accept the certificate that it is shown${account === null ? '' : `, that of ${bold(account)}`}.`,
  },
  'handshake.serverRefuses': {
    short: ({ client }) => (client === null ? 'Caller has no certificate' : 'Certificate is not accepted'),
    long: ({ client, serverName }) =>
      client === null
        ? `${theServer(serverName)} asks for a certificate of the mesh, and the caller shows none.`
        : `${theServer(serverName)} does not accept the certificate of ${bold(client)}.`,
  },
  'handshake.expired': {
    short: ({ of }) => (of === 'server' ? "Server's cert has expired" : "Caller's cert has expired"),
    long: ({ of, from, serverName, notAfter }) =>
      `The certificate of ${of === 'server' ? server(serverName) : theCaller(from)} expired on ${sayTime(notAfter)}, and ${
        of === 'server' ? theCaller(from) : server(serverName)
      } refuses it. Connections that were made before live on; this one is new.`,
  },
  'codec.read': {
    short: () => 'Reads it as HTTP',
    long: () => 'Envoy reads the bytes as HTTP.',
  },
  'codec.notHttp': {
    short: () => 'These bytes are not HTTP',
    long: ({ server: name }) => `The port of ${server(name)} is HTTP, and these bytes are not: Envoy answers 400.`,
  },
  'codec.badRequest': {
    short: () => 'Not a valid HTTP request',
    long: ({ server: name }) =>
      `The proxy of ${server(name)} does not accept this request line: Envoy answers by itself.`,
  },
  'codec.tls': {
    short: () => 'Expects plaintext, gets TLS',
    long: ({ server: name }) => `The proxy of ${server(name)} expects HTTP in plaintext here, and gets TLS.`,
  },
  'extAuthz.allowed': {
    short: () => 'CUSTOM: authorizer agrees',
    long: ({ provider }) => `The external authorizer ${bold(provider)} is asked, and agrees.`,
  },
  'extAuthz.notAsked': {
    short: () => 'CUSTOM: no rule matches',
    long: ({ provider }) => `No rule of a CUSTOM policy matches, so ${bold(provider)} is not asked.`,
  },
  'extAuthz.denied': {
    short: () => 'CUSTOM: authorizer refuses',
    long: ({ provider }) => `The external authorizer ${bold(provider)} is asked, and refuses.`,
  },
  'extAuthz.failed': {
    short: () => 'CUSTOM: authorizer fails',
    long: ({ provider }) => `The external authorizer ${bold(provider)} cannot be asked, so the request is refused.`,
  },
  'jwt.passed': {
    short: () => 'JWT: nothing to refuse',
    long: () => 'No token, or a valid one: a RequestAuthentication refuses only tokens that are not valid.',
  },
  'jwt.valid': {
    short: () => 'JWT: token is valid',
    long: ({ issuer }) =>
      `The token is a valid one${issuer === '' ? '' : ` of ${code(issuer)}`}: its claims go on to the policies.`,
  },
  'jwt.none': {
    short: () => 'JWT: no token',
    long: () => 'The request carries no token. A RequestAuthentication refuses only tokens that are not valid.',
  },
  'jwt.rejected': {
    short: () => 'JWT: token is not valid',
    long: () => 'The token is not valid for any rule of the RequestAuthentication.',
  },
  'rbac.noMatch': {
    short: ({ action }) => `${action}: no rule matches`,
    long: ({ action, server: name, policies }) =>
      `${list(policies)} ${policies.length === 1 ? 'selects' : 'select'} ${server(name)}, and no rule matches: nothing ${does[action]} this request.`,
  },
  'rbac.match': {
    short: ({ action }) => `${action}: a rule matches`,
    long: ({ policies, server: name }) =>
      `${list(policies)} marks this request to ${server(name)} for the audit log; it goes on.`,
  },
  'rbac.denied': {
    short: ({ action }) => `${action}: a rule matches`,
    long: ({ policies, rule, server: name }) =>
      `Rule ${rule + 1} of ${list(policies)} matches: ${server(name)} denies the request.`,
  },
  'rbac.allowed': {
    short: ({ action }) => `${action}: a rule matches`,
    long: ({ policies, rule, server: name }) =>
      `Rule ${rule + 1} of ${list(policies)} matches: ${server(name)} allows the request.`,
  },
  'rbac.notAllowed': {
    short: ({ action }) => `${action}: no rule matches`,
    long: ({ server: name }) => `No ALLOW policy on ${server(name)} matches: what is not allowed is denied.`,
  },
  'rbac.wouldDeny': {
    short: ({ action }) => `${action}: only a dry run`,
    long: ({ policies, rule }) =>
      `Rule ${rule + 1} of ${list(policies)} matches, but it is a dry run: it logs, and stops nothing.`,
  },
  'rbac.onlyDryRun': {
    short: ({ action }) => `${action}: only a dry run`,
    long: ({ server: name }) => `All ALLOW policies on ${server(name)} are dry runs: they log, and stop nothing.`,
  },
  'inboundRoute.passed': {
    short: () => 'Hands it to the app',
    long: ({ server: name, cluster }) =>
      `The proxy hands it to the application of ${server(name)}: cluster ${code(cluster)}.`,
  },
  'inboundRoute.refused': {
    short: () => 'No app listens there',
    long: ({ server: name, cluster }) =>
      `No application of ${server(name)} listens there: cluster ${code(cluster)} is refused.`,
  },
  'deliver.http': {
    short: ({ method, path }) => `Receives ${method} ${path}`,
    long: ({ to, method, path, port }) => `${theServer(to)} receives ${code(`${method} ${path}`)} on port ${port}.`,
  },
  'deliver.tcp': {
    short: () => 'Takes the connection',
    long: ({ to, port }) => `${theServer(to)} takes the connection on port ${port}.`,
  },
  'deliver.refused': {
    short: ({ port }) => `Nothing listens on ${port}`,
    long: ({ to, port }) => `Nothing listens on port ${port} of ${server(to)}.`,
  },
  'deliver.notTls': {
    short: () => 'App speaks no TLS',
    long: ({ to, port }) => `TLS arrives at port ${port} of ${server(to)}, and the application there speaks none.`,
  },
  'deliver.otherCertificate': {
    short: () => 'Not a mesh certificate',
    long: ({ to, port }) =>
      `The application on port ${port} of ${server(to)} shows a certificate that is not the mesh's.`,
  },
};
