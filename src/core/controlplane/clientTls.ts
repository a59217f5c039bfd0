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
    tls: ofCluster(rule.trafficPolicy, ofSubset, servicePort, 'tls'),
    endpointMode: endpointMode(ofSubset, servicePort) ?? endpointMode(rule.trafficPolicy, servicePort),
  };
}

/** "ORIGINAL_DST: loadBalancer PASSTHROUGH" (3.9c), for a service port and a subset. */
export function passesThrough(rule: EffectiveRule | null, subset: string | null, servicePort: number): boolean {
  const found = rule?.subsets.find((entry) => entry.name === subset)?.trafficPolicy ?? null;
  const balancer = ofCluster(rule?.trafficPolicy ?? null, found, servicePort, 'loadBalancer');
  return balancer?.value.simple === 'PASSTHROUGH';
}

/** A part of the policy for a service port and a subset (istio `util.go` MergeSubsetTrafficPolicy). */
function ofCluster<Part extends 'tls' | 'loadBalancer'>(
  top: Placed<TrafficPolicy> | null,
  subset: Placed<TrafficPolicy> | null,
  port: number,
  part: Part,
): Placed<NonNullable<TrafficPolicy[Part]>> | null {
  const subsetEntry = portEntry(subset, port, part);
  // "A subset port-level entry replaces tls even with nothing."
  if (subsetEntry) return subsetEntry.part;
  // "Subset tls overrides."
  const own = subset?.value[part];
  if (subset && own) return { value: own, source: at(subset.source, part) };
  const entry = portEntry(top, port, part);
  // "A matching portLevelSettings entry replaces the whole policy: its missing tls is not inherited."
  if (entry) return entry.part;
  const general = top?.value[part];
  return top && general ? { value: general, source: at(top.source, part) } : null;
}

function endpointMode(policy: Placed<TrafficPolicy> | null, port: number): TlsMode | null {
  const tls = portEntry(policy, port, 'tls')?.part?.value ?? policy?.value.tls;
  return tls ? tlsModeOf(tls) : null;
}

function portEntry<Part extends 'tls' | 'loadBalancer'>(
  policy: Placed<TrafficPolicy> | null,
  port: number,
  part: Part,
): { readonly part: Placed<NonNullable<TrafficPolicy[Part]>> | null } | null {
  const settings = policy?.value.portLevelSettings ?? [];
  const index = settings.findIndex((setting) => setting.port?.number === port);
  const entry = settings[index];
  if (!policy || !entry) return null;
  const source = at(policy.source, 'portLevelSettings', index, part);
  const own: TrafficPolicy[Part] = entry[part];
  return { part: own ? { value: own, source } : null };
}

function at(source: SourceRef, ...more: (string | number)[]): SourceRef {
  return { resource: source.resource, path: [...source.path, ...more] };
}
