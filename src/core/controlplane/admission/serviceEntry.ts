import { parseAddress } from '../authorization/cidr.ts';
import type { ServiceEntry } from '../serviceEntry.ts';
import { type Finding, finding } from './finding.ts';

const dynamicProtocols: readonly string[] = ['HTTP', 'HTTP2', 'GRPC', 'TLS'];

/** Everything for which istiod's webhook refuses a ServiceEntry (section 13). */
export function serviceEntryFindings({ spec }: ServiceEntry): readonly Finding[] {
  const found: Finding[] = [];
  const { hosts, addresses = [], ports = [], endpoints = [], workloadSelector, resolution = 'NONE' } = spec;
  if (hosts.length === 0) found.push(finding('hostsMissing', ['spec', 'hosts']));
  const dns = resolution === 'DNS' || resolution === 'DNS_ROUND_ROBIN';
  for (const [index, host] of hosts.entries()) {
    const path = ['spec', 'hosts', index];
    // "Host `*`."
    if (host === '*') found.push(finding('hostWildcard', path, host));
    // "DNS without endpoints and wildcard host; DYNAMIC_DNS with non-wildcard host."
    else if (host.includes('*') && dns && endpoints.length === 0) found.push(finding('dnsWildcard', path, host));
    else if (resolution === 'DYNAMIC_DNS' && !host.startsWith('*.')) found.push(finding('dynamicDnsHost', path, host));
  }
  // "Selector together with endpoints."
  if (workloadSelector && endpoints.length > 0) found.push(finding('selectorWithEndpoints', ['spec', 'endpoints']));
  // "Endpoints with NONE."
  if (resolution === 'NONE' && endpoints.length > 0) found.push(finding('endpointsWithNone', ['spec', 'endpoints']));
  for (const [index, address] of addresses.entries()) {
    // "CIDR address with resolution other than NONE or STATIC."
    if (address.includes('/') && resolution !== 'NONE' && resolution !== 'STATIC')
      found.push(finding('rangeWithDns', ['spec', 'addresses', index], address));
  }
  for (const [index, { address = '' }] of endpoints.entries()) {
    // "STATIC endpoint that is a hostname."
    if (resolution === 'STATIC' && parseAddress(address) === null && !address.startsWith('unix://'))
      found.push(finding('staticName', ['spec', 'endpoints', index, 'address'], address));
  }
  // "DNS_ROUND_ROBIN with more than one endpoint."
  if (resolution === 'DNS_ROUND_ROBIN' && endpoints.length > 1)
    found.push(finding('roundRobinEndpoints', ['spec', 'endpoints']));
  // "DYNAMIC_DNS with addresses, endpoints, other protocols."
  if (resolution === 'DYNAMIC_DNS') {
    if (addresses.length > 0) found.push(finding('dynamicDnsAddresses', ['spec', 'addresses']));
    if (endpoints.length > 0) found.push(finding('dynamicDnsAddresses', ['spec', 'endpoints']));
    for (const [index, { protocol = '' }] of ports.entries()) {
      if (!dynamicProtocols.includes(protocol.toUpperCase()))
        found.push(finding('dynamicDnsProtocol', ['spec', 'ports', index, 'protocol'], protocol));
    }
  }
  return [...found, ...portFindings(ports, endpoints)];
}

type Spec = ServiceEntry['spec'];

/** "Duplicate port names or numbers; endpoint port name not declared." */
function portFindings(
  ports: NonNullable<Spec['ports']>,
  endpoints: NonNullable<Spec['endpoints']>,
): readonly Finding[] {
  const found: Finding[] = [];
  const seen = new Set<string | number>();
  for (const [index, { number, name }] of ports.entries()) {
    if (number < 1 || number > 65535)
      found.push(finding('portRange', ['spec', 'ports', index, 'number'], String(number)));
    for (const [key, value] of [
      ['number', number],
      ['name', name],
    ] as const) {
      if (seen.has(value)) found.push(finding('portTwice', ['spec', 'ports', index, key], String(value)));
      seen.add(value);
    }
  }
  for (const [index, endpoint] of endpoints.entries()) {
    for (const name of Object.keys(endpoint.ports ?? {})) {
      if (!ports.some((port) => port.name === name))
        found.push(finding('endpointPort', ['spec', 'endpoints', index, 'ports', name], name));
    }
  }
  return found;
}
