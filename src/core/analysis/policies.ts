import { objectAt, textAt } from '../cluster/fields.ts';
import { matchesSelector } from '../cluster/selectors.ts';
import type { Workload } from '../cluster/types.ts';
import { policyConditions } from '../controlplane/ambient/conditions.ts';
import { isDryRun } from '../controlplane/authorization/dryRun.ts';
import { workloadMtls } from '../controlplane/describe.ts';
import { targetRefs } from '../controlplane/policyAttachment.ts';
import type { World } from '../controlplane/world.ts';
import type { PolicyCondition } from '../model/condition.ts';
import type { PolicyOverview, WorkloadOverview } from '../model/overview.ts';
import type { Resource, ResourceId, WorkloadId } from '../model/resource.ts';

interface PolicyKind {
  /** ALLOW, STRICT, … in Istio's word; '' where none fits. */
  readonly word: (resource: Resource) => string;
  readonly selects: (world: World, resource: Resource, acting: Acting) => readonly WorkloadId[];
}

/** The workloads that each policy acts on, in the order of the workloads. */
type Acting = ReadonlyMap<ResourceId, readonly WorkloadId[]>;

/** The kinds that choose proxies by `selector`. */
const selecting: ReadonlySet<string> = new Set(['AuthorizationPolicy', 'RequestAuthentication', 'PeerAuthentication']);

const listed: PolicyKind['selects'] = (_world, { id }, acting) => acting.get(id) ?? [];
const nobody: PolicyKind['selects'] = () => [];
const wordless = (): string => '';

/** The kinds that decide about traffic, and how to describe one. */
const kinds: ReadonlyMap<string, PolicyKind> = new Map(
  Object.entries({
    AuthorizationPolicy: { word: ({ body }) => textAt(body, 'spec', 'action') ?? 'ALLOW', selects: listed },
    RequestAuthentication: { word: () => 'JWT', selects: listed },
    PeerAuthentication: { word: ({ body }) => textAt(body, 'spec', 'mtls', 'mode') ?? '', selects: listed },
    NetworkPolicy: { word: wordless, selects: podsOf },
    DestinationRule: {
      word: ({ body }) => textAt(body, 'spec', 'trafficPolicy', 'tls', 'mode') ?? '',
      selects: nobody,
    },
    Sidecar: { word: wordless, selects: nobody },
    ServiceEntry: { word: wordless, selects: nobody },
  } satisfies Record<string, PolicyKind>),
);

/** Every resource that decides about traffic, with the workloads it selects. */
export function policiesOf(
  world: World,
  resources: readonly Resource[],
  workloads: readonly WorkloadOverview[],
): readonly PolicyOverview[] {
  const acting = actingOn(world, workloads);
  const rejected = new Set(world.rejected.map(({ resource }) => resource.id));
  const conditions = conditionsOf(world, workloads);
  return resources.flatMap((resource) => {
    const policy = kinds.get(resource.kind);
    if (policy === undefined) return [];
    const { id, kind, namespace, name } = resource;
    const out = rejected.has(id);
    const selects = out ? [] : policy.selects(world, resource, acting);
    const word = policy.word(resource);
    const written = conditions.get(id);
    const ambient = written === undefined ? {} : { conditions: written };
    return [{ id, kind, namespace, name, word, selects, rejected: out, dryRun: isDryRun(resource), ...ambient }];
  });
}

/** What istiod writes on the policies that ztunnel or a waypoint could get, and does not just take as they are. */
function conditionsOf(world: World, workloads: readonly WorkloadOverview[]) {
  const found = new Map<ResourceId, readonly PolicyCondition[]>();
  const ambient = new Set(workloads.filter(({ proxy }) => inAmbient.has(proxy)).map(({ namespace }) => namespace));
  if (ambient.size === 0) return found;
  for (const policy of [...world.authorizationPolicies.values()].flat()) {
    const { id, namespace } = policy.resource;
    const concerned = namespace === world.mesh.rootNamespace || targetRefs(policy.spec).length > 0;
    if (!concerned && !ambient.has(namespace)) continue;
    const written = policyConditions(world, policy).filter(({ reason }) => reason !== 'Accepted');
    if (written.length > 0) found.set(id, written);
  }
  return found;
}

const inAmbient: ReadonlySet<string> = new Set(['ambient', 'waypoint']);

/** Security policies that would act on the workload by their namespace and selector, had istiod taken them. */
export function rejectedFor({ rejected, mesh }: World, workload: Workload): readonly ResourceId[] {
  if (workload.proxy === 'none') return [];
  return rejected.flatMap(({ resource: { id, kind, namespace, body } }) => {
    const near = namespace === workload.namespace || namespace === mesh.rootNamespace;
    const selected = matchesSelector(objectAt(body, 'spec', 'selector'), workload.labels);
    return selecting.has(kind) && near && selected ? [id] : [];
  });
}

/** Policies that are attached, and PeerAuthentications that have a say in the mode. */
function actingOn(world: World, workloads: readonly WorkloadOverview[]): Acting {
  const acting = new Map<ResourceId, WorkloadId[]>();
  for (const { id, policies } of workloads) {
    for (const policy of new Set([...policies, ...inForce(world, id)])) {
      const known = acting.get(policy);
      if (known === undefined) acting.set(policy, [id]);
      else known.push(id);
    }
  }
  return acting;
}

function inForce(world: World, id: WorkloadId): readonly ResourceId[] {
  const workload = world.cluster.workloads.get(id);
  if (workload === undefined || workload.proxy === 'none') return [];
  return workloadMtls(world, workload).candidates.flatMap(({ resource, fate }) => (fate === 'won' ? [resource] : []));
}

/** A NetworkPolicy's podSelector picks pods of its own namespace; an empty one picks all. */
function podsOf({ cluster }: World, { namespace, body }: Resource): readonly WorkloadId[] {
  const selector = objectAt(body, 'spec', 'podSelector');
  return [...cluster.workloads.values()]
    .filter((workload) => workload.namespace === namespace && matchesSelector(selector, workload.labels))
    .map(({ id }) => id);
}
