import type { Path } from '../../model/resource.ts';
import type { VirtualServiceSpec } from '../../yaml/schema/virtualService.ts';
import { parseAddress, parseCidr } from '../authorization/cidr.ts';
import { covers } from '../hostPatterns.ts';
import { type Finding, finding } from './finding.ts';
import { gatewayNameFindings } from './gatewayNames.ts';
import { isOutboundName, isPort, isWildcardDomain } from './hostNames.ts';
import { instanceLabelFindings } from './labels.ts';
import { destinationsFindings } from './routeDestinations.ts';

type TcpMatch = NonNullable<NonNullable<VirtualServiceSpec['tcp']>[number]['match']>[number];

/** The `tls` and `tcp` routes of a VirtualService. */
export function streamFindings({
  hosts = [],
  gateways = [],
  tls = [],
  tcp = [],
}: VirtualServiceSpec): readonly Finding[] {
  const found: Finding[] = [];
  const meshToo = gateways.includes('mesh');
  for (const [index, { match, route = [] }] of tls.entries()) {
    const path = ['spec', 'tls', index];
    // "TLS route without match, without sniHosts, or SNI not a subset of hosts."
    if (match.length === 0) found.push(finding('tlsMatchMissing', path));
    for (const [at, each] of match.entries()) {
      const place = [...path, 'match', at];
      if (each.sniHosts.length === 0) found.push(finding('sniMissing', place));
      for (const [nth, name] of each.sniHosts.entries())
        found.push(...sniFindings(name, hosts, meshToo, [...place, 'sniHosts', nth]));
      found.push(...matchFindings(each, place));
    }
    found.push(...routeFindings(route, path));
  }
  for (const [index, { match = [], route = [] }] of tcp.entries()) {
    const path = ['spec', 'tcp', index];
    for (const [at, each] of match.entries()) found.push(...matchFindings(each, [...path, 'match', at]));
    found.push(...routeFindings(route, path));
  }
  return found;
}

/** "Route without destination." */
function routeFindings(route: Parameters<typeof destinationsFindings>[0], path: Path): readonly Finding[] {
  const missing = (route ?? []).length === 0 ? [finding('destinationMissing', path)] : [];
  return [...missing, ...destinationsFindings(route, [...path, 'route'])];
}

function sniFindings(name: string, hosts: readonly string[], meshToo: boolean, path: Path): readonly Finding[] {
  if (parseAddress(name) !== null) return [];
  if (!isWildcardDomain(name) && (meshToo || !isOutboundName(name))) return [finding('hostName', path, name)];
  return hosts.some((host) => covers(host, name)) ? [] : [finding('sniOutsideHosts', path, name)];
}

function matchFindings(match: TcpMatch, path: Path): readonly Finding[] {
  const { destinationSubnets = [], port, gateways, sourceLabels } = match;
  const found: Finding[] = [...instanceLabelFindings(sourceLabels, [...path, 'sourceLabels'])];
  for (const [index, subnet] of destinationSubnets.entries()) {
    const range = subnet.includes('/') ? parseCidr(subnet) : parseAddress(subnet);
    if (range === null) found.push(finding('badAddress', [...path, 'destinationSubnets', index], subnet));
  }
  if (port && !isPort(port)) found.push(finding('portRange', [...path, 'port'], String(port)));
  return [...found, ...gatewayNameFindings(gateways, [...path, 'gateways'])];
}
