import { objectAt, textAt } from '../cluster/fields.ts';
import { matchesSelector } from '../cluster/selectors.ts';
import { workloadMtls } from '../controlplane/describe.ts';
import type { World } from '../controlplane/world.ts';
import type { PolicyOverview, WorkloadOverview } from '../model/overview.ts';
import type { Resource, WorkloadId } from '../model/resource.ts';

interface PolicyKind {
  /** ALLOW, STRICT, … in Istio's word; '' where none fits. */
  readonly word: (resource: Resource) => string;
  readonly selects: (world: World, resource: Resource, workloads: readonly WorkloadOverview[]) => readonly WorkloadId[];
}

const attached: PolicyKind['selects'] = (_world, { id }, workloads) =>
  workloads.filter(({ policies }) => policies.includes(id)).map((workload) => workload.id);
const nobody: PolicyKind['selects'] = () => [];
const wordless = (): string => '';

/** The kinds that decide about traffic, and how to describe one. */
const kinds: ReadonlyMap<string, PolicyKind> = new Map(
  Object.entries({
    AuthorizationPolicy: { word: ({ body }) => textAt(body, 'spec', 'action') ?? 'ALLOW', selects: attached },
    RequestAuthentication: { word: () => 'JWT', selects: attached },
    PeerAuthentication: { word: ({ body }) => textAt(body, 'spec', 'mtls', 'mode') ?? '', selects: inForce },
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
  const rejected = new Set(world.rejected.map(({ resource }) => resource.id));
  return resources.flatMap((resource) => {
    const policy = kinds.get(resource.kind);
    if (policy === undefined) return [];
    const { id, kind, namespace, name } = resource;
    const out = rejected.has(id);
    const selects = out ? [] : policy.selects(world, resource, workloads);
    return [{ id, kind, namespace, name, word: policy.word(resource), selects, rejected: out }];
  });
}

/** The workloads whose mode a PeerAuthentication has a say in. */
function inForce(world: World, { id }: Resource, workloads: readonly WorkloadOverview[]): readonly WorkloadId[] {
  return workloads
    .filter((overview) => {
      const workload = world.cluster.workloads.get(overview.id);
      if (workload === undefined || workload.proxy === 'none') return false;
      return workloadMtls(world, workload).candidates.some((each) => each.resource === id && each.fate === 'won');
    })
    .map((overview) => overview.id);
}

/** A NetworkPolicy's podSelector picks pods of its own namespace; an empty one picks all. */
function podsOf({ cluster }: World, { namespace, body }: Resource): readonly WorkloadId[] {
  const selector = objectAt(body, 'spec', 'podSelector');
  return [...cluster.workloads.values()]
    .filter((workload) => workload.namespace === namespace && matchesSelector(selector, workload.labels))
    .map(({ id }) => id);
}
