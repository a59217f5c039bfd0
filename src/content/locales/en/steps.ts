import type { StepArgs, StepKey } from '../../../core/model/message.ts';
import type { Wire } from '../../../core/model/trace.ts';
import { ambientSteps } from './ambientSteps.ts';
import { answers } from './answers.ts';
import { bold, caller, code, list, server, theCaller, theServer } from './names.ts';
import { autoMtlsReason, waitingReason } from './notes.ts';
import { sayTime } from './times.ts';

/** A row of the step list (≤ 28 characters with usual names), and the sentence it stands for. */
interface Step<K extends StepKey> {
  readonly short: (args: StepArgs[K]) => string;
  readonly long: (args: StepArgs[K]) => string;
}

const wires = { mtls: 'mTLS', plaintext: 'plaintext', tls: 'TLS', hbone: 'HBONE' } as const satisfies Record<
  Wire['kind'],
  string
>;
const ways = { egress: 'out', ingress: 'in' } as const;
const does = { AUDIT: 'logs', DENY: 'denies', ALLOW: 'allows' } as const;

export const steps: { readonly [K in StepKey]: Step<K> } = {
  'send.http': {
    short: ({ method, path }) => `Sends ${method} ${path}`,
    long: ({ from, method, path, to }) => `${caller(from)} sends ${code(`${method} ${path}`)} to ${code(to)}.`,
  },
  'send.tcp': {
    short: () => 'Opens a TCP connection',
    long: ({ from, to }) => `${caller(from)} opens a TCP connection to ${code(to)}.`,
  },
  'send.tls': {
    short: () => 'Opens a TLS connection',
    long: ({ from, to }) => `${caller(from)} itself opens a TLS connection to ${code(to)}.`,
  },
  'dns.found': {
    short: ({ address }) => `Resolves to ${address}`,
    long: ({ name, address }) => `The name ${code(name)} resolves to ${code(address)}.`,
  },
  'dns.answered': {
    short: ({ address }) => `Resolves to ${address}`,
    long: ({ name, address, workload }) =>
      `The agent beside the proxy of ${server(workload)} answers the DNS query by itself: ${code(name)} is ${code(address)}.`,
  },
  'dns.failed': {
    short: () => 'Name does not resolve',
    long: ({ name }) => `No service and no host has the name ${code(name)}.`,
  },
  'dns.unasked': {
    short: () => 'DNS is out of reach',
    long: ({ name, workload }) =>
      `No network policy lets the question for ${code(name)} (UDP 53) get from the pod of ${server(workload)} to the cluster's DNS, so it stays without an answer.`,
  },
  'capture.captured': {
    short: () => 'Enters the proxy',
    long: ({ workload }) => `The iptables rules of ${server(workload)} hand the connection to its Envoy proxy.`,
  },
  'capture.agentProbe': {
    short: () => 'The agent takes the probe',
    long: ({ workload }) =>
      `The injector has rewritten the probes of ${server(workload)}: this one goes to Istio's agent on port 15020, which asks the application by itself.`,
  },
  'capture.hostProbe': {
    short: () => 'Goes past ztunnel',
    long: ({ workload }) => `What the kubelet sends to ${server(workload)} from its own node is not captured.`,
  },
  'capture.missed': {
    short: () => 'Goes past the proxy',
    long: ({ workload }) => `The pod of ${server(workload)} does not hand this connection to its proxy.`,
  },
  'capture.proxyPort': {
    short: ({ port }) => `${port} is Envoy's own port`,
    long: ({ workload, port }) => `Port ${port} belongs to the proxy of ${server(workload)} itself: it takes no calls.`,
  },
  'capture.waits': {
    short: ({ reason }) => (reason === 'proxy' ? 'Proxy is not ready' : 'Pod is not there'),
    long: ({ workload, reason }) =>
      `${theServer(workload)} is not ready: ${waitingReason[reason]}.${
        reason === 'proxy' ? ' iptables hand the connection to a port on which nothing listens yet.' : ''
      }`,
  },
  'listener.found': {
    short: ({ listener }) => `Listener ${listener}`,
    long: ({ listener }) => `Envoy's listener ${code(listener)} takes the connection.`,
  },
  'listener.refused': {
    short: ({ port }) => `Nothing listens on ${port}`,
    long: ({ server: name, port }) =>
      `No Gateway has a server on port ${port} of ${server(name)} that leads anywhere, so nothing listens there.`,
  },
  'listener.noChain': {
    short: ({ sni }) => (sni === '' ? 'TLS names no server' : 'Server name is unknown'),
    long: ({ server: name, port, sni }) =>
      sni === ''
        ? `The TLS that arrives at port ${port} of ${server(name)} names no server, and no Gateway takes it without a name.`
        : `No Gateway has a server for ${code(sni)} on port ${port} of ${server(name)}; the connection is closed.`,
  },
  'listener.needsTls': {
    short: () => 'Plaintext: TLS is needed',
    long: ({ server: name, port }) =>
      `The servers on port ${port} of ${server(name)} take TLS only; the connection is closed.`,
  },
  'listener.catchAll': {
    short: () => 'No listener: catch-all',
    long: ({ listener, chain }) =>
      `No listener is made for this destination: ${code(chain)} of listener ${code(listener)} takes it.`,
  },
  'route.known': {
    short: ({ short }) => `Knows host ${short}`,
    long: ({ host, virtualHost }) => `The proxy knows the host ${code(host)}: virtual host ${code(virtualHost)}.`,
  },
  'route.passThrough': {
    short: () => 'Unknown host: passes it on',
    long: ({ host }) =>
      `No service has the host ${code(host)}. The mesh is set to \`ALLOW_ANY\`, so the proxy passes it on unchanged.`,
  },
  'route.blocked': {
    short: () => 'Unknown host: blocked',
    long: ({ host }) =>
      `No service has the host ${code(host)}. The mesh is set to \`REGISTRY_ONLY\`, so route \`block_all\` answers.`,
  },
  'route.none': {
    short: () => 'No route matches',
    long: ({ host }) => `The proxy has no route for this request to ${code(host)}.`,
  },
  'route.redirected': {
    short: () => 'Route redirects',
    long: ({ status }) => `The route answers with a redirect${withStatus(status)}; nothing goes to a service.`,
  },
  'route.fault': {
    short: () => 'Fault injected: aborts',
    long: ({ status }) => `A VirtualService injects a fault here: the proxy aborts the request${withStatus(status)}.`,
  },
  'route.direct': {
    short: () => 'Route answers by itself',
    long: ({ status }) => `The route has a direct response${withStatus(status)}; nothing goes to a service.`,
  },
  'draw.destination': {
    short: ({ short, share }) => `${short}: ${share} in 100`,
    long: ({ branch, share, of }) =>
      `The route has ${of} destinations and the proxy draws one for each request: ${share} of 100 go to ${code(branch)}, and this one does.`,
  },
  'draw.fault': {
    short: ({ of, what }) => (of === 'delay' ? `Fault: waits ${what}` : `Fault: aborts with ${what}`),
    long: ({ of, share, what }) =>
      `${faultShare(share)} ${of === 'delay' ? `held back for ${code(what)}` : `aborted with ${code(what)}`}${share < 100 ? ', and this one is' : ''}.`,
  },
  'draw.noFault': {
    short: ({ of }) => `Draws no ${of}`,
    long: ({ of, share, what }) =>
      `${faultShare(share)} ${of === 'delay' ? `held back for ${code(what)}` : `aborted with ${code(what)}`}; this one is not.`,
  },
  'cluster.endpoint': {
    short: ({ endpoint }) => `Picks pod ${endpoint}`,
    long: ({ cluster, endpoint, address }) =>
      `Cluster ${code(cluster)}: the proxy picks the pod of ${bold(endpoint)} at ${code(address)}.`,
  },
  'cluster.address': {
    short: ({ address }) => `Goes to ${address}`,
    long: ({ cluster, address }) => `Cluster ${code(cluster)}: the connection goes to ${code(address)}.`,
  },
  'cluster.missing': {
    short: () => 'Cluster does not exist',
    long: ({ cluster }) => `The route leads to cluster ${code(cluster)}, which does not exist.`,
  },
  'cluster.unasked': {
    short: () => 'DNS is out of reach',
    long: ({ cluster }) =>
      `Envoy asks DNS for the address of the cluster ${code(cluster)}, and no network policy lets the question (UDP 53) get there: it has no endpoint.`,
  },
  'cluster.empty': {
    short: () => 'No pod to send to',
    long: ({ cluster }) => `Cluster ${code(cluster)} has no endpoints.`,
  },
  'cluster.notReady': {
    short: () => 'No pod is ready',
    long: ({ workloads }) =>
      `The cluster has no endpoint: ${list(workloads.map((each) => each.split('/')[1] ?? each))} ${
        workloads.length === 1 ? 'is' : 'are'
      } not ready.`,
  },
  'cluster.blackHole': {
    short: () => 'Falls into BlackHoleCluster',
    long: ({ to }) =>
      `The proxy does not know ${code(to)}. The mesh is set to \`REGISTRY_ONLY\`: \`BlackHoleCluster\` ends it.`,
  },
  'transport.mtls': {
    short: () => 'Wraps it in mTLS',
    long: ({ by, presents, to }) => {
      const why =
        by === 'destinationRule' ? 'a DestinationRule says so' : `${server(to)} has a sidecar: automatic mTLS`;
      return `The proxy wraps it in mTLS${presents === null ? '' : ` and presents ${bold(presents)}`}, as ${why}.`;
    },
  },
  'transport.plaintext': {
    short: () => 'Sends it in plaintext',
    long: ({ by, reason, to }) => {
      if (by === 'destinationRule') return 'The proxy sends it in plaintext, as a DestinationRule says so.';
      const why =
        reason === null ? `nothing tells it that ${server(to)} is in the mesh` : autoMtlsReason(reason, server(to));
      return `The proxy sends it in plaintext: ${why}.`;
    },
  },
  'transport.tls': {
    short: () => 'Wraps it in TLS',
    long: ({ sni }) =>
      `The proxy originates TLS${sni === '' ? '' : ` for ${code(sni)}`}, as a DestinationRule says so. It shows no mesh identity.`,
  },
  'transport.unchanged': {
    short: () => 'Passes its TLS on as it is',
    long: () => 'The proxy passes the TLS of the application on as it is.',
  },
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
  ...ambientSteps,
  unknown: {
    short: () => "Hopwise can't tell",
    long: ({ name }) => `Hopwise can't tell what ${bold(name)} does here.`,
  },
  answer: {
    short: ({ view }) => answers(view).short,
    long: ({ view, to }) => answers(view).long(caller(to)),
  },
};

function withStatus(status: number | null): string {
  return status === null ? '' : `, ${status}`;
}

function faultShare(share: number): string {
  return share >= 100
    ? 'A VirtualService injects a fault: every request is'
    : `A VirtualService injects a fault: ${share} of 100 requests are`;
}
