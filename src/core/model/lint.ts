import type { DiagnosticCode, Severity } from './diagnostic.ts';
import type { JsonObject, Json } from './json.ts';
import type { Decider } from './proof.ts';
import type { Request } from './request.ts';
import type { Path, ResourceId } from './resource.ts';

/** Every pitfall that is looked for. What each says, why it matters and where to read on stand in `content/locales`. */
export const lintCodes = [
  'kindMisspelt', // args.kind, args.near
  // Which workloads a resource is for
  'selectorMatchesNothing', // args.kind, args.labels, args.where
  'selectorInOtherNamespace', // args.labels, args.where, args.other
  'rootSelectorIgnored', // a PeerAuthentication with a selector in the root namespace
  'rootSelectorEverywhere', // args.namespaces
  // Who enforces it
  'noProxy', // args.kind, args.workload, args.more
  'targetUnknown', // args.kind, args.name, args.where
  'targetWithoutWaypoint', // args.name
  'tokensAtZtunnel', // args.workload
  'notForZtunnel', // args.workload, args.action
  'emptySelectorAtZtunnel', // args.workload
  'ruleLostAtZtunnel', // args.workload, args.field
  'ruleCutAtZtunnel', // args.workload, args.field
  'trustDomainsAtZtunnel', // args.workload, args.action
  // Waypoints and those who go past them
  'waypointUnknown', // args.name, args.where
  'waypointDenies', // args.name, args.where
  'waypointOtherTraffic', // args.name, args.kind
  'waypointShutOut', // args.workload, args.name, args.principal
  'denyBehindWaypoint', // args.workload, args.name, args.field, args.service
  'waypointPassedBy', // args.workload, args.name
  'gatewayPastWaypoint', // args.service, args.name
  'waypointOutsideNetwork', // args.workload, args.name
  'sidecarBeatsAmbient', // args.workload, args.field
  'strictHoleAtZtunnel', // args.workload, args.ports ('' for those that are not named)
  'strictKeptAtZtunnel', // args.workload, args.port
  // What a policy does as a whole
  'allowsNothing',
  'auditsNothing',
  'matchesEverything', // args.action, args.more
  'firstAllow', // args.workload, args.more
  'allowedAnyway', // args.by
  'deniedAnyway', // args.by
  'dryRun', // args.action
  'providerUnknown', // args.provider
  'severalProviders', // args.workload, args.providers
  // Rules of an AuthorizationPolicy
  'ruleCovered', // args.rule, args.by
  'servicePortInRule', // args.port, args.target, args.service
  'portUnused', // args.port, args.workload, args.more
  'ruleLostOnTcp', // args.field, args.ports, args.workload
  'ruleWidenedOnTcp', // args.action, args.field, args.ports, args.workload
  'splitRule', // args.first, args.second
  // Values in rules
  'spiffePrefix', // args.value
  'methodCase', // args.value, args.upper
  'starInside', // args.value
  'pathWithQuery', // args.value
  'pathWithoutSlash', // args.value
  'pathTrailingSlash', // args.value, args.bare
  'templateRefused', // args.value
  'hostWithPort', // args.value, args.bare, args.port
  'hostByPort', // args.value, args.action
  'anyTokenTwice', // args.value
  'issuerAlone', // args.value, args.issuer
  'claimWithDot', // args.name, args.key
  'claimOfWords', // args.value, args.name
  'headerMayBeMissing', // args.name
  // Identities in rules
  'accountUnknown', // args.value, args.namespace, args.account, args.near
  'namespaceUnknown', // args.value
  'namespaceSpill', // args.value
  'trustDomainUnknown', // args.value, args.domain, args.own
  'addressAtWaypoint', // args.field
  'addressFromHeader', // args.field, args.workload
  // Plaintext and tokens
  'denyMissesPlaintext', // args.workload, args.field, args.mode
  'plaintextAdmitted', // args.workload, args.field, args.mode
  'identityNeverThere', // args.workload, args.field, args.mode
  'tokenNotRequired', // args.workload
  'tokenNeverChecked', // args.workload, args.action
  'issuerUnknown', // args.value, args.issuer
  // mTLS of servers
  'portLevelServicePort', // args.port, args.target, args.service
  'peerShadowed', // args.by, args.workload ('' for a whole namespace or the mesh)
  'permissive',
  'disableInAmbient', // args.workload
  'peerAtGateway', // args.workload
  'strictUnderDisable', // args.workload, args.where
  // mTLS of clients
  'clientTlsWithoutMode', // args.mode
  'clientTlsAgainstStrict', // args.mode, args.workload, args.host
  'mutualToPlain', // args.workload, args.host
  'portSettingDropsTls', // args.port, args.mode
  'credentialAtSidecar', // args.credential
  // Hosts and routes
  'hostUnknown', // args.host, args.kind, args.where, args.near
  'destinationRuleOfNobody', // args.host, args.where, args.service
  'subsetEmpty', // args.subset, args.host
  'subsetUnknown', // args.subset, args.host
  'routePortUnknown', // args.port, args.host, args.ports
  'gatewayUnknown', // args.gateway
  'routeUnreachable', // args.rule, args.by
  'virtualServiceSecond', // args.by, args.host
  // The way out
  'sidecarNoFirewall',
  'sidecarEscapesRoot', // args.root
  'sidecarShadowed', // args.by
  'sidecarHostUnknown', // args.host
  'outboundWithoutMode',
  'tcpEntryOpen', // args.port, args.host
  'tcpEntryTakesAll', // args.port, args.host
  'httpOn443', // args.protocol, args.host
  'entrySelectsAsExternal',
  'entryTrustsCaller', // args.host
  // The network
  'ingressShutToo',
  'dnsShut', // args.workload
  'istiodShut', // args.workload, args.root
  'splitPeer', // args.where
  'peerNamespaceUnknown', // args.labels
  'networkServicePort', // args.port, args.target, args.service
  'tunnelShut', // args.workload
] as const;
export type LintCode = (typeof lintCodes)[number];

/**
 * What only all requests together show; it is asked for in the background. args.action, args.why (a `DeadReason`), args.by
 * (`namespace/name`, with a number behind it for a rule, divided by commas), args.more: how many others.
 */
export const provedCodes = [
  'ruleDecidesNothing', // args.rule
  'policyDecidesNothing',
] as const;
export type ProvedCode = (typeof provedCodes)[number];

/** One change of a resource's text. Paths are those of the text as the changes before have left it. */
export type Edit =
  | { readonly op: 'set'; readonly resource: ResourceId; readonly path: Path; readonly value: Json }
  /** Without a path: the whole object. */
  | { readonly op: 'remove'; readonly resource: ResourceId; readonly path: Path }
  | { readonly op: 'rename'; readonly resource: ResourceId; readonly path: Path; readonly to: string }
  /** A new object, at the end of the file of another. */
  | { readonly op: 'add'; readonly beside: ResourceId; readonly manifest: JsonObject };

/** What is wrong, or only surprising, in a resource that Istio takes; and how to mend it. */
export interface Finding {
  readonly code: LintCode;
  readonly severity: Exclude<Severity, 'error'>;
  readonly resource: ResourceId;
  readonly path: Path;
  /** What is marked: the value, or its key where it is the field that is wrong. */
  readonly on: 'value' | 'key';
  readonly args: Readonly<Record<string, string>>;
  /** Changes after which it is gone. None: what is right cannot be known. */
  readonly fix: readonly Edit[];
}

/** What a proof can show of itself. */
export interface ProblemProof {
  /** What decides in the place of what is wrong. */
  readonly by: readonly Decider[];
  /** A request that shows it; null: there is none. */
  readonly witness: Request | null;
}

/** The same for what is proved. */
export interface ProvedFinding extends Omit<Finding, 'code'> {
  readonly code: ProvedCode;
  readonly proof: ProblemProof;
}

/** What is proved of the rules so far. */
export interface DeadRules {
  /** Of so many questions so many are answered. */
  readonly rules: number;
  readonly asked: number;
  readonly problems: readonly Problem[];
}

/** Something to say about the text, with its place and a way to mend it. Lines and columns count from 1. */
export interface Problem {
  readonly code: DiagnosticCode | LintCode | ProvedCode;
  readonly severity: Severity;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly args: Readonly<Record<string, string>>;
  readonly resource: ResourceId | null;
  readonly path: Path;
  readonly fix: readonly Edit[];
  /** Null: the text alone shows it. */
  readonly proof: ProblemProof | null;
}

/** Lines of one file that an edit changes: what they were, and what they become. */
export interface LineChange {
  readonly file: string;
  /** The first changed line, from 1, in the text as it is. */
  readonly line: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}
