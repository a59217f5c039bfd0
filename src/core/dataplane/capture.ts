import { objectAt, objectsAt, valueAt } from '../cluster/fields.ts';
import type { Workload } from '../cluster/types.ts';
import { hbonePort, takesHbone } from '../controlplane/ambient/tunnels.ts';
import { cidrContains, parseAddress, parseCidr } from '../controlplane/authorization/cidr.ts';
import { type BypassKey, note } from '../model/note.ts';
import { onceEach } from '../model/onceEach.ts';
import type { Path } from '../model/resource.ts';
import type { Check, Term } from '../model/trace.ts';

/** "Ports 15020, 15021 and 15090 are not intercepted at all" (1.9, 9.4). */
const neverCaptured: readonly number[] = [15020, 15021, 15090];

/** Where iptables hand outgoing connections to (9.3). */
export const outboundListenPort = 15001;

/** "Proxy UID/GID 1337 → RETURN" (9.3). */
const proxyUser = 1337;

/** Where iptables hand incoming connections to: whoever dials it meets a chain that leads to BlackHoleCluster (2.11). */
export const inboundListenPort = 15006;

/** Why a pod's iptables do not hand an incoming connection to its sidecar; null: they do (9.4). */
export function inboundBypass(server: Workload, port: number): Check | null {
  // "All TCP ports except 15008 (RETURN, served directly)" (9.4): it is the tunnel's, or nobody's.
  const served = port !== hbonePort || takesHbone(server);
  if (neverCaptured.includes(port) || !served)
    return bypass('capture.agentPort', 'port', null, value(port), value(port));
  const include = annotation(server, 'includeInboundPorts');
  // "Only includeInboundPorts; empty captures nothing."
  if (include !== null && include.text !== '*') {
    if (ports(include.text).includes(port)) return null;
    return bypass('capture.notIncluded', include.name, source(server, include.path), list(include.text), value(port));
  }
  return excludedPort(server, 'excludeInboundPorts', port);
}

/** Why a pod's iptables do not hand an outgoing connection to its sidecar; null: they do (9.3). */
export function outboundBypass(client: Workload, ip: string, port: number): Check | null {
  const excluded = excludedPort(client, 'excludeOutboundPorts', port);
  if (excluded !== null) return excluded;
  // "App running as UID 1337 (or GID) bypasses outbound capture entirely" (9.5).
  const user = proxyUserOf(client).at;
  if (user !== null)
    return bypass('capture.proxyUser', user.name, source(client, user.path), value(proxyUser), value(proxyUser));
  const ranges = annotation(client, 'excludeOutboundIPRanges');
  if (ranges !== null && inRanges(ranges.text, ip))
    return bypass('capture.excludedRange', ranges.name, source(client, ranges.path), list(ranges.text), value(ip));
  const include = annotation(client, 'includeOutboundIPRanges');
  if (include === null || include.text === '*' || inRanges(include.text, ip)) return null;
  if (ports(annotation(client, 'includeOutboundPorts')?.text ?? '').includes(port)) return null;
  return bypass('capture.notIncluded', include.name, source(client, include.path), list(include.text), value(ip));
}

function excludedPort(workload: Workload, name: string, port: number): Check | null {
  const exclude = annotation(workload, name);
  if (exclude === null || !ports(exclude.text).includes(port)) return null;
  return bypass('capture.excludedPort', name, source(workload, exclude.path), list(exclude.text), value(port));
}

/** Where a pod says that its application runs as the proxy's user or group; a container's word beats the pod's. */
const proxyUserOf = onceEach(({ resource, podPath }: Workload): { readonly at: Setting | null } => {
  const spec = objectAt(resource.body, ...podPath, 'spec');
  const containers = objectsAt(spec, 'containers');
  const first = containers.findIndex(({ name }) => name !== 'istio-proxy');
  for (const name of ['runAsUser', 'runAsGroup']) {
    const own = valueAt(containers[first], ['securityContext', name]);
    const given = own ?? valueAt(spec, ['securityContext', name]);
    const path = own === undefined ? ['securityContext', name] : ['containers', first, 'securityContext', name];
    if (given === proxyUser) return { at: { name, path: ['spec', ...path] } };
  }
  return { at: null };
});

interface Setting {
  readonly name: string;
  /** Inside the pod. */
  readonly path: Path;
}

interface Annotation extends Setting {
  readonly text: string;
}

function annotation(workload: Workload, name: string): Annotation | null {
  const key = `traffic.sidecar.istio.io/${name}`;
  const text = workload.annotations[key];
  return text === undefined ? null : { name, text, path: ['metadata', 'annotations', key] };
}

export const source = ({ resource, podPath }: Workload, path: Path) => ({
  resource: resource.id,
  path: [...podPath, ...path],
});
export const value = (given: string | number): Term => ({ kind: 'value', value: String(given) });
const list = (text: string): Term => {
  const values = entries(text);
  return values.length === 0 ? { kind: 'none' } : { kind: 'values', values };
};

/** Why the sidecar does not get a connection. */
export function bypass(key: BypassKey, name: string, at: Check['source'], expected: Term, actual: Term): Check {
  return { kind: 'capture', name, source: at, matched: true, expected, actual, children: [], note: note(key, {}) };
}

function entries(text: string): readonly string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

function ports(text: string): readonly number[] {
  return entries(text)
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number);
}

function inRanges(text: string, ip: string): boolean {
  const address = parseAddress(ip);
  return entries(text).some((entry) => {
    const cidr = parseCidr(entry);
    return cidr !== null && address !== null && cidrContains(cidr, address);
  });
}
