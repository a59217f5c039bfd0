/**
 * Why something that was looked at counts or does not: what the terms of a check cannot say.
 * One key per reason, with what its sentence needs; the sentences live in `content/locales`.
 */
import type { Waiting } from './certificate.ts';
import type { RejectReason } from './rejection.ts';

/** From wide to narrow: each overwrites those before it. */
export type PeerScope = 'mesh' | 'namespace' | 'workload' | 'port';

/** Why automatic mTLS decided as it did. */
export type AutoMtlsReason =
  | 'endpointHasSidecar'
  | 'endpointHasNoSidecar'
  | 'endpointDisabled' // the effective PeerAuthentication mode of the endpoint's port is DISABLE
  | 'namespaceDisabled' // nsMode is DISABLE: the whole cluster is plaintext
  | 'headlessMixed' // one endpoint without sidecar turns an ORIGINAL_DST cluster to plaintext
  | 'noKnownEndpoint'
  | 'ruleElsewhere' // another part of the DestinationRule turns the endpoints off
  | 'meshExternal' // a ServiceEntry of location MESH_EXTERNAL
  | 'off'; // enableAutoMtls: false

/** Why a listener of the Gateway API does not take a route. */
export type ParentMiss = 'port' | 'section' | 'hostname' | 'namespace' | 'kind';
/** Why a Gateway API route is left out as a whole. */
export type RouteFault = 'filter' | 'backendPort' | 'backendName' | 'headerValue' | 'grpcMethod' | 'mirror';
/** Why a listener of the Gateway API serves nothing. */
export type ListenerFault = 'tls' | 'protocol' | 'conflict';
/** Why istiod sends a policy to no ztunnel, or attaches it to no workload there. */
export type NotForZtunnel = 'targetRefs' | 'action' | 'dryRun' | 'emptySelector' | 'tokens';

interface Nothing {
  readonly [none: string]: never;
}
/** The resource that counts instead, by name. */
interface Instead {
  readonly by: string;
}

/** What each reason says, by what it is about. */
export interface NoteArgs {
  // A resource that was not stored, so that it takes no part anywhere.
  'rejected.webhook': { readonly reason: RejectReason; readonly value: string };
  'rejected.schema': Nothing;

  // One of several of which the first counts: oldest, then by name.
  'order.older': Instead;
  'order.nameFirst': Instead;

  // Whether a selector or target refs lead to a proxy.
  'attach.selectorMisses': Nothing;
  'attach.selectorAtWaypoint': Nothing;
  'attach.selectorAtGateway': Nothing;
  'attach.targetRefAtSidecar': Nothing;
  'attach.targetRefMisses': Nothing;

  // No virtual host of the listener has the Host of the request.
  'host.unknown': Nothing;

  // Why iptables let a connection go past the sidecar.
  'capture.leftOut': Nothing;
  'capture.excludedPort': Nothing;
  'capture.excludedRange': Nothing;
  'capture.notIncluded': Nothing;
  'capture.proxyUser': Nothing;
  'capture.agentPort': Nothing;
  'capture.probeRewritten': Nothing;
  'capture.hostProbe': Nothing;

  // The mTLS mode of a port.
  'peer.default': Nothing;
  'peer.sets': Nothing;
  'peer.unset': Nothing;
  'peer.narrower': Instead & { readonly scope: PeerScope };
  'peer.rootSelector': Nothing;
  'peer.otherPort': { readonly port: number };
  'peer.servicePort': { readonly port: number };

  // The DestinationRules of a host.
  'destinationRule.applies': Nothing;
  'destinationRule.merged': Instead;
  'destinationRule.mergedSubsets': Instead;
  'destinationRule.lessSpecific': Instead;
  'destinationRule.selectorWins': Instead;
  'destinationRule.otherExport': Instead;
  'destinationRule.selectorMisses': Nothing;
  'destinationRule.levelTaken': Instead;
  'destinationRule.notExported': Nothing;

  // A name that the agent beside the client's proxy answers for.
  'dns.written': { readonly address: string };
  'dns.allocated': { readonly address: string };

  // How the client's proxy wraps a connection.
  'transport.autoMtls': { readonly reason: AutoMtlsReason };
  'transport.rule': { readonly mode: string };
  'transport.credentialIgnored': Nothing;
  'transport.tunnel': { readonly taken: boolean };

  // A pod without an own network, and so without a sidecar.
  'pod.hostNetwork': Nothing;

  // A pod that is not ready.
  'endpoint.waits': { readonly reason: Waiting };
  // The Secret of a gateway's certificate.
  'secret.missing': Nothing;
  // A Gateway API route or listener that has no part in anything.
  'parent.missed': { readonly reason: ParentMiss };
  'route.leftOut': { readonly reason: RouteFault };
  'listener.leftOut': { readonly reason: ListenerFault };
  // A backend of a Gateway API route that cannot be used.
  'backend.notFound': Nothing;
  'backend.notGranted': Nothing;
  'backend.unsupportedKind': Nothing;

  // A rule, or a part of one, that istiod leaves out of the filter.
  'rule.httpOnlyOnTcp': Nothing;
  'rule.unknownKey': Nothing;
  'rule.badValue': Nothing;
  'field.httpOnlyOnTcp': Nothing;

  // What ztunnel makes of policies: it knows L4 only.
  'rule.httpOnlyAtZtunnel': Nothing;
  'field.httpOnlyAtZtunnel': Nothing;
  'field.ignoredByZtunnel': Nothing;
  'entry.nothingLeft': Nothing;
  'peer.ztunnelDiffers': Nothing;
  'attach.notForZtunnel': { readonly why: NotForZtunnel };
}

export type NoteKey = keyof NoteArgs;
export type BypassKey = Extract<NoteKey, `capture.${string}`>;

export interface NoteOf<K extends NoteKey> {
  readonly key: K;
  readonly args: NoteArgs[K];
}
export type Note = { readonly [K in NoteKey]: NoteOf<K> }[NoteKey];

/** A reason with what its sentence needs. */
export function note<K extends NoteKey>(key: K, args: NoteArgs[K]): NoteOf<K> {
  return { key, args };
}
