import type { Waiting } from '../../../core/model/certificate.ts';
import type {
  AutoMtlsReason,
  ListenerFault,
  NoteArgs,
  NoteKey,
  NoteOf,
  NotForZtunnel,
  ParentMiss,
  PeerScope,
  RouteFault,
} from '../../../core/model/note.ts';
import { bold, code } from './names.ts';
import { rejections } from './rejections.ts';

/** Why automatic mTLS decides as it does: what follows *because*. */
const autoMtls = {
  endpointHasSidecar: (server) => `${server} has a sidecar`,
  endpointHasNoSidecar: (server) => `${server} has no sidecar`,
  endpointDisabled: (server) => `mTLS is \`DISABLE\` on this port of ${server}`,
  namespaceDisabled: (server) => `mTLS is \`DISABLE\` in the namespace of ${server}`,
  headlessMixed: (server) => `not every pod behind ${server} has a sidecar`,
  noKnownEndpoint: (server) => `no pod is known behind ${server}`,
  ruleElsewhere: () => 'a DestinationRule turns automatic mTLS off for another part',
  meshExternal: (server) => `a ServiceEntry places ${server} outside the mesh`,
  off: () => 'automatic mTLS is off in the mesh',
} as const satisfies Record<AutoMtlsReason, (server: string) => string>;

/** The reason as part of a sentence about a server. */
export function autoMtlsReason(reason: AutoMtlsReason, server: string): string {
  return autoMtls[reason](server);
}

const scopes = {
  mesh: 'for the mesh',
  namespace: 'for the namespace',
  workload: 'for this workload',
  port: 'for this port',
} as const satisfies Record<PeerScope, string>;

/** Why a pod is not there or not ready, after a colon. */
export const waitingReason = {
  notYet: 'the pod has yet to be created',
  webhook: "the pod was to be created while istiod was away, and without istiod's webhook no pod is created here",
  proxy: 'its proxy started while istiod was away, and has neither configuration nor a certificate',
} as const satisfies Record<Waiting, string>;

/** What keeps a route from a listener of the Gateway API. */
const parentMisses = {
  port: 'no listener has this port',
  section: 'no listener has this name',
  hostname: "none of its hostnames is the listener's",
  namespace: "the listener's `allowedRoutes` leave out this namespace",
  kind: 'the listener takes no routes of this kind',
} as const satisfies Record<ParentMiss, string>;

/** What is wrong with a Gateway API route. */
const routeFaults = {
  filter: 'Istio does not support one of its filters',
  backendPort: 'a backend has no port',
  backendName: 'a backend is named by its hostname, where the name of the Service is wanted',
  headerValue: 'the value of a header has characters that are not allowed',
  grpcMethod: 'a gRPC match has neither service nor method',
  mirror: 'the backend of a mirror cannot be used',
} as const satisfies Record<RouteFault, string>;

/** What is wrong with a listener of the Gateway API. */
const listenerFaults = {
  tls: 'it has no certificate that it may use, or no Secret with one',
  protocol: 'Istio does not serve this protocol, or not without `tls`',
  conflict: 'it is like a listener before it',
} as const satisfies Record<ListenerFault, string>;
const notForZtunnel = {
  targetRefs: 'Not used: target refs lead to gateways and waypoints, never to a ztunnel.',
  action: 'Not used: ztunnel takes ALLOW and DENY only, so istiod does not send it.',
  dryRun: 'Not used: istiod does not send dry runs to ztunnel.',
  tokens: 'Not used: ztunnel reads no tokens. At a waypoint a RequestAuthentication with target refs would.',
  emptySelector: 'Not used: its selector has no labels, and for ztunnel that selects nothing.',
} as const satisfies Record<NotForZtunnel, string>;

const notes: { readonly [K in NoteKey]: (args: NoteArgs[K]) => string } = {
  'rejected.webhook': ({ reason, value }) => `Not stored, as Istio refuses it: ${rejections[reason](value)}`,
  'rejected.schema': () =>
    'Not stored, as the API server refuses it: a field is missing, or has a wrong type or value.',

  'order.older': ({ by }) => `Not used: ${bold(by)} is older.`,
  'order.nameFirst': ({ by }) => `Not used: ${bold(by)} is as old, and its name comes first.`,

  'host.unknown': () => 'No service and no ServiceEntry that this proxy sees has the name.',

  'pod.hostNetwork': () => 'On the node’s network no sidecar is injected, and the pod shows the address of its node.',

  'capture.leftOut': () => 'The program goes past its own proxy, as whoever has taken over the pod can.',
  'capture.excludedPort': () => 'The pod keeps this port away from its proxy.',
  'capture.excludedRange': () => 'The pod keeps these addresses away from its proxy.',
  'capture.notIncluded': () => 'The pod hands only these to its proxy.',
  'capture.proxyUser': () => 'The application runs as the proxy’s own user, whose traffic is never captured.',
  'capture.probeRewritten': () => 'The injector has rewritten the probe: the agent serves it, without the proxy.',
  'capture.hostProbe': () => 'A probe of the kubelet on the pod’s own node, which ztunnel never sees.',
  'capture.agentPort': () => 'Istio’s own agent serves this port, without the proxy.',

  'attach.selectorMisses': () => 'Not used: its selector asks for another label.',
  'attach.selectorAtWaypoint': () => 'Not used: a waypoint takes only policies with target refs.',
  'attach.selectorAtGateway': () => 'Not used: as istiod is set up, this gateway takes only policies with target refs.',
  'attach.targetRefAtSidecar': () => 'Not used: target refs lead to gateways and waypoints, never to a sidecar.',
  'attach.targetRefMisses': () => 'Not used: its target refs name another gateway.',

  'peer.default': () => 'No PeerAuthentication sets a mode here, and Istio starts with `PERMISSIVE`.',
  'peer.sets': () => 'Sets the mode.',
  'peer.unset': () => 'Sets no mode: the wider scope decides.',
  'peer.narrower': ({ by, scope }) => `Overridden: ${bold(by)} sets the mode ${scopes[scope]}.`,
  'peer.rootSelector': () => 'Not used: in the root namespace Istio ignores a PeerAuthentication with a selector.',
  'peer.otherPort': ({ port }) => `Not used: this connection is to port ${port} of the pod.`,
  'peer.servicePort': ({ port }) =>
    `Not used: this is a port of the Service. Ports of the pod count here, and that is ${port}.`,

  'destinationRule.applies': () => 'Applies.',
  'destinationRule.merged': ({ by }) => `Merged into ${bold(by)}, which is of the same host.`,
  'destinationRule.mergedSubsets': ({ by }) =>
    `Merged into ${bold(by)}: its subsets count, its \`trafficPolicy\` does not.`,
  'destinationRule.lessSpecific': ({ by }) => `Not used: the host of ${bold(by)} is more specific.`,
  'destinationRule.selectorWins': ({ by }) => `Not used: ${bold(by)} selects this caller by its labels.`,
  'destinationRule.otherExport': ({ by }) =>
    `Not used: ${bold(by)} is of the same host and exported to others. Istio keeps such rules apart, and the last counts.`,
  'destinationRule.selectorMisses': () => 'Not used: its selector asks for another label of the caller.',
  'destinationRule.levelTaken': ({ by }) =>
    `Not used: ${bold(by)} is found first, and Istio looks no further than one namespace.`,
  'destinationRule.notExported': () => "Not used: it is not exported to the caller's namespace.",

  'dns.written': ({ address }) =>
    `With DNS capture the agent beside the proxy answers with ${code(address)}, from the ServiceEntry.`,
  'dns.allocated': ({ address }) =>
    `With DNS capture the agent beside the proxy answers with ${code(address)}, which Istio made up: the ServiceEntry has no address.`,

  'transport.autoMtls': ({ reason }) => capital(`${autoMtlsReason(reason, 'the server')}.`),
  'transport.rule': ({ mode }) => `A DestinationRule says ${code(mode)}, which beats automatic mTLS.`,
  'transport.credentialIgnored': () =>
    'Plaintext: a sidecar takes `credentialName` only from a DestinationRule with a `workloadSelector`.',

  'endpoint.waits': ({ reason }) => `Not ready: ${waitingReason[reason]}.`,
  'parent.missed': ({ reason }) => `Not attached: ${parentMisses[reason]}.`,
  'route.leftOut': ({ reason }) => `Left out as a whole: ${routeFaults[reason]}.`,
  'secret.missing': () =>
    'There is no such Secret in the namespace of the gateway’s pod, so the gateway has no certificate.',
  'listener.leftOut': ({ reason }) => `Serves nothing: ${listenerFaults[reason]}.`,
  'backend.notFound': () => 'Cannot be used: there is no such Service.',
  'backend.notGranted': () =>
    'Cannot be used: it is in another namespace, and no ReferenceGrant there allows this route to refer to it.',
  'backend.unsupportedKind': () => 'Cannot be used: Istio knows no backends of this kind.',
  'transport.tunnel': ({ taken }) =>
    taken ? 'The server takes HBONE, and that beats what a DestinationRule says.' : 'The server takes no HBONE.',

  'rule.httpOnlyOnTcp': () =>
    'Left out with its whole rule: on a TCP port an ALLOW rule with an HTTP field allows nothing.',
  'rule.unknownKey': () => 'Left out with its whole rule: Istio knows no such key.',
  'rule.badValue': () => 'Left out with its whole rule: Istio cannot read this value.',
  'rule.httpOnlyAtZtunnel': () =>
    'Left out with its whole rule: ztunnel reads no HTTP, and an ALLOW rule with an HTTP field is not sent to it.',
  'field.httpOnlyAtZtunnel': () => 'Left out: ztunnel reads no HTTP. A waypoint would.',
  'field.ignoredByZtunnel': () => 'Ignored: it is not sent to ztunnel.',
  'entry.nothingLeft': () => 'Never matches: nothing of it is left that ztunnel can read.',
  'peer.ztunnelDiffers': () => 'What istiod makes of this for ztunnel differs from what a sidecar would enforce.',
  'attach.notForZtunnel': ({ why }) => notForZtunnel[why],

  'field.httpOnlyOnTcp': () => 'Left out: on a TCP port an HTTP field says nothing, and the rest of the rule decides.',
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Why something counts or does not, as a sentence. */
export function sayNote<K extends NoteKey>({ key, args }: NoteOf<K>): string {
  return notes[key](args);
}
