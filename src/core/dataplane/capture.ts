import { numberAt, objectsAt } from '../cluster/fields.ts';
import { podOf } from '../cluster/pod.ts';
import type { Workload } from '../cluster/types.ts';
import { cidrContains, parseAddress, parseCidr } from '../controlplane/authorization/cidr.ts';

/** "Ports 15020, 15021 and 15090 are not intercepted at all" (1.9, 9.4). */
const neverCaptured: readonly number[] = [15020, 15021, 15090];

const proxyId = 1337;

/** Whether a pod's iptables hand an incoming connection to its sidecar (9.4). */
export function isCaptured(server: Workload, port: number): boolean {
  if (neverCaptured.includes(port)) return false;
  const include = server.annotations['traffic.sidecar.istio.io/includeInboundPorts'];
  // "Only includeInboundPorts; empty captures nothing."
  if (include !== undefined && include !== '*') return ports(include).includes(port);
  return !ports(server.annotations['traffic.sidecar.istio.io/excludeInboundPorts']).includes(port);
}

/** Whether a pod's iptables hand an outgoing connection to its sidecar (9.3). */
export function isCapturedOutbound(client: Workload, ip: string, port: number): boolean {
  // "Localhost and own-pod-IP calls: not captured, no policy."
  if (ip === client.ip || ip.startsWith('127.')) return false;
  if (runsAsProxy(client)) return false;
  const annotation = (name: string): string | undefined => client.annotations[`traffic.sidecar.istio.io/${name}`];
  if (ports(annotation('excludeOutboundPorts')).includes(port)) return false;
  if (inRanges(annotation('excludeOutboundIPRanges'), ip)) return false;
  if (ports(annotation('includeOutboundPorts')).includes(port)) return true;
  const include = annotation('includeOutboundIPRanges');
  return include === undefined || include === '*' || inRanges(include, ip);
}

/** "App running as UID 1337 (or GID) bypasses outbound capture entirely" (9.5). */
function runsAsProxy(client: Workload): boolean {
  const { spec } = podOf(client.resource);
  const [application] = objectsAt(spec, 'containers').filter(({ name }) => name !== 'istio-proxy');
  // "SecurityContext of a container takes precedence over that of the pod."
  return ['runAsUser', 'runAsGroup'].some((field) => {
    const own = application === undefined ? null : numberAt(application, 'securityContext', field);
    return (own ?? numberAt(spec, 'securityContext', field)) === proxyId;
  });
}

function ports(list: string | undefined): readonly number[] {
  if (list === undefined) return [];
  return list
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number);
}

function inRanges(list: string | undefined, ip: string): boolean {
  if (list === undefined) return false;
  const address = parseAddress(ip);
  return list.split(',').some((entry) => {
    const cidr = parseCidr(entry.trim());
    return cidr !== null && address !== null && cidrContains(cidr, address);
  });
}
