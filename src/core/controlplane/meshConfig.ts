import { isObject, type JsonObject } from '../model/json.ts';
import { decodeJson } from '../yaml/schema/decode.ts';
import { meshConfig, type MeshConfigSpec } from '../yaml/schema/meshConfig.ts';

export type PathNormalization = 'NONE' | 'BASE' | 'MERGE_SLASHES' | 'DECODE_AND_MERGE_SLASHES';
export type OutboundMode = 'ALLOW_ANY' | 'REGISTRY_ONLY' | 'ALLOW_ANY_DYNAMIC_DNS';

/** The settings of the mesh that decide anything, with Istio's defaults filled in (semantics section 8). */
export interface MeshConfig {
  readonly rootNamespace: string;
  readonly trustDomain: string;
  /** The trust domains that count as "ours": `trustDomain`, then the aliases. Principals of policies are expanded by them. */
  readonly trustDomainBundle: readonly string[];
  /** The trust domains whose identities pass the server's TLS check (5.6): those of `caCertificates` as well. */
  readonly acceptedTrustDomains: readonly string[];
  readonly enableAutoMtls: boolean;
  readonly pathNormalization: PathNormalization;
  readonly outboundTrafficPolicy: OutboundMode;
  readonly inboundTrafficPolicy: 'PASSTHROUGH' | 'LOCALHOST';
  readonly extensionProviders: readonly JsonObject[];
  /** How many entries of X-Forwarded-For gateways trust, from the right. */
  readonly numTrustedProxies: number;
  /** Label selectors of the namespaces that istiod looks at; none: all. */
  readonly discoverySelectors: readonly JsonObject[];
  readonly defaultServiceExportTo: readonly string[];
  readonly defaultVirtualServiceExportTo: readonly string[];
  readonly defaultDestinationRuleExportTo: readonly string[];
}

/** Reads MeshConfig on top of Istio's defaults. A value of the wrong type counts as absent. */
export function readMeshConfig(json: JsonObject): MeshConfig {
  const spec = decodeJson(meshConfig, json, null, []).value ?? {};
  const normalization = spec.pathNormalization?.normalization ?? 'DEFAULT';
  const trustDomain = spec.trustDomain || 'cluster.local';
  const trustDomainBundle = [...new Set([trustDomain, ...(spec.trustDomainAliases ?? [])])];
  return {
    rootNamespace: spec.rootNamespace || 'istio-system',
    trustDomain,
    trustDomainBundle,
    acceptedTrustDomains: [...new Set([...trustDomainBundle, ...(spec.caCertificates ?? []).flatMap(trustDomainsOf)])],
    enableAutoMtls: spec.enableAutoMtls ?? true,
    // "DEFAULT (unset) = BASE."
    pathNormalization: normalization === 'DEFAULT' ? 'BASE' : normalization,
    // "`outboundTrafficPolicy: {}` in MeshConfig replaces the default message: mode 0 = REGISTRY_ONLY."
    outboundTrafficPolicy: spec.outboundTrafficPolicy
      ? (spec.outboundTrafficPolicy.mode ?? 'REGISTRY_ONLY')
      : 'ALLOW_ANY',
    inboundTrafficPolicy: spec.inboundTrafficPolicy?.mode ?? 'PASSTHROUGH',
    numTrustedProxies: Math.max(0, spec.defaultConfig?.gatewayTopology?.numTrustedProxies ?? 0),
    extensionProviders: (spec.extensionProviders ?? []).filter(isObject),
    discoverySelectors: (spec.discoverySelectors ?? []).map(plainSelector),
    defaultServiceExportTo: spec.defaultServiceExportTo ?? ['*'],
    defaultVirtualServiceExportTo: spec.defaultVirtualServiceExportTo ?? ['*'],
    defaultDestinationRuleExportTo: spec.defaultDestinationRuleExportTo ?? ['*'],
  };
}

type Selector = NonNullable<MeshConfigSpec['discoverySelectors']>[number];

function plainSelector({ matchLabels, matchExpressions }: Selector): JsonObject {
  return {
    matchLabels: matchLabels ?? {},
    matchExpressions: (matchExpressions ?? []).map(({ key, operator, values }) => ({
      key: key ?? '',
      operator: operator ?? '',
      values: values ?? [],
    })),
  };
}

function trustDomainsOf(certificate: unknown): readonly string[] {
  if (typeof certificate !== 'object' || certificate === null || !('trustDomains' in certificate)) return [];
  const { trustDomains } = certificate;
  return Array.isArray(trustDomains) ? trustDomains.filter((domain) => typeof domain === 'string') : [];
}
