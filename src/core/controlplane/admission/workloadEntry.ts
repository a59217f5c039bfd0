import type { Path } from '../../model/resource.ts';
import type { WorkloadEntrySpec } from '../../yaml/schema/workloadEntry.ts';
import { parseAddress } from '../authorization/cidr.ts';
import { type Finding, finding } from './finding.ts';
import { isDomain, isLabel, isPort } from './hostNames.ts';
import { instanceLabelFindings } from './labels.ts';
import { isSocketPath } from './socketPath.ts';

type Ports = ReadonlySet<string>;

/**
 * What the webhook asks of a WorkloadEntry, and of an endpoint with STATIC resolution. `declared`: the names of the
 * ServiceEntry's ports; null: it is no part of one, and may be located by a host name.
 */
export function workloadEntryFindings(
  { address = '', network = '', ports, labels }: WorkloadEntrySpec,
  path: Path,
  declared: Ports | null,
): readonly Finding[] {
  const at = [...path, 'address'];
  // "Address is required", unless the endpoint is on another network.
  if (address === '') {
    if (network === '') return [finding('endpointAddress', path)];
    return [...portFindings(ports, path, declared), ...instanceLabelFindings(labels, [...path, 'labels'])];
  }
  const found: Finding[] = [];
  if (address.startsWith('unix://')) {
    if (!isSocketPath(address)) found.push(finding('socketPath', at, address));
    // "A unix endpoint must not include ports; exactly 1 service port required for unix endpoints."
    if (Object.keys(ports ?? {}).length > 0) found.push(finding('socketPorts', [...path, 'ports']));
    if (declared !== null && declared.size !== 1) found.push(finding('socketOnePort', ['spec', 'ports']));
  } else if (parseAddress(address) === null) {
    // "STATIC endpoint that is a hostname."
    if (declared !== null) found.push(finding('staticName', at, address));
    else if (!isDomain(address)) found.push(finding('endpointAddress', at, address));
  }
  return [...found, ...portFindings(ports, path, declared), ...instanceLabelFindings(labels, [...path, 'labels'])];
}

/** An endpoint with DNS resolution: "not a valid FQDN or an IP address" is refused. */
export function namedEndpointFindings(endpoint: WorkloadEntrySpec, path: Path, declared: Ports): readonly Finding[] {
  const { address = '', ports, labels } = endpoint;
  const located = parseAddress(address) !== null || isDomain(address);
  return [
    ...(located ? [] : [finding('endpointAddress', [...path, 'address'], address)]),
    ...portFindings(ports, path, declared),
    ...instanceLabelFindings(labels, [...path, 'labels']),
  ];
}

/** "Endpoint port name not declared", or no port at all. */
function portFindings(ports: WorkloadEntrySpec['ports'], path: Path, declared: Ports | null): readonly Finding[] {
  return Object.entries(ports ?? {}).flatMap(([name, port]) => {
    const at = [...path, 'ports', name];
    const found: Finding[] = [];
    if (declared !== null && !declared.has(name)) found.push(finding('endpointPort', at, name));
    else if (!isLabel(name)) found.push(finding('portName', at, name));
    if (!isPort(port)) found.push(finding('portRange', at, String(port)));
    return found;
  });
}
