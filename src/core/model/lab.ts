import type { Expectation } from './lesson.ts';
import type { NodeId } from './overview.ts';
import type { Request } from './request.ts';
import type { HopwiseDocument } from './scenario.ts';

/** Every mistake that a lab can be about. What each is, and how it is found, is said in `content/locales`. */
export const pitfallCodes = [
  // Which workloads a policy is for
  'selectorTypo',
  'policyInCallersNamespace',
  'denyWithoutSelector',
  'emptyPolicyLeft',
  'firstAllow',
  // Whom it names
  'spiffePrefix',
  'wrongNamespaceInPrincipal',
  'accountTypo',
  'trustDomainWrong',
  'starInside',
  // What it asks of a request
  'methodCase',
  'methodForgotten',
  'trailingSlash',
  'pathWithoutSlash',
  'pathWithoutStar',
  'pathWithQuery',
  'servicePortInRule',
  'hostWithPort',
  'httpRuleOnTcp',
  // How rules and policies come together
  'extraDash',
  'denyTooWide',
  'dryRunLeftOn',
  'actionForgotten',
  // mTLS
  'portByService',
  'wrongRootNamespace',
  'selectorInRoot',
  'exceptionLeft',
  'destinationRuleDisable',
  'emptyTls',
  'subjectAltNameWrong',
  'noSidecar',
  'portNamedTcp',
  // Tokens
  'issuerSlash',
  'audienceWrong',
  'claimMisspelt',
  'issuerAlone',
  'notRequired',
  // The way out
  'sidecarHosts',
  'exportToOwn',
  'serviceEntryProtocol',
  'scopeForgetsOutside',
  // The network
  'networkWithoutDns',
  'networkServicePort',
  'networkLabel',
  // Whom a proxy asks
  'providerMissing',
  'customTooWide',
  // Ambient mode
  'noWaypoint',
  'waypointForWorkloads',
  'targetTypo',
  'ztunnelReadsNoHttp',
  'ambientException',
  // The front door
  'gatewaySelector',
  'gatewayHost',
  'routeForMeshOnly',
  'gatewayWithoutNamespace',
  'gatewayPolicyElsewhere',
] as const;
export type PitfallCode = (typeof pitfallCodes)[number];

/** What undoes it: a value is written, a field is written or taken out, a resource goes. */
export type LabFix = 'set' | 'add' | 'remove' | 'delete';

/** One mistake in one resource. */
export interface LabFault {
  readonly pitfall: PitfallCode;
  readonly kind: string;
  /** Empty for none. */
  readonly namespace: string;
  readonly name: string;
  /** `spec.rules[0].from`, as people write paths; empty where it is about the whole resource. */
  readonly field: string;
  readonly fix: LabFix;
  /** As YAML on one line; empty where there is none. */
  readonly good: string;
  readonly bad: string;
}

/** What is seen of it: flows of one server or of one caller, all of which end in the other way than they should. */
export interface LabSymptom {
  readonly change: 'opened' | 'closed';
  readonly at: 'server' | 'caller';
  readonly node: NodeId;
}

/** A request, with how it must end. */
export interface LabGoal {
  readonly request: Request;
  readonly expects: Expectation;
}

/** A mesh with one mistake, made from a number. */
export interface Lab {
  readonly seed: number;
  readonly fault: LabFault;
  readonly symptom: LabSymptom;
  readonly start: HopwiseDocument;
  readonly solution: HopwiseDocument;
  /** The first one is the one that somebody complains about. */
  readonly goals: readonly [LabGoal, ...LabGoal[]];
}
