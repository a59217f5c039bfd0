import { matchesLabels } from '../cluster/selectors.ts';
import type { ServicePort, Workload } from '../cluster/types.ts';
import { passesThrough, ruleTls, type RuleTls } from './clientTls.ts';
import { destinationRuleFor, type RuleSearch } from './destinationRule.ts';
import { type ClusterEndpoint, entryEndpoints, hasNames } from './entryEndpoints.ts';
import { principalOf } from './identity.ts';
import type { MeshService } from './serviceEntry.ts';
import type { World } from './world.ts';

/** EDS (and DNS) balances over endpoints; ORIGINAL_DST goes to the dialled address; DYNAMIC_DNS to what the request names. */
export type Discovery = 'EDS' | 'ORIGINAL_DST' | 'DYNAMIC_DNS';

/** An Envoy cluster of a client's proxy for one port of one service. */
export interface OutboundCluster {
  /** `outbound|80|v1|host` */
  readonly name: string;
  readonly service: MeshService;
  readonly port: ServicePort;
  readonly subset: string | null;
  readonly discovery: Discovery;
  readonly endpoints: readonly ClusterEndpoint[];
  readonly search: RuleSearch;
  readonly tls: RuleTls;
  /** What the client's proxy sends as server name under Istio mTLS. */
  readonly sni: string;
  /** SPIFFE URIs the server's certificate may carry: those of all endpoints of the service (1.9). Empty = no check. */
  readonly serverIdentities: readonly string[];
}

/** The cluster for a port and subset, or null: there is none of that name (`NC`). Built once for all proxies that share it. */
export function outboundCluster(
  world: World,
  client: Workload,
  service: MeshService,
  port: ServicePort,
  subset: string | null,
): OutboundCluster | null {
  // Only a rule with a workloadSelector tells the proxies of one namespace apart.
  const rules = world.destinationRules.get(client.namespace) ?? [];
  const owner = rules.some((rule) => rule.spec.workloadSelector !== undefined) ? client.id : client.namespace;
  const key = `${client.proxy}|${owner}|${port.port}|${subset ?? ''}|${service.namespace}/${service.hostname}`;
  const known = world.outboundClusters.get(key);
  if (known !== undefined) return known;
  // "The protocol of the listener" is the listener's alone: the cluster has the service's.
  const declared = service.ports.find((each) => each.port === port.port && each.protocol === port.protocol);
  const built = build(world, client, service, declared ?? port, subset);
  world.outboundClusters.set(key, built);
  return built;
}

function build(
  world: World,
  client: Workload,
  service: MeshService,
  port: ServicePort,
  subset: string | null,
): OutboundCluster | null {
  const search = destinationRuleFor(world, client, service.hostname, service.namespace);
  const found = subset === null ? undefined : search.rule?.subsets.find((entry) => entry.name === subset);
  if (subset !== null && !found) return null;
  const wanted = found?.labels ?? {};
  // "A DNS cluster without endpoints is not sent at all" (istio `cluster_builder.go`): NC, where one by EDS is UH.
  if (service.entry?.resolution === 'DNS' && !hasNames(world, service, service.entry, wanted)) return null;
  const endpoints = endpointsOf(world, service, port).filter((endpoint) =>
    matchesLabels(wanted, endpoint.labels ?? workloadOf(world, endpoint)?.labels ?? {}),
  );
  return {
    name: `outbound|${port.port}|${subset ?? ''}|${service.hostname}`,
    service,
    port,
    subset,
    discovery: discoveryOf(client, service, passesThrough(search.rule, subset, port.port)),
    endpoints,
    search,
    tls: ruleTls(search.rule, subset, port.port),
    sni: `outbound_.${port.port}_.${subset ?? ''}_.${service.hostname}`,
    serverIdentities: serverIdentities(world, service),
  };
}

/** "ORIGINAL_DST: Kubernetes headless services, ServiceEntry resolution NONE, DestinationRule loadBalancer PASSTHROUGH" (3.9c). */
function discoveryOf(client: Workload, { headless, entry }: MeshService, passthrough: boolean): Discovery {
  if (entry?.resolution === 'DYNAMIC_DNS') return 'DYNAMIC_DNS';
  if (passthrough) return 'ORIGINAL_DST';
  // "At a gateway EDS: NONE has no endpoints there" (5.2).
  if (client.proxy === 'gateway') return 'EDS';
  return headless || entry?.resolution === 'NONE' ? 'ORIGINAL_DST' : 'EDS';
}

function endpointsOf(world: World, service: MeshService, port: ServicePort): readonly ClusterEndpoint[] {
  const { entry, hostname } = service;
  return entry ? entryEndpoints(world, service, entry, port) : world.cluster.endpoints(hostname, port);
}

function workloadOf(world: World, { workload }: ClusterEndpoint): Workload | undefined {
  return workload === null ? undefined : world.cluster.workloads.get(workload);
}

/** "Per service, not per endpoint: the service accounts of all endpoints, all ports, each with every trust domain alias" (1.9). */
function serverIdentities(world: World, service: MeshService): readonly string[] {
  const { trustDomain, trustDomainBundle } = world.mesh;
  const identities = new Set<string>();
  const add = (identity: string): void => {
    const rest = identity.slice(identity.indexOf('/'));
    for (const domain of trustDomainBundle) identities.add(`spiffe://${domain.replaceAll('@', '.')}${rest}`);
  };
  for (const port of service.ports) {
    for (const endpoint of endpointsOf(world, service, port)) {
      const workload = workloadOf(world, endpoint);
      if (workload) add(principalOf({ trustDomain }, workload));
      else if (endpoint.identity) add(endpoint.identity);
    }
  }
  const annotated = ['canonical', 'kubernetes'].map((kind) =>
    (service.resource.annotations[`alpha.istio.io/${kind}-serviceaccounts`] ?? '')
      .split(',')
      .filter((name) => name !== ''),
  );
  // "Service annotations" (1.9): whole identities, and accounts of the Service's namespace.
  if (!service.entry) {
    for (const identity of annotated[0] ?? []) identities.add(identity);
    for (const serviceAccount of annotated[1] ?? [])
      add(principalOf({ trustDomain }, { namespace: service.namespace, serviceAccount }));
  }
  // "ServiceEntry.subjectAltNames are added; they decorate a Service of the same hostname too" (5.9).
  for (const { entry } of world.registry.get(service.hostname) ?? []) {
    for (const name of entry?.spec.subjectAltNames ?? []) identities.add(name);
  }
  return [...identities];
}
