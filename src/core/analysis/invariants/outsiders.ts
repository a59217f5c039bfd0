import { targetPortOf } from '../../cluster/services.ts';
import type { Service, Workload } from '../../cluster/types.ts';
import { type GatewayServer, mergedServers } from '../../controlplane/gateway/servers.ts';
import type { World } from '../../controlplane/world.ts';
import { isObject, type Json } from '../../model/json.ts';
import type { Request } from '../../model/request.ts';

/** As many paths as are asked of one host of a gateway. */
const most = 16;

/** Everything that somebody outside the cluster can ask the gateways: each port and host, and the paths that anything names. */
export function outsideRequests(world: World): readonly Request[] {
  const paths = namedPaths(world);
  const hosts = namedHosts(world);
  return [...world.cluster.workloads.values()].filter(isGateway).flatMap((gateway) => {
    const servers = mergedServers(world, gateway);
    return world.cluster.servicesOf(gateway.id).flatMap((service) =>
      service.ports.flatMap((port) => {
        const listener = port.protocol === 'TCP' ? targetPortOf(port, gateway) : null;
        const known = listener === null ? [] : (servers.get(listener) ?? []);
        return known.flatMap((server) => throughServer(service, port.port, server, hosts, paths));
      }),
    );
  });
}

function isGateway({ proxy, running }: Workload): boolean {
  return proxy === 'gateway' && running;
}

function throughServer(
  service: Service,
  port: number,
  { kind, hosts }: GatewayServer,
  named: readonly string[],
  paths: readonly string[],
): readonly Request[] {
  const secure = kind !== 'http' && kind !== 'tcp';
  const dialled = new Set(hosts.flatMap((host) => hostsFor(host.slice(host.indexOf('/') + 1), named)));
  return [...dialled].flatMap((host) =>
    (kind === 'http' || kind === 'https' ? paths : ['/']).map(
      (path): Request => ({
        id: '',
        title: '',
        caller: { kind: 'external', ip: null },
        target: { kind: 'host', host, port, via: `${service.namespace}/${service.name}` },
        payload:
          kind === 'tcp'
            ? { kind: 'tcp' }
            : { kind: 'http', method: 'GET', path, host: null, headers: [], version: '1.1' },
        tls: secure ? { sni: null, alpn: [] } : null,
      }),
    ),
  );
}

/** The names that a pattern of a gateway covers, and one that nobody has thought of. */
function hostsFor(pattern: string, named: readonly string[]): readonly string[] {
  if (!pattern.startsWith('*')) return [pattern];
  const suffix = pattern.slice(1);
  return [...named.filter((host) => host.endsWith(suffix)), `other${suffix === '' ? '.example' : suffix}`];
}

const routing = ['VirtualService', 'HTTPRoute', 'GRPCRoute', 'TLSRoute'];

function namedHosts({ cluster }: World): readonly string[] {
  const hosts = routing.flatMap((kind) =>
    cluster.byKind(kind).flatMap(({ body: { spec } }) => {
      const { hosts: classic, hostnames } = isObject(spec) ? spec : {};
      return [classic, hostnames].flatMap((list) => (Array.isArray(list) ? list : []));
    }),
  );
  return hosts.filter((host: Json) => typeof host === 'string').filter((host) => !host.includes('*'));
}

/** Paths that routes and policies name, wherever they do, with one that none of them names. */
function namedPaths({ cluster }: World): readonly string[] {
  const paths = new Set<string>(['/', '/anything-else']);
  for (const kind of [...routing, 'AuthorizationPolicy'])
    for (const { body } of cluster.byKind(kind)) gather(body['spec'], paths);
  return [...paths].slice(0, most);
}

/** Every text that starts as a path does; of a pattern, one that it matches. */
function gather(json: Json | undefined, paths: Set<string>): void {
  if (typeof json === 'string') {
    if (/^\/[\w\-./~%*{}]*$/.test(json))
      paths.add(json.replaceAll('{**}', 'a/b').replaceAll('{*}', 'a').replace(/\*$/, 'x'));
  } else if (Array.isArray(json)) for (const item of json) gather(item, paths);
  else if (isObject(json)) for (const value of Object.values(json)) gather(value, paths);
}
