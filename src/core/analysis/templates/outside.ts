import type { Service, Workload } from '../../cluster/types.ts';
import type { World } from '../../controlplane/world.ts';
import type { JsonObject } from '../../model/json.ts';
import { meaning } from '../repair/site.ts';
import { type Drafted, drafted, namespaceOf, newObject, type Question } from './place.ts';

const networking = 'networking.istio.io/v1';
const hostName = /^(?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i;

/** "A ServiceEntry makes a host of the outside a valid destination." */
export function allowHost(question: Question): Drafted {
  const entry = serviceEntry(question, namespaceOf(question), ['.']);
  return entry === null ? { wants: 'host' } : drafted(entry);
}

function serviceEntry(question: Question, namespace: string, exportTo: readonly string[] | null) {
  const { host, port } = question.answers;
  // A wildcard has no address that could be looked up.
  if (!hostName.test(host) || !host.includes('.')) return null;
  const resolution = host.startsWith('*') ? 'NONE' : 'DNS';
  const protocol = protocolOf(port);
  return newObject(question, {
    apiVersion: networking,
    kind: 'ServiceEntry',
    namespace,
    name: host.replace(/^\*\./, 'any-').replaceAll('.', '-'),
    spec: {
      hosts: [host],
      ports: [{ number: port, name: protocol.toLowerCase(), protocol }],
      location: 'MESH_EXTERNAL',
      resolution,
      ...(exportTo === null ? {} : { exportTo }),
    },
  });
}

function protocolOf(port: number): 'TLS' | 'HTTP' | 'TCP' {
  return port === 443 ? 'TLS' : port === 80 || port === 8080 ? 'HTTP' : 'TCP';
}

/** From every sidecar to the gateway, and from the gateway out: what the application has encrypted stays so. */
export function egressGateway(question: Question): Drafted {
  const exit = exitOf(question.world, question.answers.port);
  if (exit === null) return { wants: 'egressGateway' };
  const { namespace } = exit.service;
  const entry = serviceEntry(question, namespace, null);
  if (entry === null || question.answers.host.startsWith('*')) return { wants: 'host' };
  const { host, port } = question.answers;
  const protocol = protocolOf(port);
  const name = host.replaceAll('.', '-');
  const gateway = newObject(question, {
    apiVersion: networking,
    kind: 'Gateway',
    namespace,
    name,
    spec: {
      selector: meaningOfGateway(exit.workload),
      servers: [
        {
          port: { number: exit.port, name: protocol.toLowerCase(), protocol },
          hosts: [host],
          ...(protocol === 'TLS' ? { tls: { mode: 'PASSTHROUGH' } } : {}),
        },
      ],
    },
  });
  const routes = newObject(question, {
    apiVersion: networking,
    kind: 'VirtualService',
    namespace,
    name,
    spec: {
      hosts: [host],
      gateways: ['mesh', gateway.name],
      ...routesOf(protocol, host, port, gateway.name, exit),
    },
  });
  return drafted(routes, entry, gateway);
}

interface Exit {
  readonly workload: Workload;
  readonly service: Service;
  readonly port: number;
}

/** The gateway that is meant for what leaves, by its labels or name; with a port of its Service. */
function exitOf({ cluster }: World, wanted: number): Exit | null {
  for (const workload of cluster.workloads.values()) {
    const labelled = workload.labels['istio'] === 'egressgateway' || /egress/.test(workload.name);
    const [service] = cluster.servicesOf(workload.id);
    const port = service?.ports.find((each) => each.port === wanted) ?? service?.ports[0];
    if (workload.proxy === 'gateway' && labelled && service !== undefined && port !== undefined)
      return { workload, service, port: port.port };
  }
  return null;
}

function meaningOfGateway(workload: Workload): Readonly<Record<string, string>> {
  const own = workload.labels['istio'];
  return own === undefined ? meaning(workload) : { istio: own };
}

function routesOf(
  protocol: 'TLS' | 'HTTP' | 'TCP',
  host: string,
  port: number,
  gateway: string,
  exit: Exit,
): JsonObject {
  const toGateway = [{ destination: { host: exit.service.hostname, port: { number: exit.port } } }];
  const out = [{ destination: { host, port: { number: port } } }];
  switch (protocol) {
    case 'TLS':
      return {
        tls: [
          { match: [{ gateways: ['mesh'], port, sniHosts: [host] }], route: toGateway },
          { match: [{ gateways: [gateway], port: exit.port, sniHosts: [host] }], route: out },
        ],
      };
    case 'HTTP':
      return {
        http: [
          { match: [{ gateways: ['mesh'], port }], route: toGateway },
          { match: [{ gateways: [gateway], port: exit.port }], route: out },
        ],
      };
    case 'TCP':
      return {
        tcp: [
          { match: [{ gateways: ['mesh'], port }], route: toGateway },
          { match: [{ gateways: [gateway], port: exit.port }], route: out },
        ],
      };
  }
}
