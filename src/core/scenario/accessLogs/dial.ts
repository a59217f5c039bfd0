import { resolveName } from '../../cluster/dns.ts';
import type { Service, Workload } from '../../cluster/types.ts';
import type { World } from '../../controlplane/world.ts';
import type { LoggedHttp } from '../../model/accessLog.ts';
import type { Payload, Target } from '../../model/request.ts';

/** A cluster's name taken apart: `outbound|80|v1|backend.payments.svc.cluster.local`. */
export interface ClusterName {
  readonly side: 'inbound' | 'outbound';
  readonly port: number;
  readonly host: string;
}

/** Null: it is one of Envoy's own, such as `PassthroughCluster`. */
export function clusterName(text: string | null): ClusterName | null {
  const [side = '', port = '', , host = ''] = (text ?? '').split('|');
  if ((side !== 'inbound' && side !== 'outbound') || !/^\d+$/.test(port)) return null;
  return { side, port: Number(port), host };
}

/** The server name that sidecars send to each other: `outbound_.80_._.backend.payments.svc.cluster.local`. */
export function meshServerName(text: string | null): { readonly port: number; readonly host: string } | null {
  const [, port, host] = /^outbound_\.(\d+)_\.[^_]*_\.(.+)$/.exec(text ?? '') ?? [];
  return port === undefined || host === undefined ? null : { port: Number(port), host };
}

/** `backend.payments:8080` in two. */
export function hostAndPort(authority: string): { readonly host: string; readonly port: number | null } {
  const [, host, port] = /^(.*?)(?::(\d{1,5}))?$/s.exec(authority) ?? [];
  return { host: (host ?? authority).toLowerCase(), port: port === undefined ? null : Number(port) };
}

/** The service that a name means to a pod of a namespace. */
export function serviceNamed({ cluster }: World, host: string, namespace: string): Service | undefined {
  const found = resolveName(cluster, host, namespace);
  return found.kind === 'service' || found.kind === 'podOfHeadless' ? found.service : undefined;
}

/** `name.namespace`, which any pod can dial. */
export function shortHost({ name, namespace }: Service): string {
  return `${name}.${namespace}`;
}

/** How a server's pod port is dialled: by the service that was named, else the first that leads to it, else by its address. */
export function dialServer(
  { cluster }: World,
  server: Workload,
  podPort: number,
  named: Service | undefined,
  namedPort: number | null,
): Target {
  const leads = (service: Service) =>
    service.ports.filter((port) =>
      cluster
        .endpoints(service.hostname, port)
        .some((endpoint) => endpoint.workload === server.id && endpoint.port === podPort),
    );
  for (const service of named === undefined ? cluster.servicesOf(server.id) : [named]) {
    const ports = leads(service);
    const port = ports.find((each) => each.port === namedPort) ?? ports[0];
    if (port !== undefined) return { kind: 'host', host: shortHost(service), port: port.port, via: null };
  }
  return { kind: 'workload', workload: server.id, port: podPort };
}

/** What was sent, as far as a log says: no headers. The Host header is kept where a client would have written another one. */
export function payloadOf(http: LoggedHttp | null, target: Target, address: string | null): Payload {
  if (http === null) return { kind: 'tcp' };
  const { method, path, authority, version } = http;
  const dialled = target.kind === 'host' ? target.host : address;
  const usual = target.kind === 'host' && target.port === 80 ? dialled : `${dialled}:${target.port}`;
  return { kind: 'http', method, path, host: authority === usual ? null : authority, headers: [], version };
}
