import type { Path } from '../../model/resource.ts';
import type { DestinationRuleSpec } from '../../yaml/schema/destinationRule.ts';
import type { Admitted } from '../world.ts';
import { parseAddress } from '../authorization/cidr.ts';
import { clientTlsFindings, type TrafficPolicy } from './clientTls.ts';
import { limitFindings } from './connectionPool.ts';
import { exportToFindings } from './exportTo.ts';
import { type Finding, finding } from './finding.ts';
import { isDomain, isLabel, isPort, isWildcardDomain } from './hostNames.ts';
import { instanceLabelFindings, selectorLabelFindings } from './labels.ts';
import { loadBalancerFindings } from './loadBalancer.ts';

/** Everything for which istiod's webhook refuses a DestinationRule (section 13). */
export function destinationRuleFindings({ resource, spec }: Admitted<DestinationRuleSpec>): readonly Finding[] {
  const { namespace } = resource;
  const { host, trafficPolicy, subsets = [], exportTo, workloadSelector } = spec;
  const found: Finding[] = [];
  // "Bad host."
  if (!isWildcardDomain(host)) found.push(finding('hostName', ['spec', 'host'], host));
  found.push(...policyFindings(trafficPolicy, ['spec', 'trafficPolicy'], namespace));
  const names = new Set<string>();
  for (const [index, subset] of subsets.entries()) {
    const path = ['spec', 'subsets', index];
    // "Duplicate subset names."
    if (names.has(subset.name)) found.push(finding('subsetTwice', [...path, 'name'], subset.name));
    names.add(subset.name);
    found.push(...instanceLabelFindings(subset.labels, [...path, 'labels']));
    if (!isLabel(subset.name)) found.push(finding('subsetName', [...path, 'name'], subset.name));
    found.push(...policyFindings(subset.trafficPolicy, [...path, 'trafficPolicy'], namespace));
  }
  // "Selector DR exporting beyond its namespace."
  found.push(...exportToFindings(exportTo, namespace, workloadSelector ? 'selectedRule' : 'other'));
  return [
    ...found,
    ...selectorLabelFindings(workloadSelector?.matchLabels, ['spec', 'workloadSelector', 'matchLabels']),
  ];
}

function policyFindings(policy: TrafficPolicy | undefined, path: Path, namespace: string): readonly Finding[] {
  if (!policy) return [];
  // "Empty trafficPolicy."
  if (Object.values(policy).every(isUnset)) return [finding('policyEmpty', path)];
  // "tunnel + proxyProtocol."
  if (policy.tunnel && policy.proxyProtocol) return [finding('tunnelWithProxyProtocol', path)];
  const found = [...settingFindings(policy, path, namespace)];
  for (const [index, { port, ...settings }] of (policy.portLevelSettings ?? []).entries()) {
    const at = [...path, 'portLevelSettings', index];
    // "Port policy without port or without any field."
    if (!port) found.push(finding('policyPort', at));
    if (Object.values(settings).every(isUnset)) found.push(finding('policyEmpty', at));
    found.push(...settingFindings(settings, at, namespace));
  }
  return [...found, ...tunnelFindings(policy.tunnel, [...path, 'tunnel'])];
}

/** What may be set for all ports, and for one. */
function settingFindings(policy: TrafficPolicy, path: Path, namespace: string): readonly Finding[] {
  return [
    ...clientTlsFindings(policy.tls, [...path, 'tls'], namespace),
    ...limitFindings(policy, path),
    ...loadBalancerFindings(policy.loadBalancer, [...path, 'loadBalancer']),
  ];
}

/** An empty list is as one that is not there. */
function isUnset(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

function tunnelFindings(tunnel: TrafficPolicy['tunnel'], path: Path): readonly Finding[] {
  if (!tunnel) return [];
  const { protocol = '', targetHost, targetPort } = tunnel;
  const found: Finding[] = [];
  if (!['', 'CONNECT', 'POST'].includes(protocol))
    found.push(finding('tunnelProtocol', [...path, 'protocol'], protocol));
  if (!isDomain(targetHost) && parseAddress(targetHost) === null)
    found.push(finding('hostName', [...path, 'targetHost'], targetHost));
  if (!isPort(targetPort)) found.push(finding('portRange', [...path, 'targetPort'], String(targetPort)));
  return found;
}
