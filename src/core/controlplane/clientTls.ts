import type { SourceRef } from '../model/resource.ts';
import type { ClientTls, EffectiveRule, Placed, TrafficPolicy } from './destinationRule.ts';

export type TlsMode = 'DISABLE' | 'SIMPLE' | 'MUTUAL' | 'ISTIO_MUTUAL';

/** What a DestinationRule says about encryption for one port and subset. */
export interface RuleTls {
  /** Null: it says nothing, automatic mTLS decides. */
  readonly tls: Placed<ClientTls> | null;
  /** What the endpoint side reads: it falls back to the top level where a port entry has no `tls` (3.5). */
  readonly endpointMode: TlsMode | null;
}

/** "`tls: {}` or `tls` without `mode` = enum 0 = DISABLE" (3.6). */
export function tlsModeOf(tls: ClientTls): TlsMode {
  return tls.mode ?? 'DISABLE';
}

/** The TLS settings for a service port and a subset (3.5). */
export function ruleTls(rule: EffectiveRule | null, subset: string | null, servicePort: number): RuleTls {
  if (rule === null) return { tls: null, endpointMode: null };
  const found = subset === null ? undefined : rule.subsets.find((entry) => entry.name === subset);
  const ofSubset = found?.trafficPolicy ?? null;
  return {
    tls: clusterTls(rule.trafficPolicy, ofSubset, servicePort),
    endpointMode: endpointMode(ofSubset, servicePort) ?? endpointMode(rule.trafficPolicy, servicePort),
  };
}

function clusterTls(
  top: Placed<TrafficPolicy> | null,
  subset: Placed<TrafficPolicy> | null,
  port: number,
): Placed<ClientTls> | null {
  const subsetEntry = portEntry(subset, port);
  // "A subset port-level entry replaces tls even with nothing."
  if (subsetEntry) return subsetEntry.tls;
  // "Subset tls overrides."
  if (subset?.value.tls) return { value: subset.value.tls, source: at(subset.source, 'tls') };
  const entry = portEntry(top, port);
  // "A matching portLevelSettings entry replaces the whole policy: its missing tls is not inherited."
  if (entry) return entry.tls;
  return top?.value.tls ? { value: top.value.tls, source: at(top.source, 'tls') } : null;
}

function endpointMode(policy: Placed<TrafficPolicy> | null, port: number): TlsMode | null {
  const tls = portEntry(policy, port)?.tls?.value ?? policy?.value.tls;
  return tls ? tlsModeOf(tls) : null;
}

function portEntry(
  policy: Placed<TrafficPolicy> | null,
  port: number,
): { readonly tls: Placed<ClientTls> | null } | null {
  const settings = policy?.value.portLevelSettings ?? [];
  const index = settings.findIndex((setting) => setting.port?.number === port);
  const entry = settings[index];
  if (!policy || !entry) return null;
  const source = at(policy.source, 'portLevelSettings', index, 'tls');
  return { tls: entry.tls ? { value: entry.tls, source } : null };
}

function at(source: SourceRef, ...more: (string | number)[]): SourceRef {
  return { resource: source.resource, path: [...source.path, ...more] };
}
