import { bold, caller, code, list, server, theServer } from './names.ts';
import { autoMtlsReason, waitingReason } from './notes.ts';
import type { StepsOf } from './step.ts';

/** From the caller's program to the wire: what its proxy, or a gateway, makes of the request. */
export const callerSteps: StepsOf<
  'send' | 'dns' | 'capture' | 'listener' | 'route' | 'draw' | 'cluster' | 'transport'
> = {
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
};

function withStatus(status: number | null): string {
  return status === null ? '' : `, ${status}`;
}

function faultShare(share: number): string {
  return share >= 100
    ? 'A VirtualService injects a fault: every request is'
    : `A VirtualService injects a fault: ${share} of 100 requests are`;
}
