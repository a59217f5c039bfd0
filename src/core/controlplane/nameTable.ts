import type { Service, Workload } from '../cluster/types.ts';
import { serviceFor } from './registry.ts';
import type { EntryFacts, MeshService } from './serviceEntry.ts';
import { importsService, sidecarScope } from './sidecarScope.ts';
import type { World } from './world.ts';

/** A host of a ServiceEntry, as the agent beside a proxy answers for it. */
export interface AgentAnswer {
  readonly service: MeshService;
  readonly ip: string;
  /** Istio made the address up. */
  readonly allocated: boolean;
}

/**
 * "The agent answers authoritatively for hosts of services in the SidecarScope, everything else is forwarded upstream" (4.2).
 * Kubernetes' own names get the same answer from both, so these are left to the cluster's DNS. Null: it does not know the name.
 */
export function agentAnswer(world: World, client: Workload, name: string): AgentAnswer | null {
  for (const host of [name, ...wildcardsOf(name)]) {
    const service = serviceFor(world, client, host);
    if (!service?.entry || !inScope(world, client, service)) continue;
    const ip = addressOf(service.entry);
    if (ip !== null) return { service, ip, allocated: service.entry.addresses.length === 0 };
  }
  return null;
}

/** Whether the agent answers for a Service of Kubernetes: it is in the scope of the proxy. */
export function agentKnows(world: World, client: Workload, { hostname }: Service): boolean {
  const service = serviceFor(world, client, hostname);
  return service !== null && inScope(world, client, service);
}

/** "For svc.ns.example.com: *.ns.example.com, *.example.com, …" (istio `pkg/dns/client`). */
function wildcardsOf(name: string): readonly string[] {
  const labels = name.split('.');
  return labels.slice(1).map((_, index) => `*.${labels.slice(index + 1).join('.')}`);
}

function inScope(world: World, client: Workload, service: MeshService): boolean {
  const scope = sidecarScope(world, client);
  return service.ports.some(({ port }) => importsService(scope, port, service));
}

/** "Filter out things that are no IP: generally this means CIDRs"; a range of one address is one. */
function addressOf({ addresses, auto }: EntryFacts): string | null {
  if (addresses.length === 0) return auto;
  return addresses.map((each) => each.replace(/\/32$/, '')).find((each) => !each.includes('/')) ?? null;
}
