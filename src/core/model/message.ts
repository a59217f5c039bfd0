/**
 * Every sentence the product can say about a story, by key, with what goes into it.
 * The engine and the story emit keys and arguments; the words live in `content/locales`.
 * Arguments are names, values and terms of Istio's: nothing in them is translated.
 */
import type { Waiting } from './certificate.ts';
import type { AmbientStepArgs } from './ambientMessage.ts';
import type { AutoMtlsReason } from './note.ts';
import type { CallerView, DenyCause, Limitation, MtlsMode, RbacAction, Wire } from './trace.ts';

/** Who or what is meant: a workload's, host's or identity's short name; null = whoever calls, unnamed. */
export type Name = string | null;

interface Nothing {
  readonly [none: string]: never;
}

/** What each step of a story can say. Each key has a short form (a row of the step list) and a full sentence. */
export interface StepArgs extends AmbientStepArgs {
  'send.http': { readonly from: Name; readonly method: string; readonly path: string; readonly to: string };
  'send.tcp': { readonly from: Name; readonly to: string };
  'send.tls': { readonly from: Name; readonly to: string };
  'dns.found': { readonly name: string; readonly address: string };
  'dns.answered': { readonly name: string; readonly address: string; readonly workload: Name };
  'dns.failed': { readonly name: string };
  'dns.unasked': { readonly name: string; readonly workload: Name };
  'capture.captured': { readonly workload: Name };
  'capture.agentProbe': { readonly workload: Name };
  'capture.hostProbe': { readonly workload: Name };
  'capture.missed': { readonly workload: Name };
  'capture.proxyPort': { readonly workload: Name; readonly port: number };
  'capture.waits': { readonly workload: Name; readonly reason: Waiting };
  'listener.found': { readonly listener: string };
  'listener.refused': { readonly server: Name; readonly port: number };
  'listener.noChain': { readonly server: Name; readonly port: number; readonly sni: string };
  'listener.needsTls': { readonly server: Name; readonly port: number };
  'listener.catchAll': { readonly listener: string; readonly chain: string };
  'route.known': { readonly host: string; readonly short: string; readonly virtualHost: string };
  'route.passThrough': { readonly host: string };
  'route.blocked': { readonly host: string };
  'route.none': { readonly host: string };
  'route.redirected': { readonly status: number | null };
  'route.fault': { readonly status: number | null };
  'route.direct': { readonly status: number | null };
  'draw.destination': {
    readonly branch: string;
    readonly short: string;
    readonly share: number;
    readonly of: number;
  };
  'draw.fault': DrawFaultArgs;
  'draw.noFault': DrawFaultArgs;
  'cluster.endpoint': { readonly cluster: string; readonly endpoint: string; readonly address: string };
  'cluster.address': { readonly cluster: string; readonly address: string };
  'cluster.missing': { readonly cluster: string };
  'cluster.unasked': { readonly cluster: string };
  'cluster.empty': { readonly cluster: string };
  'cluster.notReady': { readonly workloads: readonly string[] };
  'cluster.blackHole': { readonly to: string };
  'transport.mtls': {
    readonly by: 'autoMtls' | 'destinationRule' | 'none';
    readonly presents: string | null;
    readonly to: Name;
  };
  'transport.plaintext': {
    readonly by: 'autoMtls' | 'destinationRule' | 'tunnel' | 'none';
    readonly reason: AutoMtlsReason | null;
    readonly to: Name;
  };
  'transport.tls': { readonly sni: string };
  'transport.unchanged': Nothing;
  'wire.travels': { readonly wire: Wire['kind']; readonly from: string | null; readonly to: string };
  'wire.lost': { readonly address: string };
  'networkPolicy.passed': { readonly direction: 'egress' | 'ingress' };
  'networkPolicy.dropped': { readonly direction: 'egress' | 'ingress' };
  'filterChain.passed': {
    readonly mode: MtlsMode;
    readonly wire: Wire['kind'];
    readonly server: Name;
    readonly port: number;
  };
  'filterChain.needsMtls': { readonly mode: MtlsMode; readonly server: Name; readonly port: number };
  'filterChain.none': { readonly mode: MtlsMode; readonly server: Name; readonly port: number };
  'handshake.tlsEnds': { readonly serverName: Name };
  'handshake.done': { readonly client: string | null; readonly server: string | null; readonly serverName: Name };
  'handshake.noSecret': { readonly serverName: Name; readonly secret: string };
  'handshake.clientRefuses': { readonly from: Name; readonly server: string | null };
  'handshake.serverRefuses': { readonly client: string | null; readonly serverName: Name };
  'handshake.expired': {
    readonly of: 'client' | 'server';
    readonly from: Name;
    readonly serverName: Name;
    /** RFC 3339 */
    readonly notAfter: string;
  };
  'codec.read': Nothing;
  'codec.notHttp': { readonly server: Name };
  'codec.badRequest': { readonly server: Name };
  'codec.tls': { readonly server: Name };
  'extAuthz.allowed': { readonly provider: string };
  'extAuthz.notAsked': { readonly provider: string };
  'extAuthz.denied': { readonly provider: string };
  'extAuthz.failed': { readonly provider: string };
  'jwt.passed': Nothing;
  'jwt.valid': { readonly issuer: string };
  'jwt.none': Nothing;
  'jwt.rejected': Nothing;
  'rbac.noMatch': RbacArgs;
  'rbac.match': RbacArgs;
  'rbac.denied': RbacArgs & { readonly rule: number };
  'rbac.allowed': RbacArgs & { readonly rule: number };
  'rbac.notAllowed': RbacArgs;
  'rbac.onlyDryRun': RbacArgs;
  'rbac.wouldDeny': RbacArgs & { readonly rule: number };
  'inboundRoute.passed': { readonly server: Name; readonly cluster: string };
  'inboundRoute.refused': { readonly server: Name; readonly cluster: string };
  'deliver.http': { readonly to: Name; readonly method: string; readonly path: string; readonly port: number };
  'deliver.tcp': { readonly to: Name; readonly port: number };
  'deliver.refused': { readonly to: Name; readonly port: number };
  'deliver.notTls': { readonly to: Name; readonly port: number };
  'deliver.otherCertificate': { readonly to: Name; readonly port: number };
  unknown: { readonly name: string };
  answer: { readonly view: CallerView; readonly to: Name };
}

export interface DrawFaultArgs {
  readonly of: 'delay' | 'abort';
  /** How many of 100 requests get the fault. */
  readonly share: number;
  readonly what: string;
}

export interface RbacArgs {
  readonly action: RbacAction;
  readonly server: Name;
  readonly policies: readonly string[];
}

/** The one sentence of the verdict card, and what else would block. Single sentences. */
export interface SentenceArgs {
  'because.rbacDenied': {
    readonly policy: string;
    readonly rule: number;
    readonly more: number;
    /** The rule asks for HTTP fields, which are left out on a TCP port. */
    readonly leftOut: boolean;
    /** ztunnel decides, which knows no HTTP at all. */
    readonly ztunnel?: boolean;
  };
  /** A PeerAuthentication that a ztunnel enforces as a DENY policy. */
  'because.strict': { readonly server: Name; readonly from: Name; readonly name: string };
  /** ztunnel passes on what it does not know. */
  'because.ztunnelPasses': { readonly host: string };
  'because.rbacNotAllowed': NotAllowedArgs;
  'because.cause': BecauseArgs & { readonly cause: Exclude<DenyCause, 'rbacDenied' | 'rbacNotAllowed'> };
  'because.allowedByRule': { readonly policy: string; readonly rule: number; readonly from: Name };
  'because.allowedByDefault': { readonly server: Name };
  'because.notEnforced': { readonly server: Name; readonly onNode: boolean };
  'because.withinPod': { readonly server: Name };
  /** A way around the mesh: past the caller's own proxy, or past the server's. */
  'because.goesPast': { readonly workload: Name; readonly side: WayAround };
  'because.allowedOutside': {
    readonly host: string;
    readonly known: boolean;
    readonly from: Name;
    readonly proxied: boolean;
  };
  'because.undetermined': { readonly code: Limitation['code']; readonly name: string; readonly kind: string };
  blocker: { readonly cause: DenyCause; readonly policies: readonly string[]; readonly server: Name };
}

export interface NotAllowedArgs {
  readonly policies: readonly string[];
  readonly server: Name;
  readonly from: Name;
  /** The policies are attached to a waypoint, which is the server here. */
  readonly atWaypoint?: boolean;
  /**
   * What the nearest rule misses: the caller's identity, which it lacks without mTLS (`identity`) or which is another
   * (`caller`), a verified token (`token`, or `tokenUnread` where nothing reads tokens), something else about the request
   * (`request`); HTTP fields on a TCP connection; or there is no rule at all.
   */
  readonly misses:
    | 'identity'
    | 'caller'
    | 'token'
    | 'tokenUnread'
    | 'request'
    | 'httpOnly'
    | 'httpAtZtunnel'
    | 'noRules';
  /** `DELETE /charges`, `TCP 5432` */
  readonly what: string;
}

/** Which proxy a connection goes around: the caller's or the server's; or as a probe, by way of the agent or past ztunnel. */
export type WayAround = 'outbound' | 'inbound' | 'agentProbe' | 'hostProbe';

export interface BecauseArgs {
  readonly from: Name;
  readonly server: Name;
  readonly host: string;
  readonly port: number;
  /** The mode, provider, cluster or direction that decided; '' where none. */
  readonly setting: string;
  /** The caller's traffic went through a proxy of its own. */
  readonly proxied: boolean;
  /** It has a sidecar, and went around it. */
  readonly goesPast: boolean;
  /** It runs on the network of its node. */
  readonly onNode: boolean;
  /** The caller showed a certificate. */
  readonly certificate: boolean;
  /** What was wrong with the refused certificate, where that can be said; the value is `setting`. */
  readonly wrong: 'root' | 'trustDomain' | 'secret' | null;
  /** Decided by what a gateway listens for: the server name that came, '' = none; null elsewhere. */
  readonly gatewaySni: string | null;
  /** A cluster-wide network policy denies it by name; else no NetworkPolicy allows it. */
  readonly deniedByName: boolean;
  /** The gateway sends plaintext to HTTPS. */
  readonly toHttps: boolean;
}

export type StepKey = keyof StepArgs;
export type SentenceKey = keyof SentenceArgs;

export interface StepMessage<K extends StepKey = StepKey> {
  readonly form: 'short' | 'long';
  readonly key: K;
  readonly args: StepArgs[K];
}
export interface SentenceMessage<K extends SentenceKey = SentenceKey> {
  readonly form: 'sentence';
  readonly key: K;
  readonly args: SentenceArgs[K];
}
export type Message = StepMessage | SentenceMessage;

/** A single sentence. */
export function sentence<K extends SentenceKey>(key: K, args: SentenceArgs[K]): SentenceMessage<K> {
  return { form: 'sentence', key, args };
}
