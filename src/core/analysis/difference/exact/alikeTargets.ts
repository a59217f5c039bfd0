import { boundTo } from '../../../controlplane/virtualService.ts';
import type { World } from '../../../controlplane/world.ts';
import { onceEach } from '../../../model/onceEach.ts';
import type { Resource, WorkloadId } from '../../../model/resource.ts';
import { authorizations } from '../../matrix/readings.ts';
import { behindGateways } from './behindGateways.ts';
import type { ExactSide, ExactTarget } from './bench.ts';
import { gatewaysBehind, viaOf } from './outsideTargets.ts';
import { understood } from './understood.ts';

/**
 * The targets of which both worlds say the same, word for word, to everything on the way: requests to them cannot end
 * otherwise, and need not be asked. Known only where nothing but AuthorizationPolicies differs.
 */
export function alikeTargets(
  [before, after]: readonly [ExactSide, ExactSide],
  differing: ReadonlySet<string> | null,
): (target: ExactTarget) => boolean {
  const worlds = [before.world, after.world] as const;
  if (differing === null) return () => false;
  const touched = new Map<WorkloadId, boolean>();
  const isTouched = (id: WorkloadId): boolean => {
    const known = touched.get(id) ?? worlds.some((world) => acts(world, id, differing));
    touched.set(id, known);
    return known;
  };
  return (asked) => {
    const { target, pod } = asked;
    if (viaOf(asked) !== null)
      return worlds.every((world) => {
        const [gateways, behind] = [gatewaysBehind(world, asked), behindGateways(world)];
        return behind !== null && [...gateways.map(({ id }) => id), ...behind].every((id) => !isTouched(id));
      });
    if (pod !== null) return !isTouched(pod.id);
    if (target.kind === 'workload') return !isTouched(target.workload);
    const behind = worlds.flatMap((world) => behindName(world, target.host));
    return behind.length > 0 && behind.every((id) => id !== null && !isTouched(id));
  };
}

function acts(world: World, id: WorkloadId, differing: ReadonlySet<string>): boolean {
  const workload = world.cluster.workloads.get(id);
  if (workload === undefined) return true;
  for (const { resource } of authorizations(world, workload)) if (differing.has(resource.id)) return true;
  return false;
}

/** The pods behind a service, under its name and namespace; none: it is no plain service with an address of its own. */
function behindName({ cluster }: World, host: string): readonly (WorkloadId | null)[] {
  const service = cluster.services.get(`${host}.svc.cluster.local`);
  if (service === undefined || service.externalName !== null) return [];
  if (service.clusterIp !== null && sharedAddresses(cluster).has(service.clusterIp)) return [];
  return service.ports.flatMap((port) => cluster.endpoints(service.hostname, port)).map(({ workload }) => workload);
}

/** Addresses that several services claim: which of them is meant hangs on who calls, and by which proxy. */
const sharedAddresses = onceEach(({ services }: World['cluster']): ReadonlySet<string> => {
  const [known, twice] = [new Set<string>(), new Set<string>()];
  for (const { clusterIp } of services.values()) {
    if (clusterIp === null) continue;
    if (known.has(clusterIp)) twice.add(clusterIp);
    known.add(clusterIp);
  }
  return twice;
});

/** The AuthorizationPolicies that are not the same in both; null: something else differs, or is not understood. */
export function differingPolicies(first: ExactSide, second: ExactSide): ReadonlySet<string> | null {
  const [before, after] = [first.world, second.world];
  if (before.clock !== after.clock || !same(before.mesh, after.mesh) || !same(before.flags, after.flags)) return null;
  if (
    !same([...before.issuance.proxies], [...after.issuance.proxies]) ||
    !same(before.issuance.outage, after.issuance.outage)
  )
    return null;
  if ([before, after].some(leadsElsewhere)) return null;
  const differing = new Set<string>();
  const old = resourcesOf(first);
  const now = resourcesOf(second);
  if (old === null || now === null) return null;
  for (const [id, resource] of [...old, ...now]) {
    if (!(understood.has(resource.kind) || ways.has(resource.kind)) || asksOthers(resource)) return null;
    const [mine, yours] = [old.get(id), now.get(id)];
    if (mine !== undefined && yours !== undefined && (mine.body === yours.body || same(mine.body, yours.body)))
      continue;
    if (resource.kind !== 'AuthorizationPolicy') return null;
    differing.add(id);
  }
  return differing;
}

/** Kinds that say which ways lead through gateways, and no other. */
const ways = new Set('Gateway VirtualService HTTPRoute GatewayClass ReferenceGrant Secret'.split(' '));

/** Requests that name a service may go to another, or through a waypoint. */
function leadsElsewhere({ virtualServices, cluster }: World): boolean {
  const routed = virtualServices.some((service) => boundTo(service, 'mesh'));
  return routed || [...cluster.workloads.values()].some(({ proxy }) => proxy === 'waypoint');
}

/** An external authorizer could answer otherwise in the other world. */
function asksOthers({ kind, body }: Resource): boolean {
  return kind === 'AuthorizationPolicy' && JSON.stringify(body).includes('"CUSTOM"');
}

/** By id; null: they are not known, or two have the same. */
function resourcesOf({ resources }: ExactSide): ReadonlyMap<string, Resource> | null {
  const byId = new Map((resources ?? []).map((resource) => [resource.id, resource]));
  return resources === null || byId.size < resources.length ? null : byId;
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
