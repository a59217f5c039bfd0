import type { Path } from '../../model/resource.ts';
import type { GatewaySpec } from '../../yaml/schema/gateway.ts';
import { parseAddress } from '../authorization/cidr.ts';
import type { Admitted } from '../world.ts';
import { type Finding, finding } from './finding.ts';
import { isLabel, isPort, scopedHostFindings } from './hostNames.ts';
import { isHttpProtocol, isProtocol, isTlsProtocol } from './protocols.ts';
import { serverTlsFindings } from './serverTls.ts';
import { isSocketPath } from './socketPath.ts';

type Server = NonNullable<GatewaySpec['servers']>[number];

/** Everything for which istiod's webhook refuses a Gateway (section 13). */
export function gatewayFindings({ resource, spec }: Admitted<GatewaySpec>): readonly Finding[] {
  const found: Finding[] = [];
  // "Name not a DNS label."
  if (!isLabel(resource.name)) found.push(finding('gatewayName', ['metadata', 'name'], resource.name));
  const servers = spec.servers ?? [];
  if (servers.length === 0) found.push(finding('serversMissing', ['spec']));
  const names = new Set<string>();
  for (const [index, server] of servers.entries()) {
    const path = ['spec', 'servers', index];
    found.push(...serverFindings(server, path));
    const { name } = server.port;
    // "Duplicate port names."
    if (names.has(name)) found.push(finding('portTwice', [...path, 'port', 'name'], name));
    names.add(name);
  }
  return found;
}

function serverFindings(server: Server, path: Path): readonly Finding[] {
  const { hosts, port, bind = '', tls } = server;
  const found: Finding[] = [];
  if (hosts.length === 0) found.push(finding('hostsMissing', [...path, 'hosts']));
  for (const [index, host] of hosts.entries())
    found.push(...scopedHostFindings(host, [...path, 'hosts', index], 'gateway'));
  const portFound = portFindings(port, bind, [...path, 'port']);
  found.push(...portFound);
  found.push(...bindFindings(server, [...path, 'bind']));
  if (tls) found.push(...serverTlsFindings(tls, [...path, 'tls']));
  // Only a port that is sound tells what its TLS should be.
  return portFound.length > 0 ? found : [...found, ...protocolFindings(server, path)];
}

function bindFindings({ bind = '', port }: Server, path: Path): readonly Finding[] {
  if (!bind.startsWith('unix://'))
    return bind === '' || parseAddress(bind) !== null ? [] : [finding('badBind', path, bind)];
  // "Port number must be 0 for unix domain socket."
  const portless = port.number === 0 ? [] : [finding('socketPorts', path)];
  return isSocketPath(bind) ? portless : [...portless, finding('socketPath', path, bind)];
}

function portFindings(port: Server['port'], bind: string, path: Path): readonly Finding[] {
  const found: Finding[] = [];
  // "Unsupported protocol; targetPort; server without port name."
  if (!isProtocol(port.protocol)) found.push(finding('protocolUnknown', [...path, 'protocol'], port.protocol));
  const socket = bind.startsWith('unix://') && port.number === 0;
  if (!socket && !isPort(port.number)) found.push(finding('portRange', [...path, 'number'], String(port.number)));
  if (port.targetPort) found.push(finding('targetPortUnused', [...path, 'targetPort']));
  if (port.name === '') found.push(finding('portName', [...path, 'name']));
  return found;
}

function protocolFindings({ port, tls }: Server, path: Path): readonly Finding[] {
  const { protocol } = port;
  // "HTTPS/TLS port without tls."
  if (isTlsProtocol(protocol)) return tls ? [] : [finding('tlsMissing', path, protocol)];
  if (!tls) return [];
  const { mode = 'PASSTHROUGH', caCertificates, privateKey, serverCertificate } = tls;
  const passes = mode === 'PASSTHROUGH' || mode === 'AUTO_PASSTHROUGH';
  const files = [caCertificates, privateKey, serverCertificate].some(Boolean);
  // "tls on HTTP port other than redirect; tls on TCP port."
  const redirectAlone = isHttpProtocol(protocol) && passes && !files;
  return redirectAlone ? [] : [finding('tlsOnPlainPort', [...path, 'tls'], protocol)];
}
