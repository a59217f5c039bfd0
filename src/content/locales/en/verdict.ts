import type { BecauseArgs, NotAllowedArgs, SentenceArgs, SentenceKey, WayAround } from '../../../core/model/message.ts';
import type { DenyCause, Limitation } from '../../../core/model/trace.ts';
import type { Waiting } from '../../../core/model/certificate.ts';
import { bold, caller, code, list, server, theCaller, theServer } from './names.ts';
import { waitingReason } from './notes.ts';
import { sayTime } from './times.ts';

/** The one sentence of the verdict card. */
export const verdict: { readonly [K in SentenceKey]: (args: SentenceArgs[K]) => string } = {
  'because.rbacDenied': ({ policy, rule, more, leftOut, ztunnel = false }) => {
    const others = more > 0 ? `, and ${more} more ${more === 1 ? 'rule does' : 'rules do'}` : '';
    if (leftOut && ztunnel)
      return `Explicitly denied by ${bold(policy)}: ztunnel reads no HTTP, and what is left of its rule ${rule + 1} matches${others}.`;
    return leftOut
      ? `Explicitly denied by ${bold(policy)}: on a TCP port the HTTP fields of its rule ${rule + 1} are left out, so it matches${others}.`
      : `Explicitly denied by ${bold(policy)}: its rule ${rule + 1} matches this request${others}.`;
  },
  'because.rbacNotAllowed': notAllowed,
  'because.strict': ({ server: who, from, name }) =>
    `${theServer(who)} takes mTLS only, as ${bold(name)} says, and ${theCaller(from)} comes without an identity: it is not in the mesh, or goes past it.`,
  'because.ztunnelPasses': ({ host }) =>
    `ztunnel passes on whatever it does not know, and nothing in the mesh knows ${bold(host)}.`,
  'because.cause': ({ cause, ...facts }) => because[cause](facts),
  'because.allowedByRule': ({ policy, rule, from }) =>
    `${bold(policy)} allows ${theCaller(from)}: its rule ${rule + 1} matches this request.`,
  'because.allowedByDefault': ({ server: name }) =>
    `No ALLOW policy selects ${server(name)}, and Istio allows by default.`,
  'because.notEnforced': ({ server: name, onNode }) =>
    `${theServer(name)} ${onNode ? "runs on the node's network, where no sidecar is injected" : 'has no sidecar'}, so no proxy checks who comes in.`,
  'because.withinPod': ({ server: name }) =>
    `The connection stays inside the pod of ${server(name)}: no proxy is on this way, and no policy.`,
  'because.goesPast': ({ workload, side }) => pastSidecar[side](server(workload)),
  'because.allowedOutside': ({ host, known, from, proxied }) =>
    !proxied
      ? `No proxy stands between ${theCaller(from)} and ${bold(host)}, so the mesh has no say.`
      : known
        ? `${bold(host)} is registered with the mesh, so the proxy sends it there.`
        : `Nothing in the mesh knows ${bold(host)}, and \`ALLOW_ANY\` lets every unknown host through.`,
  'because.undetermined': ({ code: why, name, kind }) => unknown[why](name, kind),
  blocker: ({ cause, policies, server: name }) => blockers[cause](policies, server(name)),
};

const pastSidecar = {
  outbound: (name) => `This goes past the sidecar of ${name}, so nothing in the mesh is asked about it.`,
  inbound: (name) => `This goes past the sidecar of ${name}, so nothing checks who comes in.`,
  agentProbe: (name) =>
    `Istio's agent takes the probe and asks ${name} by itself, so no proxy is on the way, and no policy.`,
  hostProbe: (name) => `The kubelet probes ${name} from its own node, past ztunnel and every policy.`,
} as const satisfies Record<WayAround, (name: string) => string>;

/** "allow policies exist, but none allowed" */
function notAllowed({ policies, server: name, from, atWaypoint = false, misses, what }: NotAllowedArgs): string {
  const one = policies.length === 1;
  const verb = atWaypoint ? `${one ? 'is' : 'are'} attached to` : one ? 'selects' : 'select';
  const select = `${list(policies)} ${verb} ${server(name)}`;
  const rules = one ? 'its rules' : 'their rules';
  switch (misses) {
    case 'noRules':
      return `${select} and ${one ? 'has' : 'have'} no rules: nothing is allowed.`;
    case 'caller':
      return `${select}, but ${theCaller(from)} is not allowed by any of ${rules}.`;
    case 'identity':
      return `${select}, but ${theCaller(from)} comes without a verified identity, which ${rules} ask for.`;
    case 'token':
      return `${select}, but ${theCaller(from)} comes without a verified token, which ${rules} ask for.`;
    case 'tokenUnread':
      return `${select}, but ${rules} ask for a token, and no RequestAuthentication lets ${server(name)} read one.`;
    case 'request':
      return `${select}, but ${code(what)} is not allowed by any of ${rules}.`;
    case 'httpAtZtunnel':
      return `${select}, but ${rules} ask for HTTP fields, which ztunnel cannot read: such a rule allows nothing without a waypoint.`;
    case 'httpOnly':
      return `${select}, but ${rules} ask for HTTP fields, and on a TCP port such a rule allows nothing.`;
  }
}

type Sentence = (facts: BecauseArgs) => string;

const because = {
  extAuthzDenied: ({ setting, server: name }) =>
    `The external authorizer ${bold(setting)} refuses this request to ${server(name)}.`,
  extAuthzError: ({ setting, server: name }) =>
    `The external authorizer ${bold(setting)} could not be asked, so ${server(name)} refuses.`,
  jwtRejected: ({ server: name, from }) =>
    `${theServer(name)} does not accept the token that ${theCaller(from)} sends.`,
  plaintextRefused: ({ server: name, port, from, setting, proxied, goesPast, onNode, gatewaySni }) =>
    gatewaySni !== null
      ? `Port ${port} of ${server(name)} takes TLS only, and what arrives is plaintext.`
      : `${theServer(name)} takes mTLS only (${code(setting || 'STRICT')}), and ${theCaller(from)} sends plaintext${proxied ? '' : goesPast ? ': it goes past its sidecar' : onNode ? ": it runs on the node's network, where no sidecar is injected" : ': it has no sidecar'}.`,
  noFilterChain: ({ server: name, port, gatewaySni }) =>
    gatewaySni !== null
      ? gatewaySni === ''
        ? `The TLS that arrives at ${server(name)} names no server, so no Gateway takes it.`
        : `No Gateway has a server for ${bold(gatewaySni)} on port ${port} of ${server(name)}.`
      : `Port ${port} of ${server(name)} has no filter chain for the TLS that the caller speaks: it is not Istio's mTLS.`,
  tlsToPlaintext: ({ server: name, port }) =>
    `TLS arrives at port ${port} of ${server(name)}, where plaintext is expected.`,
  serverCertificateRefused: ({ server: name, from, wrong, setting }) =>
    wrong === 'secret'
      ? `${theServer(name)} has no certificate to show: there is no Secret ${bold(setting)}.`
      : wrong === 'root'
        ? `The certificates come from different roots, one of them ${bold(setting)}, so ${theCaller(from)} refuses that of ${server(name)}.`
        : `${caller(from)} does not accept the certificate of ${server(name)}.`,
  clientCertificateRefused: ({ server: name, from, certificate, wrong, setting }) =>
    certificate
      ? wrong === 'trustDomain'
        ? `${theServer(name)} takes no certificate of the trust domain ${bold(setting)}, and ${theCaller(from)} shows one.`
        : wrong === 'root'
          ? `The certificates come from different roots, one of them ${bold(setting)}, so ${server(name)} refuses that of ${theCaller(from)}.`
          : `${theServer(name)} does not accept the certificate of ${theCaller(from)}.`
      : `${theServer(name)} asks for a certificate of the mesh, and ${theCaller(from)} shows none.`,
  serverCertificateExpired: ({ server: name, from, setting }) =>
    `The certificate of ${server(name)} expired on ${sayTime(setting)}, so ${theCaller(from)} refuses it.`,
  clientCertificateExpired: ({ server: name, from, setting }) =>
    `The certificate of ${theCaller(from)} expired on ${sayTime(setting)}, so ${server(name)} refuses it.`,
  callerNotReady: ({ from, setting }) => `${caller(from)} is not ready: ${waits(setting)}.`,
  serverNotReady: ({ server: name, setting }) => `${theServer(name)} is not ready: ${waits(setting)}.`,
  notHttp: ({ server: name, port }) => `Port ${port} of ${server(name)} speaks HTTP, and these bytes are not HTTP.`,
  badRequest: ({ server: name }) => `The proxy of ${server(name)} does not accept this as a valid HTTP request.`,
  blackHole: ({ host, port, from }) =>
    `The mesh is \`REGISTRY_ONLY\` and knows no ${code(`${host}:${port}`)}, so the proxy of ${theCaller(from)} sends it to \`BlackHoleCluster\`.`,
  blockAll: ({ host, from }) =>
    `The mesh is \`REGISTRY_ONLY\` and knows no host ${bold(host)}, so the proxy of ${theCaller(from)} answers 502.`,
  noRoute: ({ host }) => `No route matches this request to ${bold(host)}.`,
  redirected: ({ host, toHttps }) =>
    toHttps
      ? `The Gateway of ${bold(host)} answers plaintext with a redirect to HTTPS.`
      : `A route redirects this request to ${bold(host)} instead of sending it on.`,
  faultInjected: ({ host }) => `A VirtualService injects a fault into requests to ${bold(host)}.`,
  directResponse: ({ host }) => `A route answers requests to ${bold(host)} by itself.`,
  clusterMissing: ({ setting }) => `The route leads to cluster ${code(setting)}, which does not exist.`,
  noEndpoints: ({ host, port, setting, deniedByName }) =>
    deniedByName || setting === 'egress' || setting === 'ingress'
      ? `A ${deniedByName ? 'network policy of the whole cluster' : 'NetworkPolicy'} keeps the proxy from the cluster's DNS (UDP 53), so it knows no address of ${bold(host)}.`
      : isWaiting(setting)
        ? `No pod behind ${bold(host)} is ready: ${waits(setting)}.`
        : `No running pod is behind ${bold(host)} on port ${port}.`,
  connectionRefused: ({ server: name, port }) => `Nothing listens on port ${port} of ${server(name)}.`,
  connectionTimeout: ({ host, port }) => `Nothing answers at ${code(`${host}:${port}`)}.`,
  dnsFailure: ({ host, from, setting, deniedByName }) =>
    setting === ''
      ? `The name ${bold(host)} does not resolve.`
      : `${
          deniedByName
            ? `A network policy of the whole cluster keeps ${theCaller(from)} from the cluster's DNS`
            : setting === 'egress'
              ? `A NetworkPolicy selects ${theCaller(from)}, and none lets it ask the cluster's DNS (UDP 53)`
              : `A NetworkPolicy selects the cluster's DNS, and none lets ${theCaller(from)} ask it`
        }, so the name ${bold(host)} does not resolve.`,
  networkPolicyDropped: ({ server: name, from, setting, deniedByName }) =>
    deniedByName
      ? `A network policy of the whole cluster denies ${theCaller(from)} the way to ${server(name)}.`
      : setting === 'egress'
        ? `A NetworkPolicy selects ${theCaller(from)}, and none lets it out to ${server(name)}.`
        : `A NetworkPolicy selects ${server(name)}, and none lets ${theCaller(from)} in.`,
  proxyPort: ({ port, server: name }) => `Port ${port} belongs to the proxy of ${server(name)} itself.`,
} as const satisfies Record<Exclude<DenyCause, 'rbacDenied' | 'rbacNotAllowed'>, Sentence>;

function isWaiting(text: string): text is Waiting {
  return Object.hasOwn(waitingReason, text);
}

function waits(reason: string): string {
  return isWaiting(reason) ? waitingReason[reason] : 'it waits for istiod';
}

/** What the engine calls traffic that it does not model. */
const trafficWords: ReadonlyMap<string, string> = new Map([
  ['outside', 'traffic from outside'],
  ['unknownCaller', 'a caller that is not in the mesh'],
  ['gateway', 'the gateway'],
  ['ambient', 'ambient mode'],
  ['waypoint', 'the waypoint'],
  ['multiNetwork', 'traffic between networks'],
  ['egressWaypoint', 'a waypoint that looks up outside names'],
  ['layeredWaypoint', 'a waypoint with policies at its tunnel, too,'],
  ['waypointCanary', 'a canary waypoint'],
  ['gatewayAsWaypoint', 'a Gateway of another class as waypoint'],
  ['waypointBinding', 'a waypoint that is not reached by HBONE'],
  ['authorizer', 'the external authorizer'],
  ['loopback', "the caller's own loopback"],
  ['ownPort', 'a port of the sidecar itself'],
  ['serviceEntryVisibility', 'who sees a ServiceEntry by serviceEntryVisibility'],
]);

const unknown = {
  kindNotModelled: (name, kind) =>
    `Hopwise can't tell: ${bold(name)}${kind === '' ? '' : ` (${kind})`} may change this. Everything before it is allowed.`,
  fieldNotModelled: (name, kind) =>
    `Hopwise can't tell: the field ${code(name)}${kind === '' ? '' : ` of ${kind}`} may change this, and it is not modelled.`,
  trafficNotModelled: (name) =>
    `Hopwise can't tell: ${bold(trafficWords.get(name) ?? name)} is not modelled on this way.`,
  answerNotSaid: (name) => `Hopwise can't tell before you say what the external authorizer ${bold(name)} answers.`,
} as const satisfies Record<Limitation['code'], (name: string, kind: string) => string>;

const named = (policies: readonly string[]): string => policies.map(bold).join(', ');

/** What else would stop the request: a phrase, as several stand in a list. */
const blockers = {
  rbacDenied: (policies) => `${named(policies)} (DENY)`,
  rbacNotAllowed: (policies, name) => `${policies.length > 0 ? named(policies) : `ALLOW policies of ${name}`} (ALLOW)`,
  extAuthzDenied: () => 'the external authorizer',
  extAuthzError: () => 'the external authorizer, which fails',
  jwtRejected: () => 'its token',
  plaintextRefused: (_policies, name) => `mTLS at ${name}`,
  noFilterChain: (_policies, name) => `the filter chains of ${name}`,
  tlsToPlaintext: (_policies, name) => `TLS, where ${name} expects plaintext`,
  serverCertificateRefused: (_policies, name) => `the certificate of ${name}`,
  clientCertificateRefused: () => "the caller's certificate",
  serverCertificateExpired: (_policies, name) => `the expired certificate of ${name}`,
  clientCertificateExpired: () => "the caller's expired certificate",
  callerNotReady: () => 'a caller that is not ready',
  serverNotReady: (_policies, name) => `${name}, which is not ready`,
  notHttp: (_policies, name) => `${name}, which expects HTTP`,
  badRequest: () => 'its request line',
  blackHole: () => '`REGISTRY_ONLY`',
  blockAll: () => '`REGISTRY_ONLY`',
  noRoute: () => 'no route',
  redirected: () => 'a redirect',
  faultInjected: () => 'an injected fault',
  directResponse: () => 'a direct response',
  clusterMissing: () => 'a cluster that does not exist',
  noEndpoints: () => 'no running pod',
  connectionRefused: (_policies, name) => `nothing listens at ${name}`,
  connectionTimeout: () => 'an address where nothing answers',
  dnsFailure: (policies) =>
    policies.length > 0 ? `${named(policies)}, which keeps DNS away` : 'a name that does not resolve',
  networkPolicyDropped: (policies) => (policies.length > 0 ? `${named(policies)} (NetworkPolicy)` : 'NetworkPolicy'),
  proxyPort: () => "a port of Envoy's own",
} as const satisfies Record<DenyCause, (policies: readonly string[], name: string) => string>;
