import { objectAt, objectsAt, stringsAt, textAt } from '../../cluster/fields.ts';
import { labelIndex } from '../../cluster/selectorIndex.ts';
import { matchesLabels } from '../../cluster/selectors.ts';
import type { Workload } from '../../cluster/types.ts';
import { type DeclaredPort, declaredProtocols } from '../../controlplane/inboundListener.ts';
import type { World } from '../../controlplane/world.ts';
import type { Finding } from '../../model/lint.ts';
import { onceEach } from '../../model/onceEach.ts';
import type { Resource } from '../../model/resource.ts';
import { simulatedKinds } from '../../yaml/kinds.ts';

export type Labels = Readonly<Record<string, string>>;

/** What the lints ask of a world again and again. */
export interface Facts {
  readonly world: World;
  /** The workloads with all these labels: of one namespace, or, for null, of all. */
  readonly labelled: (labels: Labels, namespace: string | null) => readonly Workload[];
  readonly inNamespace: (namespace: string) => readonly Workload[];
  /** Objects of kinds that are not simulated. */
  readonly strangers: readonly Resource[];
  /** What a sidecar's ports carry. */
  readonly declared: (workload: Workload) => ReadonlyMap<number, DeclaredPort>;
  /** The service accounts that are written or that a workload runs as, by namespace. */
  readonly accounts: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether something that is not simulated (an Argo Rollout, a virtual machine) has these labels. */
  readonly labelledElsewhere: (labels: Labels, namespace: string | null) => boolean;
}

/** One family of pitfalls. A pure function: what it needs to know is in the facts. */
export type Lint = (facts: Facts) => readonly Finding[];

export function factsOf(world: World, resources: readonly Resource[]): Facts {
  const workloads = [...world.cluster.workloads.values()];
  const index = labelIndex(workloads, ({ labels }) => labels);
  const byNamespace = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const known = byNamespace.get(workload.namespace);
    if (known === undefined) byNamespace.set(workload.namespace, [workload]);
    else known.push(workload);
  }
  const strange = resources.flatMap(podsOfStranger);
  const inNamespace = (namespace: string): readonly Workload[] => byNamespace.get(namespace) ?? [];
  return {
    world,
    inNamespace,
    strangers: resources.filter(({ kind }) => !simulatedKinds.has(kind)),
    declared: onceEach((workload: Workload) => declaredProtocols(world, workload)),
    accounts: accountsOf(world, workloads),
    labelled: (labels, namespace) => {
      const candidates = index.candidates(labels);
      const near = namespace !== null && candidates === workloads ? inNamespace(namespace) : candidates;
      return near.filter(
        (workload) =>
          (namespace === null || workload.namespace === namespace) && matchesLabels(labels, workload.labels),
      );
    },
    labelledElsewhere: (labels, namespace) =>
      strange.some((pod) => (namespace === null || pod.namespace === namespace) && matchesLabels(labels, pod.labels)),
  };
}

function accountsOf(world: World, workloads: readonly Workload[]): Facts['accounts'] {
  const accounts = new Map<string, Set<string>>();
  const add = (namespace: string, name: string): void => {
    const known = accounts.get(namespace);
    if (known === undefined) accounts.set(namespace, new Set([name]));
    else known.add(name);
  };
  for (const { namespace, name } of world.cluster.byKind('ServiceAccount')) add(namespace, name);
  for (const { namespace, serviceAccount } of workloads) add(namespace, serviceAccount);
  // A machine outside Kubernetes says which one it runs as.
  for (const { namespace, body } of [
    ...world.cluster.byKind('WorkloadEntry'),
    ...world.cluster.byKind('ServiceEntry'),
  ]) {
    const entries = [objectAt(body, 'spec'), ...objectsAt(body, 'spec', 'endpoints')];
    for (const entry of entries) {
      const account = textAt(entry, 'serviceAccount');
      if (account !== null) add(namespace, account);
    }
  }
  return accounts;
}

type Pods = { readonly namespace: string; readonly labels: Labels };

function podsOfStranger({ kind, namespace, labels, body }: Resource): readonly Pods[] {
  // Machines outside Kubernetes are selected by these labels.
  if (kind === 'WorkloadEntry') return [{ namespace, labels: { ...labels, ...stringsAt(body, 'spec', 'labels') } }];
  if (kind === 'WorkloadGroup') return [{ namespace, labels: stringsAt(body, 'spec', 'metadata', 'labels') }];
  if (simulatedKinds.has(kind)) return [];
  const made = stringsAt(body, 'spec', 'template', 'metadata', 'labels');
  return Object.keys(made).length === 0 ? [] : [{ namespace, labels: made }];
}
