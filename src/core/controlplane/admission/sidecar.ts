import type { Path } from '../../model/resource.ts';
import type { SidecarSpec } from '../../yaml/schema/sidecar.ts';
import { parseAddress } from '../authorization/cidr.ts';
import type { Admitted } from '../world.ts';
import { poolFindings } from './connectionPool.ts';
import { type Finding, finding } from './finding.ts';
import { isDomain, isLabel, isPort, scopedHostFindings } from './hostNames.ts';
import { selectorLabelFindings } from './labels.ts';
import { isProtocol, isTlsProtocol } from './protocols.ts';
import { isSocketPath } from './socketPath.ts';
import { serverTlsFindings } from './serverTls.ts';

type Ingress = NonNullable<SidecarSpec['ingress']>[number];
type Egress = NonNullable<SidecarSpec['egress']>[number];
type Port = Ingress['port'];

/** Everything for which istiod's webhook refuses a Sidecar (section 13). */
export function sidecarFindings({ spec }: Admitted<SidecarSpec>): readonly Finding[] {
  const { workloadSelector, ingress = [], egress = [], outboundTrafficPolicy, inboundConnectionPool } = spec;
  const selector = selectorLabelFindings(workloadSelector?.labels, ['spec', 'workloadSelector', 'labels']);
  if (selector.length > 0) return selector;
  // "Nothing set at all."
  if (ingress.length + egress.length === 0 && !outboundTrafficPolicy && inboundConnectionPool === undefined)
    return [finding('sidecarEmpty', ['spec'])];
  return [
    ...ingress.flatMap((each, index) => ingressFindings(each, ['spec', 'ingress', index])),
    ...twice(
      ingress.map(({ port }) => port),
      'ingress',
    ),
    ...egress.flatMap((each, index) => egressFindings(each, index === egress.length - 1, ['spec', 'egress', index])),
    ...twice(
      egress.map(({ port }) => port),
      'egress',
    ),
    ...socketsTwice(egress),
    ...policyFindings(outboundTrafficPolicy),
    ...poolFindings(inboundConnectionPool, ['spec', 'inboundConnectionPool']),
  ];
}

/** "Duplicate ports." */
function twice(ports: readonly (Port | undefined)[], list: string): readonly Finding[] {
  return ports.flatMap((port, index) => {
    const number = port?.number ?? 0;
    const before = ports.slice(0, index).some((each) => each?.number === number);
    return number !== 0 && before
      ? [finding('portTwice', ['spec', list, index, 'port', 'number'], String(number))]
      : [];
  });
}

/** "Unix domain socket values for listeners must be unique." */
function socketsTwice(egress: readonly Egress[]): readonly Finding[] {
  const sockets = egress.map(({ port, bind }) => (port && !port.number ? (bind ?? '') : null));
  return sockets.flatMap((bind, index) =>
    bind !== null && sockets.indexOf(bind) < index
      ? [finding('socketTwice', ['spec', 'egress', index, 'bind'], bind)]
      : [],
  );
}

function portFindings(port: Port, bind: string, path: Path, sockets: boolean): readonly Finding[] {
  const { number = 0, protocol = '', name = '', targetPort } = port;
  const found: Finding[] = [];
  if (targetPort) found.push(finding('targetPortUnused', [...path, 'targetPort']));
  if (name !== '' && !isLabel(name)) found.push(finding('portName', [...path, 'name'], name));
  if (protocol !== '' && !isProtocol(protocol)) found.push(finding('protocolUnknown', [...path, 'protocol'], protocol));
  if (number === 0 && sockets) {
    // "Port 0 without UDS bind."
    if (!bind.startsWith('unix://')) found.push(finding('socketMissing', path));
    else if (!isSocketPath(bind)) found.push(finding('socketPath', [...path.slice(0, -1), 'bind'], bind));
    return found;
  }
  if (!isPort(number)) found.push(finding('portRange', [...path, 'number'], String(number)));
  if (bind !== '' && parseAddress(bind) === null) found.push(finding('badBind', [...path.slice(0, -1), 'bind'], bind));
  return found;
}

function egressFindings(
  { hosts, port, bind = '', captureMode }: Egress,
  last: boolean,
  path: Path,
): readonly Finding[] {
  const found: Finding[] = port ? [...portFindings(port, bind, [...path, 'port'], true)] : [];
  // "captureMode must be DEFAULT/NONE for unix domain socket listeners."
  if (port && !port.number && captureMode === 'IPTABLES')
    found.push(finding('socketCapture', [...path, 'captureMode']));
  // "More than one catch-all egress listener or catch-all not last."
  if (!port && !last) found.push(finding('catchAllLast', path));
  // "Egress listener without hosts."
  if (hosts.length === 0) found.push(finding('hostsMissing', [...path, 'hosts']));
  return [...found, ...hosts.flatMap((host, index) => scopedHostFindings(host, [...path, 'hosts', index], 'sidecar'))];
}

function ingressFindings(
  { port, bind = '', defaultEndpoint = '', tls, connectionPool }: Ingress,
  path: Path,
): readonly Finding[] {
  const found: Finding[] = [
    ...portFindings(port, bind, [...path, 'port'], false),
    ...poolFindings(connectionPool, [...path, 'connectionPool']),
  ];
  if (defaultEndpoint !== '' && !isEndpoint(defaultEndpoint))
    found.push(finding('defaultEndpoint', [...path, 'defaultEndpoint'], defaultEndpoint));
  if (!tls) return found;
  const at = [...path, 'tls'];
  // "Ingress tls mode ISTIO_MUTUAL/AUTO_PASSTHROUGH, with SANs, httpsRedirect, credentialName(s)."
  const refused = ['subjectAltNames', 'httpsRedirect', 'credentialName', 'credentialNames', 'tlsCertificates'] as const;
  for (const field of refused) {
    const value = tls[field];
    const given = typeof value === 'boolean' ? value : (value?.length ?? 0) > 0;
    if (given) found.push(finding('ingressTls', [...at, field], field));
  }
  if (tls.mode === 'ISTIO_MUTUAL' || tls.mode === 'AUTO_PASSTHROUGH')
    found.push(finding('ingressTls', [...at, 'mode'], tls.mode));
  // "Or on non-TLS protocol."
  const { protocol = '' } = port;
  if (!isTlsProtocol(protocol)) found.push(finding('tlsOnPlainPort', at, protocol));
  return [...found, ...serverTlsFindings(tls, at)];
}

/** "defaultEndpoint host not 127.0.0.1/0.0.0.0/::1/::/unix/empty." */
function isEndpoint(text: string): boolean {
  if (text.startsWith('unix://')) return isSocketPath(text);
  const parts = /^(127\.0\.0\.1|0\.0\.0\.0|\[::1\]|\[::\]|):(\d+)$/.exec(text);
  return parts !== null && isPort(Number(parts[2]));
}

function policyFindings(policy: SidecarSpec['outboundTrafficPolicy']): readonly Finding[] {
  const { mode, egressProxy } = policy ?? {};
  if (!egressProxy) return [];
  const path = ['spec', 'outboundTrafficPolicy', 'egressProxy'];
  // "egressProxy with mode ≠ ALLOW_ANY."
  if (mode !== 'ALLOW_ANY') return [finding('egressProxyMode', path)];
  const found: Finding[] = [];
  if (!isDomain(egressProxy.host)) found.push(finding('hostName', [...path, 'host'], egressProxy.host));
  if (egressProxy.subset && !isLabel(egressProxy.subset))
    found.push(finding('subsetName', [...path, 'subset'], egressProxy.subset));
  if (!egressProxy.port) found.push(finding('policyPort', path));
  else if (!isPort(egressProxy.port.number ?? 0))
    found.push(finding('portRange', [...path, 'port'], String(egressProxy.port.number ?? 0)));
  return found;
}
