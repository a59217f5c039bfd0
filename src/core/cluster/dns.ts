import { isIPv4, isIPv6, outsideAddress } from './addresses.ts';
import { selects } from './endpoints.ts';
import { numberAt, objectAt, textAt } from './fields.ts';
import { hostnameOf } from './services.ts';
import type { Cluster, Service, Workload } from './types.ts';

/** What a name means to a pod. */
export type Resolution =
  | { readonly kind: 'service'; readonly service: Service }
  | { readonly kind: 'podOfHeadless'; readonly service: Service; readonly workload: Workload }
  | { readonly kind: 'address'; readonly ip: string }
  | { readonly kind: 'external'; readonly ip: string; readonly host: string }
  | { readonly kind: 'notFound' };

const clusterDomain = 'cluster.local';
/** "A pod's resolver follows a chain of aliases", but not for ever. */
const maxAliases = 8;

/** Who is asked before the cluster's DNS: the address of a name, null where it does not know it. */
export type Agent = (name: string) => string | null;

const nobody: Agent = () => null;

/** Resolves a name as the resolver of a pod in a namespace does: search path, cluster DNS, then the outside. */
export function resolveName(cluster: Cluster, host: string, fromNamespace: string, agent = nobody): Resolution {
  return resolve(cluster, host, fromNamespace, agent, maxAliases);
}

function resolve(cluster: Cluster, host: string, namespace: string, agent: Agent, aliases: number): Resolution {
  const lower = host.toLowerCase();
  if (isIPv4(lower) || isIPv6(lower)) return { kind: 'address', ip: lower };
  // Every pod's /etc/hosts has it; the resolver looks there first.
  if (lower === 'localhost') return { kind: 'address', ip: '127.0.0.1' };
  const absolute = lower.endsWith('.');
  const name = absolute ? lower.slice(0, -1) : lower;
  for (const candidate of absolute ? [name] : searchPath(name, namespace)) {
    // "The expanded host is answered with a CNAME to the host itself" (istio `pkg/dns/client`): of the first search domain alone.
    const ip = agent(candidate) ?? agent(withoutEnd(candidate, `.${namespace}.svc.${clusterDomain}`));
    if (ip !== null) return { kind: 'address', ip };
    const found = inCluster(cluster, candidate);
    if (found?.kind === 'service' && found.service.externalName !== null) {
      return aliases === 0
        ? { kind: 'notFound' }
        : resolve(cluster, `${found.service.externalName}.`, namespace, nobody, aliases - 1);
    }
    if (found !== null) return found;
  }
  return outside(cluster, name);
}

function withoutEnd(text: string, end: string): string {
  return text.endsWith(end) ? text.slice(0, -end.length) : text;
}

/** "search NAMESPACE.svc.cluster.local svc.cluster.local cluster.local, ndots:5": names with fewer dots try it first. */
function searchPath(name: string, namespace: string): readonly string[] {
  const searched = [`${namespace}.svc.${clusterDomain}`, `svc.${clusterDomain}`, clusterDomain].map(
    (suffix) => `${name}.${suffix}`,
  );
  return name.split('.').length - 1 < 5 ? [...searched, name] : [name, ...searched];
}

function inCluster(cluster: Cluster, name: string): Resolution | null {
  const suffix = `.svc.${clusterDomain}`;
  if (!name.endsWith(suffix)) return null;
  const labels = name.slice(0, -suffix.length).split('.');
  const [first = '', second = '', third] = labels;
  if (labels.length === 2) {
    const service = cluster.services.get(hostnameOf(first, second));
    return service === undefined ? null : { kind: 'service', service };
  }
  const service =
    third === undefined || labels.length > 3 ? undefined : cluster.services.get(hostnameOf(second, third));
  const workload = service?.headless === true ? podNamed(cluster, service, first) : undefined;
  return service === undefined || workload === undefined ? null : { kind: 'podOfHeadless', service, workload };
}

/** "A pod with hostname and subdomain has a name under the headless service of the subdomain's name". */
function podNamed(cluster: Cluster, service: Service, hostname: string): Workload | undefined {
  return [...cluster.workloads.values()].find(
    (workload) => selects(service, workload) && workload.running && hasHostname(workload, service, hostname),
  );
}

function hasHostname({ kind, name, resource, podPath }: Workload, service: Service, hostname: string): boolean {
  const spec = objectAt(resource.body, ...podPath, 'spec');
  if (kind === 'StatefulSet' && resource.kind === 'StatefulSet') {
    // "The pods of a StatefulSet are NAME-0, NAME-1 …, under the service it names".
    const ordinal = hostname.startsWith(`${name}-`) ? hostname.slice(name.length + 1) : '';
    const replicas = numberAt(resource.body, 'spec', 'replicas') ?? 1;
    const governed = textAt(resource.body, 'spec', 'serviceName') === service.name;
    return governed && /^(?:0|[1-9]\d*)$/.test(ordinal) && Number(ordinal) < replicas;
  }
  if (textAt(spec, 'subdomain') !== service.name) return false;
  return (textAt(spec, 'hostname') ?? (resource.kind === 'Pod' ? resource.name : '')) === hostname;
}

function outside(cluster: Cluster, host: string): Resolution {
  const known = Object.hasOwn(cluster.dns, host) ? cluster.dns[host] : undefined;
  if (known !== undefined) return { kind: 'external', ip: known, host };
  if (cluster.outsideNames === 'fixed' || !mayExist(cluster, host)) return { kind: 'notFound' };
  return { kind: 'external', ip: outsideAddress(host), host };
}

/** Endings that never are the outside's: the cluster's own, and those of RFC 2606 and 6762. */
const insideEndings: ReadonlySet<string> = new Set(['svc', 'cluster', 'local', 'localhost', 'invalid']);

/** Whether a name looks like one of the outside: it has a dot and a top-level domain, and nothing of the cluster in it. */
function mayExist(cluster: Cluster, host: string): boolean {
  const labels = host.split('.');
  const last = labels.at(-1) ?? '';
  if (labels.length < 2 || labels.some((label) => !/^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label)))
    return false;
  if (!/^(?:[a-z]{2,}|xn--.+)$/.test(last) || insideEndings.has(last) || cluster.namespaces.has(last)) return false;
  const ofHeadless = [...cluster.services.values()].some(({ headless, name }) => headless && name === last);
  return !(labels.length === 2 && ofHeadless);
}
