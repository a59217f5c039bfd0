import type { Resource } from '../../model/resource.ts';
import { parseCidr } from '../authorization/cidr.ts';
import type { ServiceEntry } from '../serviceEntry.ts';
import { entryPortFindings } from './entryPorts.ts';
import { exportToFindings } from './exportTo.ts';
import { type Finding, finding } from './finding.ts';
import { isDomain, isWildcardDomain } from './hostNames.ts';
import { selectorLabelFindings } from './labels.ts';
import { isHttpProtocol, isTlsProtocol } from './protocols.ts';
import { namedEndpointFindings, workloadEntryFindings } from './workloadEntry.ts';

type Spec = ServiceEntry['spec'];

const dynamicProtocols: readonly string[] = ['HTTP', 'HTTP2', 'GRPC', 'TLS'];

/** Everything for which istiod's webhook refuses a ServiceEntry (section 13). */
export function serviceEntryFindings({ resource, spec }: ServiceEntry): readonly Finding[] {
  const { endpoints = [], ports = [], workloadSelector, exportTo } = spec;
  const found: Finding[] = [
    ...selectorLabelFindings(workloadSelector?.labels, ['spec', 'workloadSelector', 'labels']),
    ...hostFindings(spec),
    ...addressFindings(spec),
    ...entryPortFindings(ports),
    ...resolutionFindings(spec, resource),
    ...exportToFindings(exportTo, resource.namespace, 'ServiceEntry'),
  ];
  // "Selector together with endpoints."
  if (workloadSelector && endpoints.length > 0) found.push(finding('selectorWithEndpoints', ['spec', 'endpoints']));
  return found;
}

function hostFindings({ hosts, ports = [], endpoints = [], resolution = 'NONE' }: Spec): readonly Finding[] {
  const found: Finding[] = [];
  if (hosts.length === 0) found.push(finding('hostsMissing', ['spec', 'hosts']));
  const lookedUp = (resolution === 'DNS' || resolution === 'DNS_ROUND_ROBIN') && endpoints.length === 0;
  for (const [index, host] of hosts.entries()) {
    const path = ['spec', 'hosts', index];
    // "Host `*`."
    if (host === '*') found.push(finding('hostWildcard', path, host));
    else if (!isWildcardDomain(host)) found.push(finding('hostName', path, host));
    // "DNS without endpoints and wildcard/non-FQDN host; DYNAMIC_DNS with non-wildcard host."
    else if (lookedUp && !isDomain(host)) found.push(finding('dnsWildcard', path, host));
    else if (resolution === 'DYNAMIC_DNS' && !host.startsWith('*')) found.push(finding('dynamicDnsHost', path, host));
  }
  // "Several hosts with a non-HTTP, non-TLS port unless NONE."
  const plain = ports.findIndex(({ protocol = '' }) => !isHttpProtocol(protocol) && !isTlsProtocol(protocol));
  if (resolution !== 'NONE' && hosts.length > 1 && plain >= 0)
    found.push(finding('severalHosts', ['spec', 'ports', plain], ports[plain]?.name));
  return found;
}

function addressFindings({ addresses = [], resolution = 'NONE' }: Spec): readonly Finding[] {
  return addresses.flatMap((address, index) => {
    const path = ['spec', 'addresses', index];
    // "An address is an IP or a CIDR range."
    if (parseCidr(address) === null) return [finding('badAddress', path, address)];
    // "CIDR address with resolution other than NONE or STATIC."
    const fixed = resolution === 'NONE' || resolution === 'STATIC';
    return address.includes('/') && !fixed ? [finding('rangeWithDns', path, address)] : [];
  });
}

function resolutionFindings(spec: Spec, resource: Resource): readonly Finding[] {
  const { endpoints = [], ports = [] } = spec;
  const path = ['spec', 'endpoints'];
  const declared = new Set(ports.map(({ name }) => name));
  switch (spec.resolution ?? 'NONE') {
    case 'NONE':
      // "Endpoints with NONE."
      return endpoints.length > 0 ? [finding('endpointsWithNone', path)] : [];
    case 'STATIC':
      // "STATIC endpoint that is a hostname."
      return endpoints.flatMap((each, index) => workloadEntryFindings(each, [...path, index], declared));
    case 'DNS_ROUND_ROBIN':
    case 'DNS': {
      const found = endpoints.flatMap((each, index) => namedEndpointFindings(each, [...path, index], declared));
      // "DNS_ROUND_ROBIN with more than one endpoint."
      const many = spec.resolution === 'DNS_ROUND_ROBIN' && endpoints.length > 1;
      return many ? [...found, finding('roundRobinEndpoints', path)] : found;
    }
    case 'DYNAMIC_DNS':
      return dynamicFindings(spec, resource);
  }
}

/** "DYNAMIC_DNS with addresses, endpoints, other protocols, or MESH_INTERNAL with use-waypoint." */
function dynamicFindings(spec: Spec, { labels }: Resource): readonly Finding[] {
  const { addresses = [], endpoints = [], ports = [], location } = spec;
  const found: Finding[] = [];
  if (addresses.length > 0) found.push(finding('dynamicDnsAddresses', ['spec', 'addresses']));
  if (endpoints.length > 0) found.push(finding('dynamicDnsAddresses', ['spec', 'endpoints']));
  for (const [index, { protocol = '' }] of ports.entries()) {
    if (!dynamicProtocols.includes(protocol.toUpperCase()))
      found.push(finding('dynamicDnsProtocol', ['spec', 'ports', index, 'protocol'], protocol));
  }
  const waypoint = labels['istio.io/use-waypoint'] ?? '';
  if (location === 'MESH_INTERNAL' && waypoint !== '' && waypoint.toLowerCase() !== 'none')
    found.push(finding('dynamicDnsWaypoint', ['spec', 'location'], waypoint));
  return found;
}
