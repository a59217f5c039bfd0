import { isObject, type Json, type JsonObject } from '../model/json.ts';
import { decodeJson } from '../yaml/schema/decode.ts';
import { parseDuration } from '../yaml/schema/duration.ts';
import type { ProxyConfigSpec } from '../yaml/schema/proxyConfig.ts';
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
  /** Of routes that say nothing of retries; null: the usual ones. */
  readonly defaultHttpRetryPolicy: NonNullable<MeshConfigSpec['defaultHttpRetryPolicy']> | null;
  /** ProxyConfig of every proxy, as far as its pod says nothing else. */
  readonly defaultConfig: ProxyConfigSpec;
  /** How long certificates are valid that agents ask for, in seconds. */
  readonly certificateLifetime: number;
  /** The part of its lifetime that a certificate still has when the agent asks for the next. */
  readonly certificateGrace: number;
  /** Label selectors of the namespaces that istiod looks at; none: all. */
  readonly discoverySelectors: readonly JsonObject[];
  /** Proxies to which `serviceEntryVisibility` may hide a ServiceEntry. */
  readonly entriesHidden: 'fromNone' | 'fromAmbient' | 'fromAll';
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
    defaultConfig: spec.defaultConfig ?? {},
    ...rotationOf(spec.defaultConfig?.proxyMetadata ?? {}),
    extensionProviders: (spec.extensionProviders ?? []).filter(isObject),
    defaultHttpRetryPolicy: spec.defaultHttpRetryPolicy ?? null,
    discoverySelectors: (spec.discoverySelectors ?? []).map(plainSelector),
    entriesHidden: hidingFrom(spec.serviceEntryVisibility),
    defaultServiceExportTo: spec.defaultServiceExportTo ?? ['*'],
    defaultVirtualServiceExportTo: spec.defaultVirtualServiceExportTo ?? ['*'],
    defaultDestinationRuleExportTo: spec.defaultDestinationRuleExportTo ?? ['*'],
  };
}

/** "Honoured by ambient always, by sidecars only with `applyToSidecars: true`" (4.16). */
function hidingFrom(visibility: Json | undefined): MeshConfig['entriesHidden'] {
  if (!isObject(visibility)) return 'fromNone';
  return visibility['applyToSidecars'] === true ? 'fromAll' : 'fromAmbient';
}

const day = 86_400;

/** "SECRET_TTL, default 24 h; SECRET_GRACE_PERIOD_RATIO, default 0.5" (1.6, 1.7): the agent's environment. */
function rotationOf(
  metadata: Readonly<Record<string, string>>,
): Pick<MeshConfig, 'certificateLifetime' | 'certificateGrace'> {
  const lifetime = parseDuration(metadata['SECRET_TTL'] ?? '');
  const grace = Number(metadata['SECRET_GRACE_PERIOD_RATIO'] ?? '0.5');
  return {
    certificateLifetime: lifetime === null || lifetime < 1000 ? day : Math.round(lifetime / 1000),
    // "Clamped to 0 … 1" (istio `rotateTime`).
    certificateGrace: Number.isNaN(grace) ? 0.5 : Math.min(1, Math.max(0, grace)),
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
