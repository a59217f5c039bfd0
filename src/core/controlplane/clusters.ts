import type { Endpoint, Service, ServicePort, Workload } from '../cluster/types.ts';
import { ruleTls, type RuleTls } from './clientTls.ts';
import { destinationRuleFor, type RuleSearch } from './destinationRule.ts';
import { principalOf } from './identity.ts';
import type { World } from './world.ts';

/** An Envoy cluster of a client's proxy for one port of one service. */
export interface OutboundCluster {
  /** `outbound|80|v1|host` */
  readonly name: string;
  readonly service: Service;
  readonly port: ServicePort;
  readonly subset: string | null;
  /** EDS balances over endpoints; ORIGINAL_DST goes to the address that was dialled. */
  readonly discovery: 'EDS' | 'ORIGINAL_DST';
  readonly endpoints: readonly Endpoint[];
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
  service: Service,
  port: ServicePort,
  subset: string | null,
): OutboundCluster | null {
  // Only a rule with a workloadSelector tells the proxies of one namespace apart.
  const rules = world.destinationRules.get(client.namespace) ?? [];
  const owner = rules.some((rule) => rule.spec.workloadSelector !== undefined) ? client.id : client.namespace;
  const key = `${owner}|${port.port}|${subset ?? ''}|${service.hostname}`;
  const known = world.outboundClusters.get(key);
  if (known !== undefined) return known;
  const built = build(world, client, service, port, subset);
  world.outboundClusters.set(key, built);
  return built;
}

function build(
  world: World,
  client: Workload,
  service: Service,
  port: ServicePort,
  subset: string | null,
): OutboundCluster | null {
  const search = destinationRuleFor(world, client, service.hostname, service.namespace);
  const found = subset === null ? undefined : search.rule?.subsets.find((entry) => entry.name === subset);
  if (subset !== null && !found) return null;
  const all = world.cluster.endpoints(service.hostname, port);
  const labels = Object.entries(found?.labels ?? {});
  const endpoints = all.filter((endpoint) => {
    const workload = endpoint.workload === null ? undefined : world.cluster.workloads.get(endpoint.workload);
    return labels.every(([key, value]) => workload?.labels[key] === value);
  });
  const policy = found?.trafficPolicy ?? search.rule?.trafficPolicy;
  // "ORIGINAL_DST clusters: Kubernetes headless services, DestinationRule loadBalancer PASSTHROUGH" (3.9c).
  const original = service.headless || policy?.value.loadBalancer?.simple === 'PASSTHROUGH';
  return {
    name: `outbound|${port.port}|${subset ?? ''}|${service.hostname}`,
    service,
    port,
    subset,
    discovery: original ? 'ORIGINAL_DST' : 'EDS',
    endpoints,
    search,
    tls: ruleTls(search.rule, subset, port.port),
    sni: `outbound_.${port.port}_.${subset ?? ''}_.${service.hostname}`,
    serverIdentities: serverIdentities(world, service),
  };
}

/** "Per service, not per endpoint: the service accounts of all endpoints, all ports, each with every trust domain alias." */
function serverIdentities(world: World, service: Service): readonly string[] {
  const identities = new Set<string>();
  for (const port of service.ports) {
    for (const endpoint of world.cluster.endpoints(service.hostname, port)) {
      const workload = endpoint.workload === null ? undefined : world.cluster.workloads.get(endpoint.workload);
      if (!workload) continue;
      for (const trustDomain of world.mesh.trustDomainBundle) {
        identities.add(`spiffe://${principalOf({ trustDomain }, workload)}`);
      }
    }
  }
  return [...identities];
}
