import type { ShownCertificates } from './certificate.ts';
import type { Delivery } from './delivery.ts';
import type { DrawDetail } from './draw.ts';
import type { NonEmpty } from './json.ts';
import type { Note } from './note.ts';
import type { Request } from './request.ts';
import type { ResourceId, SourceRef, WorkloadId } from './resource.ts';
import type { DirectWire, Tunnel } from './tunnel.ts';

/** Content-derived (`payments/backend/inbound/rbac-allow`), so that links survive edits. */
export type StepId = string & { readonly __brand: 'StepId' };

/** Where a hop happens. */
export type Place =
  | { readonly kind: 'app'; readonly workload: WorkloadId }
  | { readonly kind: 'client' } // an outside caller or a hand-made peer
  | { readonly kind: 'sidecar'; readonly workload: WorkloadId; readonly side: 'outbound' | 'inbound' }
  | { readonly kind: 'gateway'; readonly workload: WorkloadId }
  | { readonly kind: 'ztunnel'; readonly workload: WorkloadId; readonly side: 'outbound' | 'inbound' } // on the workload's node
  | { readonly kind: 'waypoint'; readonly workload: WorkloadId }
  | { readonly kind: 'network' } // between the pods: kube-proxy, NetworkPolicy, the wire
  | { readonly kind: 'outside'; readonly host: string };

export type Outcome = 'passed' | 'denied' | 'undetermined';

/** What the bytes on the wire are wrapped in. */
export type Wire = DirectWire | Tunnel;

export interface HttpHead {
  readonly method: string;
  readonly authority: string;
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
}

/** The packet as it leaves a step. */
export interface Packet {
  readonly source: { readonly ip: string | null; readonly workload: WorkloadId | null };
  readonly destination: { readonly ip: string | null; readonly port: number; readonly workload: WorkloadId | null };
  readonly wire: Wire;
  /** The peer identity that the last verifier established, e.g. `cluster.local/ns/shop/sa/reviews`. */
  readonly peer: string | null;
  readonly http: HttpHead | null;
}

/** A value shown beside another: what a rule asks for, what the request has. */
export type Term =
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'values'; readonly values: readonly string[] } // any of
  | { readonly kind: 'not'; readonly values: readonly string[] } // none of
  | { readonly kind: 'any' }
  | { readonly kind: 'none' } // absent: no identity, header missing
  | { readonly kind: 'count'; readonly matched: number; readonly of: number };

/** What a check is about. `name` beside it is the field, policy, host … in Istio's own words. */
export const checkKinds = [
  'policySet', // all attached policies of one action
  'policy',
  'notAttached', // a policy that does not take part
  'rule',
  'from',
  'to',
  'when',
  'field', // principals, methods, request.headers[x] …
  'value', // one value of a field
  'httpOnly', // an HTTP-only part on a TCP chain
  'mtlsMode',
  'scope', // a PeerAuthentication candidate of one scope
  'protocol',
  'filterChain',
  'host',
  'capture',
  'listener',
  'route',
  'branch', // one way that a draw can go
  'cluster',
  'destinationRule',
  'autoMtls',
  'endpoint',
  'certificate',
  'subjectAltName',
  'trustDomain',
  'validity', // the time at which a certificate is shown, beside its end
  'networkPolicy',
  'port',
  'setting',
] as const;
export type CheckKind = (typeof checkKinds)[number];

export interface Check {
  readonly kind: CheckKind;
  readonly name: string;
  readonly source: SourceRef | null;
  readonly matched: boolean;
  readonly expected: Term;
  readonly actual: Term;
  readonly children: readonly Check[];
  /** Why it counts or does not, where the terms cannot say it. */
  readonly note?: Note;
}

export interface PolicyRef {
  readonly resource: ResourceId;
  readonly namespace: string;
  readonly name: string;
}
export interface RuleRef extends PolicyRef {
  readonly rule: number;
}

/** What decided: rules that matched, policies none of whose rules matched, or a setting. */
export type Determining =
  | { readonly kind: 'matched'; readonly rules: NonEmpty<RuleRef> }
  | { readonly kind: 'unmatched'; readonly policies: NonEmpty<PolicyRef> }
  | { readonly kind: 'setting'; readonly ref: SourceRef | null; readonly name: string; readonly value: string };

export type MtlsMode = 'STRICT' | 'PERMISSIVE' | 'DISABLE';
export type DeclaredProtocol = 'HTTP' | 'TCP' | 'AUTO';
export type RbacAction = 'AUDIT' | 'DENY' | 'ALLOW';

export interface ShadowVerdict {
  readonly action: 'DENY' | 'ALLOW';
  readonly result: 'allowed' | 'denied';
  readonly rule: RuleRef | null;
}

/** One member per checkpoint, in the order of travel. */
export type StepDetail =
  | { readonly kind: 'send' }
  | { readonly kind: 'dns'; readonly name: string; readonly address: string | null }
  | { readonly kind: 'capture'; readonly captured: boolean }
  | { readonly kind: 'listener'; readonly listener: string; readonly chain: string | null }
  | { readonly kind: 'route'; readonly virtualHost: string | null; readonly route: string | null }
  | DrawDetail
  | {
      readonly kind: 'cluster';
      readonly cluster: string;
      readonly endpoint: WorkloadId | null;
      readonly address: string | null;
    }
  | {
      readonly kind: 'transport';
      readonly mode: 'mtls' | 'plaintext' | 'tls' | 'hbone';
      /** `tunnel`: whether the other end takes HBONE. */
      readonly by: 'autoMtls' | 'destinationRule' | 'tunnel' | 'none';
    }
  | {
      /** ztunnel looks up the address that was dialled. */
      readonly kind: 'nextHop';
      readonly to: 'workload' | 'waypoint' | 'passthrough' | 'nowhere';
      readonly service: string | null;
      readonly endpoint: WorkloadId | null;
      readonly address: string | null;
    }
  | { readonly kind: 'wire' }
  | { readonly kind: 'networkPolicy'; readonly direction: 'egress' | 'ingress' }
  | {
      readonly kind: 'filterChain';
      readonly mode: MtlsMode;
      readonly protocol: DeclaredProtocol;
      readonly chain: string | null;
      readonly layer: 'HTTP' | 'TCP' | null;
    }
  | {
      readonly kind: 'handshake';
      readonly clientIdentity: string | null;
      readonly serverIdentity: string | null;
      readonly refusedBy: 'client' | 'server' | null;
      /** The mesh's certificates; null where TLS is of other authorities. */
      readonly shown: ShownCertificates | null;
    }
  | { readonly kind: 'connect'; readonly authority: string; readonly peer: string } // an HBONE tunnel ends
  | { readonly kind: 'codec' } // Envoy's HTTP codec reads the bytes
  | { readonly kind: 'extAuthz'; readonly provider: string }
  | { readonly kind: 'jwt' }
  | {
      readonly kind: 'rbac';
      readonly action: RbacAction;
      readonly layer: 'HTTP' | 'TCP';
      readonly selects: number;
      readonly matches: number /** The first enforced rule that matched, as Envoy reports it. */;
      readonly rule: RuleRef | null;
      readonly shadow: readonly ShadowVerdict[];
    }
  | { readonly kind: 'inboundRoute'; readonly cluster: string }
  | { readonly kind: 'deliver'; readonly port: number };
export type StepKind = StepDetail['kind'];

export type Step = {
  readonly id: StepId;
  /** The packet as it leaves (or, denied, as it stood before) this step. */
  readonly packet: Packet;
  readonly outcome: Outcome;
  readonly checks: readonly Check[];
} & StepDetail;

export interface Hop {
  readonly at: Place;
  readonly steps: NonEmpty<Step>;
}

/** Why a request was not delivered. Each has a sentence, a symptom and a scenario. */
export const denyCauses = [
  'rbacDenied', // a DENY rule matched
  'rbacNotAllowed', // ALLOW policies exist, none matched
  'extAuthzDenied',
  'extAuthzError',
  'jwtRejected',
  'plaintextRefused', // plaintext meets a mode that needs mTLS
  'noFilterChain', // TLS that no filter chain takes
  'tlsToPlaintext', // TLS meets a server that speaks none
  'serverCertificateRefused', // the client does not accept the server's certificate
  'clientCertificateRefused', // the server does not accept the client's (or got none)
  'serverCertificateExpired',
  'clientCertificateExpired',
  'callerNotReady', // the caller's pod or its proxy waits for istiod
  'serverNotReady', // so does the pod that is dialled
  'notHttp', // bytes that are not HTTP on an HTTP chain
  'badRequest', // HTTP that Envoy's codec refuses
  'blackHole', // REGISTRY_ONLY: BlackHoleCluster
  'blockAll', // REGISTRY_ONLY: direct 502
  'noRoute',
  'redirected',
  'faultInjected',
  'directResponse',
  'clusterMissing', // NC
  'noEndpoints', // UH
  'connectionRefused', // nothing listens
  'connectionTimeout', // the address leads nowhere
  'dnsFailure',
  'networkPolicyDropped',
  'proxyPort', // 15001, 15006: Envoy's own ports
] as const;
export type DenyCause = (typeof denyCauses)[number];

/** Something on the way that Hopwise does not model, or, `answerNotSaid`, an authorizer of which nobody has said what it answers. */
export interface Limitation {
  readonly code: 'kindNotModelled' | 'fieldNotModelled' | 'trafficNotModelled' | 'answerNotSaid';
  readonly resource: ResourceId | null;
  readonly name: string;
}

export type Verdict =
  | { readonly kind: 'allowed'; readonly determining: Determining | null }
  | {
      readonly kind: 'denied';
      readonly cause: DenyCause;
      readonly step: StepId;
      readonly determining: Determining | null;
    }
  | { readonly kind: 'undetermined'; readonly limits: NonEmpty<Limitation>; readonly step: StepId };
export type VerdictKind = Verdict['kind'];

/** What the calling program observes. */
export type CallerView =
  | {
      readonly kind: 'http';
      readonly status: number;
      readonly body: string;
      readonly headers: readonly (readonly [string, string])[];
    }
  | { readonly kind: 'connected' } // TCP: bytes flow
  | { readonly kind: 'closed' } // connected, then closed or reset (timing decides which)
  | { readonly kind: 'tlsError' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'dnsError' }
  | { readonly kind: 'unknown' };

/** One line of a proxy's access log, in path order. */
export interface LogLine {
  readonly proxy: WorkloadId;
  readonly side: 'outbound' | 'inbound' | 'gateway' | 'waypoint';
  readonly log: 'http' | 'tcp' | 'listener' | 'ztunnel';
  readonly status: number | null;
  readonly flags: readonly string[];
  readonly details: string | null;
  /** CONNECTION_TERMINATION_DETAILS */
  readonly connectionTermination: string | null;
  readonly cluster: string | null;
  readonly route: string | null;
  readonly chain: string | null;
}

export interface Trace {
  readonly request: Request;
  readonly hops: NonEmpty<Hop>;
  readonly verdict: Verdict;
  readonly caller: CallerView;
  readonly delivery: Delivery | null;
  readonly logs: readonly LogLine[];
  readonly limits: readonly Limitation[];
}
